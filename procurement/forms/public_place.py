"""What one public page says: its address and the day it was seen, once for all its answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from content.refusal import Refused
from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.actions.public_documents import SeenInPublic
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.control import Control
from procurement.questionnaire.schema import Bank, Question
from sandbox.limits import DOCUMENTS

MOST_MEGABYTES = DOCUMENTS.file // 2**20
_LONGEST_ADDRESS = 500
_LONGEST_WORDS = 1_000


class PublicPlaceForm(PlainForm):
    """The page, and the questions that it may answer. Each may be left open."""

    address = forms.URLField(
        label="Web address of the page",
        help_text="Copy it from the top of your browser",
        max_length=_LONGEST_ADDRESS,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={
            "required": "Enter the web address of the page",
            "invalid": "Enter a web address, such as https://www.example.com/trust",
            "max_length": f"Use {_LONGEST_ADDRESS} characters or fewer for the web address",
        },
    )
    seen_on = DayField(
        label="When did you see it?", error_messages={"required": "Enter the day you saw the page"}
    )
    words = forms.CharField(
        label="What does it say? (optional)",
        help_text="Copy the sentence that matters, so that it can be found again",
        required=False,
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Use {_LONGEST_WORDS:,} characters or fewer"},
    )

    copy = forms.FileField(
        label="A copy of the page (optional)",
        help_text=f"Pages change. Print it to a PDF, or take a picture of it. At most {MOST_MEGABYTES} MB",
        required=False,
        max_length=255,
        error_messages={
            "empty": "This file is empty. Choose another",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput,
    )

    def __init__(
        self, questions: Sequence[Question], bank: Bank, *, versions: dict[str, int], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"seen_on": timezone.localdate()}
        super().__init__(**kwargs)
        self.questions, self.bank = questions, bank
        for question in questions:
            # A page that says nothing refuses nothing: the question is left open.
            control = replace(Control.of_question(question), optional=True, non_answers=())
            self.fields[question.id] = AnswerField(control)
            self.fields[version_name(question.id)] = forms.IntegerField(
                widget=forms.HiddenInput,
                required=False,
                min_value=0,
                initial=versions.get(question.id, 0),
            )

    def clean_address(self) -> str:
        """Return the address, if a browser opens it as a page."""
        address = str(self.cleaned_data["address"])
        if not address.lower().startswith(("http://", "https://")):
            raise ValidationError("Enter a web address, such as https://www.example.com/trust")
        return address

    def clean_seen_on(self) -> Any:
        """Return the day, if it is not still to come."""
        day = self.cleaned_data["seen_on"]
        if day > timezone.localdate():
            raise ValidationError("The day you saw the page must be today or earlier")
        return day

    def clean_copy(self) -> "UploadedFile[Any] | None":
        """Refuse what is too large before it is looked into."""
        file: UploadedFile[Any] | None = self.cleaned_data["copy"]
        if file is not None and (file.size or 0) > DOCUMENTS.file:
            raise ValidationError(
                f"This file is larger than {MOST_MEGABYTES} MB. Choose a smaller one"
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Let the engine read each answer as it would read it from a sheet."""
        super().clean()
        for key, said in self.answers.items():
            try:
                parse_answers(self.bank, {key: said})
            except Refused as refusal:
                self.add_refusal(key, in_a_summary(refusal))
        tried = any(question.id in self.errors for question in self.questions)
        if not self.answers and not tried and self.questions:
            self.add_error(self.questions[0].id, "Answer at least one of the questions")
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, Any]:
        """Return the answers given, in the bank's own form."""
        said = {question.id: self.cleaned_data.get(question.id) for question in self.questions}
        return {key: value for key, value in said.items() if value is not None}

    @property
    def page(self) -> SeenInPublic:
        """Return the page as it was seen. Only once the form is valid."""
        said = self.cleaned_data
        return SeenInPublic(said["address"], said["seen_on"], said["words"].strip())

    @property
    def based_on(self) -> dict[str, int]:
        """Return the version of each answer that stood in the form."""
        return {
            question.id: self.cleaned_data.get(version_name(question.id)) or 0
            for question in self.questions
        }


def version_name(key: str) -> str:
    """Return the name of the field that says which version of an answer was seen."""
    return f"seen_{key}"

"""What the vendor's people fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from content.refusal import Refused
from pages.form_fields import AWordField, MailAddressField
from pages.plain_form import PlainForm
from portal.actions.asking import Recipient
from portal.models import VendorPerson
from portal.sheet import Line
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.forms.evidence import UploadForm
from procurement.models import EvidenceKind
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.saying_more import words_wanted
from procurement.wording.vendor import vendor_control
from sandbox.plain_words import plain_words

LONGEST_WORDS = 2_000
LONGEST_NAME = 200
# A saved web page is the buyer's own proof: where and when it was seen is said with it.
_KINDS = [each for each in EvidenceKind.choices if each[0] != EvidenceKind.WEB_PAGE]


class CodeForm(PlainForm):
    """Six digits from a mail."""

    code = forms.CharField(
        label="Code",
        help_text="Six digits. It works for 10 minutes",
        max_length=20,
        error_messages={"required": "Enter the code from the mail"},
        widget=forms.TextInput(
            attrs={"class": "w-number", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class VendorAnswerForm(UploadForm):
    """One question in the vendor's words, and what goes with the answer: words, a file."""

    words = forms.CharField(
        label="Anything we should know with this answer? (optional)",
        help_text="For example, where it is only partly so",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, line: Line, data: Any = None, files: Any = None) -> None:
        draft = line.draft
        initial = {
            "words": draft.words if draft else "",
            "based_on": draft.version if draft else 0,
        }
        if draft:
            initial["answer"] = draft.value
        super().__init__(data, files, initial=initial)
        self.line = line
        control = vendor_control(line.question, line.wording)
        self.is_a_document = control.kind == "document"
        self.fields["answer"] = AnswerField(control)
        for name, label in (
            (
                "file",
                "The document itself, if you can send it" if self.is_a_document else "The file",
            ),
            ("kind", "What is it?"),
        ):
            self.fields[name].required = False
            self.fields[name].label = label
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 -- declared by the form above
        kinds.choices = [("", "Choose what it is"), *_KINDS]
        self.order_fields(["answer", "words", "file", "kind"])

    def clean(self) -> dict[str, Any]:
        """Let the engine read the answer as it would read it from a sheet."""
        super().clean()
        file = self.cleaned_data.get("file")
        if file is not None and self.is_a_document and self._nothing_is_typed:
            # The document is the answer.
            self.errors.pop("answer", None)
            self.cleaned_data["answer"] = plain_words(file.name or "")[:LONGEST_NAME] or "A file"
        said = self.cleaned_data.get("answer")
        if said is not None:
            self._read(said)
        if file is not None and not self.cleaned_data.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose what it is")
        if self.errors:
            self.ask_for_file_again()
        return self.cleaned_data

    def ask_for_file_again(self) -> None:
        """Say that a file must be chosen again where the page comes back: no browser keeps it."""
        if self.files.get("file") and "file" not in self.errors:
            self.add_error(
                "file", "Choose the file again. It was let go of when the page came back"
            )

    @property
    def _nothing_is_typed(self) -> bool:
        field = self.fields["answer"]
        assert isinstance(field, AnswerField)  # noqa: S101 -- the form is made with one
        return field.is_empty(self["answer"].data)

    @property
    def is_blank(self) -> bool:
        """Return whether what was sent holds neither an answer nor a file."""
        return self._nothing_is_typed and not self.files.get("file")

    def _read(self, said: Any) -> None:
        wanted = words_wanted(self.line.question, said)
        if wanted and not self.cleaned_data.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", wanted)
        try:
            parse_answers(self.line.bank, {self.line.question.id: said})
        except Refused as refusal:
            self.add_refusal("answer", in_a_summary(refusal))


class HandOnForm(PlainForm):
    """Which parts, to whom."""

    sections = forms.MultipleChoiceField(
        label="Which parts?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part"},
    )
    name = forms.CharField(
        label="Your colleague’s name",
        max_length=150,
        error_messages={"required": "Enter your colleague’s name"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    email = MailAddressField(
        label="Their email address",
        max_length=254,
    )
    message = AWordField()
    and_sending = forms.BooleanField(
        label="They also send the answers, in my place", required=False
    )

    def __init__(
        self, person: VendorPerson, parts: Sequence[tuple[str, str]], data: Any = None
    ) -> None:
        """`parts` are the names and titles of the parts this person has."""
        super().__init__(data)
        self.choices = list(parts)
        self.fields["sections"].choices = self.choices  # type: ignore[attr-defined]
        if len(self.choices) == 1:
            self.fields["sections"].initial = [self.choices[0][0]]
        if not person.leads:
            del self.fields["and_sending"]

    @property
    def recipient(self) -> Recipient:
        """Return the colleague. Only once the form is valid."""
        return Recipient(self.cleaned_data["name"].strip(), self.cleaned_data["email"])

    @property
    def sections_chosen(self) -> list[str]:
        """Return the parts; none stands for all."""
        chosen: list[str] = self.cleaned_data["sections"]
        return [] if len(chosen) == len(self.choices) else chosen


class SendForm(PlainForm):
    """Who signs, as what, and that it is true."""

    signed_by = forms.CharField(
        label="Your full name",
        max_length=150,
        error_messages={"required": "Enter your full name"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "name"}),
    )
    signed_as = forms.CharField(
        label="What you do there",
        help_text="For example, head of product",
        max_length=150,
        error_messages={"required": "Enter what you do there"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "organization-title"}),
    )
    without_open = forms.BooleanField(label="", required=False)
    is_true = forms.BooleanField(
        label="These answers are true to the best of my knowledge, and I may give them",
        error_messages={"required": "Tick the box if the answers are true"},
    )

    def __init__(self, *, open_: int, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if open_:
            asks = self.fields["without_open"]
            asks.label = f"Send without the {open_} open question{'' if open_ == 1 else 's'}"
            asks.required = True
            asks.error_messages["required"] = "Answer the open questions first, or tick this box"
        else:
            del self.fields["without_open"]


class ReplyForm(PlainForm):
    """What the vendor says to a result."""

    words = forms.CharField(
        label="Your reply",
        help_text="It stands beside the result, with your name and the day",
        max_length=LONGEST_WORDS,
        error_messages={"required": "Enter your reply"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

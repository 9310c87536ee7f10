"""One of the six questions as a form: the questions of the bank that it answers, all optional."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField

from content.refusal import Refused
from desk.forms.product_name import LONGEST
from pages.plain_form import PlainForm
from procurement.decoding.name_words import tidied
from procurement.facts.values import NonAnswer
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.meeting.schema import MeetingQuestion
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Said
from procurement.questionnaire.schema import Bank


class MeetingForm(PlainForm):
    """What the vendor said to one of the six. Whatever stays empty stays open."""

    product = forms.CharField(max_length=LONGEST, required=False, widget=forms.HiddenInput)

    def __init__(
        self, question: MeetingQuestion, bank: Bank, *, answers: Mapping[str, Said], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {**answers, **kwargs.get("initial", {})}
        super().__init__(**kwargs)
        self.bank, self.keys = bank, question.answers
        for key in question.answers:
            asked = bank.by_id[key]
            field = AnswerField(_short(Control.of_question(asked)), folded=True)
            # All of them are optional, and the page says so once.
            field.label = asked.text
            self.fields[key] = field

    def clean_product(self) -> str:
        """Return the name as it is read elsewhere."""
        return tidied(self.cleaned_data["product"])

    def clean(self) -> dict[str, Any]:
        """Let the engine read each answer as it would read it from a sheet."""
        super().clean()
        for key in self.keys:
            said = self.cleaned_data.get(key)
            if said is None:
                continue
            try:
                parse_answers(self.bank, {key: said})
            except Refused as refusal:
                self.add_refusal(key, in_a_summary(refusal))
        return self.cleaned_data

    @property
    def asked(self) -> list[BoundField]:
        """Return the fields that are seen."""
        return [self[key] for key in self.keys]

    @property
    def given(self) -> dict[str, Said | None]:
        """Return the answers that can be used, None where one is empty. Once it was validated."""
        return {key: self.cleaned_data[key] for key in self.keys if key in self.cleaned_data}


def _short(control: Control) -> Control:
    """Return a control without what wants a reason in words: the question's own page has room."""
    told = tuple(each for each in control.non_answers if each is not NonAnswer.DOES_NOT_APPLY)
    worded = tuple(each for each in control.companions if each.id != "in_words")
    return replace(control, optional=True, non_answers=told, companions=worded)

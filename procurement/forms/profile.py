"""What is asked of the firm itself, all on one page."""

from dataclasses import replace
from typing import Any

from django import forms

from content.refusal import Refused
from pages.plain_form import PlainForm
from procurement.actions.answers import Told
from procurement.facts.sources import Grade
from procurement.facts.values import NonAnswer
from procurement.firm_profile import FirmProfile
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.control import Control
from procurement.questionnaire.schema import Question


class ProfileForm(PlainForm):
    """Every question that applies. One that nobody answered yet may be left open."""

    def __init__(self, profile: FirmProfile, *, person: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.profile, self.person = profile, person
        for question in profile.asked:
            latest = profile.latest(question.id)
            control = _control(question, latest.value if latest else None)
            field = AnswerField(control, initial=latest.value if latest else None)
            self.fields[question.id] = field
            self.fields[version_name(question.id)] = forms.IntegerField(
                widget=forms.HiddenInput,
                required=False,
                min_value=0,
                initial=latest.version if latest else 0,
            )

    def clean(self) -> dict[str, Any]:
        """Let the engine read each answer as it would read it from a sheet."""
        super().clean()
        for question in self.profile.asked:
            said = self.cleaned_data.get(question.id)
            if said is not None:
                try:
                    parse_answers(self.profile.bank, {question.id: said})
                except Refused as refusal:
                    self.add_refusal(question.id, in_a_summary(refusal))
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Told]:
        """Return what is said now. Whoever said the same before keeps having said it."""
        told = {}
        for question in self.profile.asked:
            value = self.cleaned_data[question.id]
            latest = self.profile.latest(question.id)
            if value is None or (latest is not None and latest.value == value):
                continue
            told[question.id] = Told(value, Grade.BUYER_SAYS, self.person)
        return told

    @property
    def based_on(self) -> dict[str, int]:
        """Return the version of each answer that stood in the form."""
        return {
            question.id: self.cleaned_data.get(version_name(question.id)) or 0
            for question in self.profile.asked
        }


def _control(question: Question, value: object) -> Control:
    """Return the control of a question. What is answered may be changed, and not left open again."""
    control = Control.of_question(question)
    # There is no room here to say why something does not apply.
    offered = tuple(
        each
        for each in control.non_answers
        if each is not NonAnswer.DOES_NOT_APPLY or value == each.value
    )
    return replace(control, optional=value is None, non_answers=offered)


class StillRightForm(PlainForm):
    """Says that the profile is still right, as it was seen."""

    def __init__(self, profile: FirmProfile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for key, versions in profile.versions.items():
            self.fields[version_name(key)] = forms.IntegerField(
                widget=forms.HiddenInput(attrs={"id": f"still_{key}"}),
                required=False,
                min_value=0,
                initial=versions[-1].version,
            )
        self.keys = tuple(profile.versions)

    @property
    def based_on(self) -> dict[str, int]:
        """Return the version of each answer that was looked at."""
        return {key: self.cleaned_data.get(version_name(key)) or 0 for key in self.keys}


def version_name(key: str) -> str:
    """Return the name of the field that says which version of an answer was seen."""
    return f"seen_{key}"

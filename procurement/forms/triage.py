"""The form of one page of the first questions: the bank's own questions, a rough number in any unit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.refusal import Refused
from pages.plain_form import PlainForm
from procurement.facts.values import NON_ANSWERS, NonAnswer
from procurement.forms.answer_field import AnswerField, AnswerWidget, in_a_summary
from procurement.models import WrittenAnswer
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Posted
from procurement.questionnaire.schema import Bank, Question
from procurement.triage.amounts import UNITS, Amount, TypedAmount, amount_of, typed_again
from procurement.triage.schema import Page, Triage
from procurement.wording.answers import asked_under


class AmountWidget(AnswerWidget):
    """Draws a number with the unit it is meant in."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was ticked and typed, and the unit."""
        posted = super().value_from_datadict(data, files, name)
        return TypedAmount(posted, data.get(f"{name}-per", ""))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template shows, the units among it."""
        typed = value if isinstance(value, TypedAmount) else TypedAmount(Posted(), "")
        return super().get_context(name, typed.posted, attrs) | {
            "units": [(per.id, per.words, per.id == typed.per) for per in UNITS[name]],
        }


class AmountField(AnswerField):
    """Asks for a number in a unit of the person's choice. Its value is an `Amount`."""

    def __init__(self, control: Control) -> None:
        super().__init__(control)
        self.widget = AmountWidget(control, folded=False)

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the control for an answer on file, or what was just sent."""
        if isinstance(value, TypedAmount):
            return value
        said = value if isinstance(value, Amount) else Amount(None)
        return typed_again(self.control, said.value, said.words)

    def clean(self, value: Any) -> Any:
        """Return the answer. Raises ValidationError with the sentence of the refusal."""
        try:
            return amount_of(self.control, value)
        except Refused as refusal:
            raise ValidationError(in_a_summary(refusal)) from None


class TriageForm(PlainForm):
    """One page of the first questions. Its fields are the bank's ids; not sure is always allowed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(
        self,
        page: Page,
        triage: Triage,
        bank: Bank,
        *,
        latest: Mapping[str, WrittenAnswer],
        **kwargs: Any,
    ) -> None:
        self.keys = tuple(key for key in page.keys if asked_under(key, bank) is not None)
        initial: dict[str, Any] = {"seen": versions_of(latest, self.keys)}
        for key in self.keys:
            if (answer := latest.get(key)) is not None:
                said = Amount(answer.value, answer.words)
                initial[key] = said if key in UNITS else answer.value
        super().__init__(initial=initial, **kwargs)
        for key in self.keys:
            self.fields[key] = _field(key, triage, bank, latest.get(key))
        self.order_fields(self.keys)

    def clean(self) -> dict[str, Any]:
        """Name the question in each problem, where several stand on the page."""
        super().clean()
        if len(self.keys) > 1:
            for key in self.errors.keys() & set(self.keys):
                label = self.fields[key].label
                self.errors[key] = self.error_class(
                    [f"{label} {problem}" for problem in self.errors[key]]
                )
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Amount]:
        """Return what is said under each key. Only once the form is valid."""
        said = {key: self.cleaned_data[key] for key in self.keys}
        return {
            key: each if isinstance(each, Amount) else Amount(each) for key, each in said.items()
        }

    @property
    def based_on(self) -> dict[str, int]:
        """Return the version of each answer that stood in the form."""
        parts = (part.partition(":") for part in self.cleaned_data.get("seen", "").split())
        return {key: int(version) for key, _, version in parts if version.isdecimal()}


def versions_of(latest: Mapping[str, WrittenAnswer], keys: tuple[str, ...]) -> str:
    """Return the versions of the answers on file, as the form carries them."""
    return " ".join(f"{key}:{latest[key].version}" for key in keys if key in latest)


def _field(key: str, triage: Triage, bank: Bank, latest: WrittenAnswer | None) -> AnswerField:
    asked = asked_under(key, bank)
    assert asked is not None  # noqa: S101 -- the form left out what the bank does not ask
    control = (
        Control.of_question(asked) if isinstance(asked, Question) else Control.of_setting(asked)
    )
    unsure = [NonAnswer.NOT_SURE]
    if latest is not None and isinstance(latest.value, str) and latest.value in NON_ANSWERS:
        unsure.append(NonAnswer(latest.value))
    wording = triage.asked_as.get(key)
    control = replace(
        control,
        label=wording.text if wording else control.label,
        non_answers=tuple(dict.fromkeys(unsure)),
    )
    field = AmountField(control) if key in UNITS else AnswerField(control)
    if wording:
        field.help_text = wording.hint
    return field

"""The form in which a person decides on one flag."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.html import format_html

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.actions.flag_decisions import problems_of
from procurement.models import FlagChoice, FlagDecision
from procurement.screening_result import Flag as Finding

_SALT = "the findings on the page"
_HINTS = {
    FlagChoice.ASK_MITIGATION: "The flag keeps its weight until an answer shows that it is done",
    FlagChoice.ACCEPT: "Your reason is printed in the report beside your name",
    FlagChoice.NOT_APPLICABLE: "The flag no longer counts for the suggestion. Your reason is printed",
}


class FlagDecisionForm(PlainForm):
    """What should happen, why, who sees to it, and by when.

    A hidden field carries the findings as the page showed them, signed, so that nobody decides on
    what they did not see.
    """

    what = forms.ChoiceField(
        label="What should happen?",
        choices=[
            (choice.value, format_html('{}<span class="form-text">{}</span>', choice.label, hint))
            for choice, hint in _HINTS.items()
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should happen"},
    )
    reason = forms.CharField(
        label="Reason, or what must be done",
        help_text="Two or three sentences that a stranger would understand in a year",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )
    who = forms.CharField(
        label="Who will see to it",
        help_text="If you ask for a change",
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "name"}),
        max_length=200,
        required=False,
    )
    due = DayField(
        label="By when",
        help_text="If you ask for a change. For example, 4 December 2026",
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, findings: Sequence[Finding], latest: FlagDecision | None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"seen": signed(findings)}
        if latest is not None:
            initial |= {
                "what": latest.what,
                "reason": latest.reason,
                "who": latest.who,
                "due": latest.due,
            }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_seen(self) -> tuple[Finding, ...]:
        """Return the findings the page showed."""
        try:
            shown = signing.loads(self.cleaned_data["seen"], salt=_SALT)
        except signing.BadSignature:
            raise forms.ValidationError(
                "This page did not come back whole. Open the flag again, then decide"
            ) from None
        return tuple(map(Finding.model_validate, shown))

    def clean(self) -> dict[str, Any]:
        """Say all that is missing at once, each at its field."""
        said = self.cleaned_data
        if "what" in said:
            problems = problems_of(
                FlagChoice(said["what"]),
                reason=said.get("reason", ""),
                who=said.get("who", ""),
                due=said.get("due"),
            )
            for problem in problems:
                if problem.column not in self.errors:
                    self.add_refusal(problem.column, problem.sentence)
        return said

    @property
    def choice(self) -> FlagChoice:
        """Return what was chosen. Only on a valid form."""
        return FlagChoice(self.cleaned_data["what"])

    @property
    def day(self) -> date | None:
        """Return the day by which it must be done, if one was typed. Only on a valid form."""
        typed: date | None = self.cleaned_data["due"]
        return typed


def signed(findings: Sequence[Finding]) -> str:
    """Return findings as a form can carry them and nobody can change them."""
    shown = [finding.model_dump(mode="json") for finding in findings]
    return signing.dumps(shown, salt=_SALT, compress=True)

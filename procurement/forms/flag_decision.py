"""The form in which a person decides on one flag."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.actions.flag_decisions import problems_of
from procurement.models import Evidence, FlagChoice, FlagDecision
from procurement.screening_result import Flag as Finding

_SALT = "the findings on the page"
_HINTS = {
    FlagChoice.CONFIRM: "You have looked, and it is so. The flag keeps its weight",
    FlagChoice.ASK_MITIGATION: "The flag keeps its weight until somebody has seen that it is done",
    FlagChoice.VERIFY: "Say who saw what. A document makes it stronger",
    FlagChoice.ACCEPT: "Your reason is printed beside your name. It opens again on the day you name",
    FlagChoice.NOT_APPLICABLE: "The flag no longer counts for the suggestion. Your reason is printed",
    FlagChoice.ESCALATE: "Somebody else has to decide. Until then the flag keeps its weight",
}
A_USUAL_TERM = timedelta(days=182)


class FlagDecisionForm(PlainForm):
    """What should happen, why, who sees to it, by when, until when, and what shows it.

    Only the steps that may follow the last one are offered.

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
        label="Who",
        help_text="Who sees to the change, who saw that it was made, or who has to decide",
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "name"}),
        max_length=200,
        required=False,
    )
    due = DayField(
        label="By when",
        help_text="If you ask for a change. For example, 4 December 2026",
        required=False,
    )
    until = DayField(
        label="Accepted until",
        help_text="If you accept the risk. A year at most; on that day it opens again",
        required=False,
    )
    proof: "forms.ModelChoiceField[Evidence]" = forms.ModelChoiceField(
        label="The document that shows the change (optional)",
        queryset=None,
        empty_label="No document",
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        findings: Sequence[Finding],
        latest: FlagDecision | None,
        offered: Collection[FlagChoice],
        documents: QuerySet[Evidence],
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"seen": signed(findings)}
        initial["until"] = timezone.localdate() + A_USUAL_TERM
        if latest is not None and latest.what in offered:
            initial |= {
                "what": latest.what,
                "reason": latest.reason,
                "who": latest.who,
                "due": latest.due,
            }
            if latest.until and latest.until > timezone.localdate():
                initial["until"] = latest.until
        super().__init__(*args, initial=initial, **kwargs)
        what = cast("forms.ChoiceField", self.fields["what"])
        every = cast("list[tuple[str, str]]", what.choices)
        what.choices = [(value, label) for value, label in every if value in offered]
        cast("forms.ModelChoiceField[Evidence]", self.fields["proof"]).queryset = documents
        if FlagChoice.VERIFY not in offered or not documents.exists():
            del self.fields["proof"]

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
                until=said.get("until"),
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
    def ends(self) -> date | None:
        """Return the day on which an acceptance ends, if one was typed. Only on a valid form."""
        typed: date | None = self.cleaned_data["until"]
        return typed

    @property
    def shown_by(self) -> Evidence | None:
        """Return the document that was chosen, if one was. Only on a valid form."""
        chosen: Evidence | None = self.cleaned_data.get("proof")
        return chosen

    @property
    def day(self) -> date | None:
        """Return the day by which it must be done, if one was typed. Only on a valid form."""
        typed: date | None = self.cleaned_data["due"]
        return typed


def signed(findings: Sequence[Finding]) -> str:
    """Return findings as a form can carry them and nobody can change them."""
    shown = [finding.model_dump(mode="json") for finding in findings]
    return signing.dumps(shown, salt=_SALT, compress=True)

"""The form in which a person decides on the whole assessment."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.agreed_condition import AgreedCondition, TradeOff
from procurement.models import Verdict

ROWS = 3
MOST_ROWS = 20
_CHOSEN = {
    "chosen_by": "Say who chose to pay less for what the tests showed",
    "chosen_on": "Say on which day that was chosen",
    "chosen_why": "Say why it is worth it",
}


class DecisionForm(PlainForm):
    """One of four decisions, the reason, conditions, and who chose the trade-off where there is one.

    A condition is what, who, by when, and how we will know; empty rows are left out. `saves` is
    whether the cheaper version saves money: only then is anybody asked who chose that. `seen` carries which suggestion the page showed.
    """

    value = forms.ChoiceField(
        label="What do you decide?",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Two or three sentences that a stranger would understand in a year",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1_000,
        required=False,
    )
    chosen_by = forms.CharField(
        label="Who chose to pay less for what the tests showed?",
        help_text="The name of the person who weighed the saving against the mistakes",
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
        max_length=200,
        required=False,
    )
    chosen_on = DayField(label="On which day?", required=False)
    chosen_why = forms.CharField(
        label="Why is it worth it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        conditions: tuple[AgreedCondition, ...] = (),
        rows: int = ROWS,
        saves: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.saves = saves
        if not saves:
            for name in ("chosen_by", "chosen_on", "chosen_why"):
                del self.fields[name]
        self.rows = min(max(rows, len(conditions), 1), MOST_ROWS)
        for number in range(1, self.rows + 1):
            shown = conditions[number - 1] if number <= len(conditions) else None
            self.fields[f"what_{number}"] = forms.CharField(
                label=f"Condition {number}: what must be done",
                max_length=300,
                required=False,
                initial=shown.what if shown else None,
            )
            self.fields[f"who_{number}"] = forms.CharField(
                label="Who will see to it",
                widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
                max_length=200,
                required=False,
                initial=shown.who if shown else None,
            )
            self.fields[f"due_{number}"] = DayField(
                label="By when", required=False, initial=shown.due if shown else None
            )
            self.fields[f"how_{number}"] = forms.CharField(
                label="How will we know that it is done?",
                help_text="For example, the signed addendum is in our documents",
                max_length=300,
                required=False,
                initial=shown.how if shown else None,
            )

    @property
    def condition_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Return the fields of each condition, for the page."""
        return [
            tuple(self[f"{part}_{number}"] for part in ("what", "who", "due", "how"))
            for number in range(1, self.rows + 1)
        ]

    @property
    def conditions(self) -> tuple[AgreedCondition, ...]:
        """Return the conditions that were written. Only on a valid form."""
        said = self.cleaned_data
        return tuple(
            AgreedCondition(
                what=said[f"what_{number}"],
                who=said[f"who_{number}"],
                due=said[f"due_{number}"],
                how=said[f"how_{number}"],
            )
            for number in range(1, self.rows + 1)
            if said[f"what_{number}"]
        )

    @property
    def trade_off(self) -> TradeOff | None:
        """Return who chose the trade-off, if anybody was asked and said so. Only on a valid form."""
        said = self.cleaned_data
        if not self.saves or not said["chosen_by"]:
            return None
        return TradeOff(who=said["chosen_by"], on=said["chosen_on"], why=said["chosen_why"])

    def clean(self) -> dict[str, Any]:
        """Refuse a condition that lacks one of its parts, and a saving that nobody chose."""
        said = super().clean() or self.cleaned_data
        missing = {
            "what": "Say what must be done",
            "who": "Say who will see to it",
            "due": "Say by when it must be done",
            "how": "Say how we will know that it is done",
        }
        for number in range(1, self.rows + 1):
            names = [f"{part}_{number}" for part in missing]
            if any(said.get(name) for name in names):
                for name, sentence in zip(names, missing.values(), strict=True):
                    if not said.get(name) and name not in self.errors:
                        self.add_error(name, f"{sentence} (condition {number})")
        proceeds = said.get("value") in (Verdict.PROCEED, Verdict.PROCEED_WITH_CONDITIONS)
        begun = any(said.get(name) for name in ("chosen_by", "chosen_why"))  # the day is filled in
        if self.saves and (proceeds or begun):
            for name, sentence in _CHOSEN.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            on = said.get("chosen_on")
            if on and on > timezone.localdate():
                self.add_error("chosen_on", "The day on which it was chosen must not be to come")
        return said

"""The form in which a person decides on the whole assessment."""

from typing import Any

from django import forms
from django.http import QueryDict

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from procurement.agreed_condition import AgreedCondition
from procurement.models import Verdict

ROWS = 3
MOST_ROWS = 20


class DecisionForm(PlainForm):
    """One of four decisions, the reason, and conditions: what, who, by when; empty rows are left out.

    `seen` carries which suggestion the page showed.
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
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        conditions: tuple[AgreedCondition, ...] = (),
        rows: int = ROWS,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
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

    @property
    def condition_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Return the fields of each condition, for the page."""
        return [
            tuple(self[f"{part}_{number}"] for part in ("what", "who", "due"))
            for number in range(1, self.rows + 1)
        ]

    @property
    def conditions(self) -> tuple[AgreedCondition, ...]:
        """Return the conditions that were written. Only on a valid form."""
        said = self.cleaned_data
        return tuple(
            AgreedCondition(
                what=said[f"what_{number}"], who=said[f"who_{number}"], due=said[f"due_{number}"]
            )
            for number in range(1, self.rows + 1)
            if said[f"what_{number}"]
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a condition that lacks one of its three parts."""
        said = super().clean() or self.cleaned_data
        missing = {
            "what": "Say what must be done",
            "who": "Say who will see to it",
            "due": "Say by when it must be done",
        }
        for number in range(1, self.rows + 1):
            names = [f"{part}_{number}" for part in missing]
            if any(said.get(name) for name in names):
                for name, sentence in zip(names, missing.values(), strict=True):
                    if not said.get(name) and name not in self.errors:
                        self.add_error(name, f"{sentence} (condition {number})")
        return said

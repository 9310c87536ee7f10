"""What is filled in to share a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from pages.form_fields import DayField
from pages.plain_form import PlainForm
from portal.forms.asking import later_day
from reports.models import Seal
from reports.sharing.actions import USUAL_TIME
from reports.sharing.files_shared import called, offered


class ShareForm(PlainForm):
    """Which file, for whom, until when."""

    seal = forms.ChoiceField(
        label="What do you share?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you share",
            "invalid_choice": "Choose what you share",
        },
    )
    for_whom = forms.CharField(
        label="Who is it for?",
        help_text="For your own list. Whoever opens the link does not see it",
        max_length=150,
        error_messages={"required": "Enter who it is for"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    until = DayField(
        label="Until when does the link work?", error_messages={"required": "Enter the last day"}
    )

    def __init__(self, data: Any = None, *, seals: Sequence[Seal]) -> None:
        """`seals` are the sealed files of one report."""
        super().__init__(data, initial={"until": timezone.localdate() + USUAL_TIME})
        in_order = sorted(seals, key=lambda each: offered().index(each.binding))
        self._seals = {str(each.id): each for each in in_order}
        field = self.fields["seal"]
        field.choices = [  # type: ignore[attr-defined]
            (key, called(each.binding)) for key, each in self._seals.items()
        ]
        field.initial = next(iter(self._seals), None)

    def clean_until(self) -> Any:
        """Return the day if it is still to come."""
        return later_day(self.cleaned_data["until"])

    @property
    def chosen(self) -> Seal:
        """Return the file. Only once the form is valid."""
        return self._seals[self.cleaned_data["seal"]]

"""What the buyer writes to ask the vendor about one flag."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.form_fields import DayField
from portal.forms.asking import LONGEST_MESSAGE, USUAL_TIME, RecipientForm, later_day


class AskFlagForm(RecipientForm):
    """Whom to ask, until when, and the sentence they will read."""

    due_on = DayField(
        label="Until when do you hope for the answer?",
        error_messages={"required": "Enter the last day"},
    )
    sentence = forms.CharField(
        label="What do you want to know?",
        help_text="They read this sentence and the questions below it. They do not see the flag",
        max_length=LONGEST_MESSAGE,
        error_messages={"required": "Write what you want to know"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("sentence", "name", "email", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = timezone.localdate() + USUAL_TIME

    def clean_due_on(self) -> Any:
        """Return the day if it is still to come."""
        return later_day(self.cleaned_data["due_on"])

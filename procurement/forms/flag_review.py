"""The forms beside a flag's decision: how grave it is held to be, and what the vendor says to it."""

from typing import Any

from django import forms

from content.words import word
from pages.plain_form import PlainForm
from procurement.rulebook.schema import SEVERITIES


class SeverityForm(PlainForm):
    """How grave a flag is held to be, and why. `seen` is how grave it was on the page."""

    held = forms.ChoiceField(
        label="How grave is it for you?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how grave it is"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="It is printed in the report, with what the rule says and your name",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held"].choices = [  # type: ignore[attr-defined]
            (each, word("severity", each)) for each in SEVERITIES
        ]


class ReplyForm(PlainForm):
    """What the vendor says to a flag, and who there said it."""

    words = forms.CharField(
        label="What does the vendor say?",
        help_text="In their own words, as near as you can",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        required=False,
    )
    said_by = forms.CharField(
        label="Who said it, and how",
        help_text="For example, M. Okoro of Larkfield Systems, by e-mail",
        max_length=200,
        required=False,
    )

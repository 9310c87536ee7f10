"""That texts may leave the house: confirmed by a person who was shown what and where to."""

from typing import Any

from django import forms

from evaluations.leaving import Shown
from pages.plain_form import PlainForm


class ReleaseForm(PlainForm):
    """That a person has seen what was shown, and why the sheet may leave all the same."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    found_confirmed = forms.BooleanField(
        label="I have looked at what was found, and these texts may go to the vendor",
        error_messages={"required": "Tick the box if the texts may go to the vendor"},
    )
    found_why = forms.CharField(
        label="Why may they go, although something was found?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why they may go, although something was found"},
    )
    transfer_confirmed = forms.BooleanField(
        label="I have read where the sheet goes, and it may go there",
        error_messages={"required": "Tick the box if the sheet may go there"},
    )
    transfer_why = forms.CharField(
        label="Why may it go there?",
        help_text="For example: the transfer agreement is signed, or no text is about a person",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it may go there"},
    )

    def __init__(self, data: Any = None, *, shown: Shown) -> None:
        super().__init__(data, initial={"seen": shown.seal})
        if not shown.found_asks_why:
            del self.fields["found_why"]
        if not shown.transfer_asks_why:
            del self.fields["transfer_why"]

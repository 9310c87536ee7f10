"""What is filled in to issue a report."""

from typing import Any

from django import forms

from pages.plain_form import PlainForm
from reports.actions import LONGEST_REASON


class IssueForm(PlainForm):
    """Why a report is issued although one stands. For the first there is nothing to fill in."""

    reason = forms.CharField(
        label="Why is it issued again?",
        help_text="For example, the vendor answered two more questions. It is printed in the report",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say why it is issued again"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, is_again: bool) -> None:
        """`is_again`: a report stands already."""
        super().__init__(data)
        if not is_again:
            del self.fields["reason"]

    @property
    def why(self) -> str:
        """Return the reason, empty for the first. Only once the form is valid."""
        said: str = self.cleaned_data.get("reason", "")
        return said

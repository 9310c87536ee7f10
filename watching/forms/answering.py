"""Today's answers, and whether the vendor had told of a change."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from content.refusal import Refused
from pages.form_fields import DayField
from pages.plain_form import PlainForm
from watching.answers import pasted_answers
from watching.examples import Examples
from watching.forms.bringing import BringingForm, file_field, in_one_line, pasted_field


class ToldForm(PlainForm):
    """Whether a change was announced, and on which day."""

    was_told = forms.BooleanField(label="The vendor told us of a change before", required=False)
    told_on = DayField(label="On which day did the vendor tell you?", required=False)

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """Take the tick and the day together."""
        said: dict[str, Any] = self.cleaned_data
        if "told_on" in self.errors:
            return said
        told_on = said.get("told_on")
        if said.get("was_told") and told_on is None:
            self.add_error("told_on", "Enter the day on which the vendor told you")
        elif told_on is not None and not said.get("was_told"):
            self.add_error("was_told", "Tick that the vendor told you, or leave the day empty")
        elif told_on is not None and told_on > self.on:
            self.add_error(
                "told_on",
                "This is after the answers were given, so it was not announced. Leave the day empty",
            )
        return said


class AnswersForm(ToldForm, BringingForm):
    """Paste the answers or bring them as a file."""

    pasted = pasted_field(
        "Paste today’s answers",
        help_text="One answer on each line, in the order of the list. Or two columns: the number and the answer",
        rows=8,
        strip=False,
    )
    file = file_field(
        "Or bring the sheet with the answers filled in",
        help_text="CSV or Excel (.xlsx), with a column answer. A column number or id says which example is meant",
        empty="Choose the one with the answers",
    )
    field_order = ("pasted", "file", "was_told", "told_on")

    def __init__(self, *args: Any, examples: Examples, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def clean(self) -> dict[str, Any]:
        """Take one of the two ways; a mistake names its line."""
        said = super().clean()
        lines = said.get("pasted") or ""
        if said.get("file") and lines.strip():
            self.add_error("file", "Paste the answers or bring a file, not both")
        elif not said.get("file") and not lines.strip():
            if "file" not in self.errors and "pasted" not in self.errors:
                self.add_error("pasted", "Paste the answers, or bring them as a file")
        elif not said.get("file"):
            try:
                said["answers"] = pasted_answers(lines, self.examples)
            except Refused as refusal:
                self.add_refusal("pasted", in_one_line(refusal))
        return said

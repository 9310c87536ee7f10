"""Which examples are asked again, how many, and on which day of the month."""

from collections.abc import Sequence
from typing import Any

from django import forms

from content.refusal import Refused
from evaluations.models import SampleSet
from pages.plain_form import PlainForm
from watching.examples import FEWEST, MOST, pasted
from watching.forms.bringing import BringingForm, file_field, in_one_line, pasted_field
from watching.months import FIRST_DAY, LAST_DAY


def day_field() -> forms.IntegerField:
    """Return the field for the day of the month."""
    said = f"Enter a day from {FIRST_DAY} to {LAST_DAY}, so that every month has it"
    return forms.IntegerField(
        label="On which day of the month should we remind you?",
        help_text=f"A number from {FIRST_DAY} to {LAST_DAY}",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said),
        widget=forms.TextInput(attrs={"class": "w-number", "inputmode": "numeric"}),
    )


class DayForm(PlainForm):
    """The day alone."""

    day = day_field()


class StartForm(BringingForm):
    """Choose the examples in one of three ways."""

    samples = forms.ChoiceField(
        label="Draw them from examples of a test", required=False, widget=forms.RadioSelect
    )
    pasted = pasted_field(
        "Or paste them, one on each line",
        help_text="If you know the right answer, put it after the text, with a tab between. Two columns of a spreadsheet paste so by themselves",
        rows=6,
    )
    file = file_field(
        "Or bring a file",
        help_text="CSV or Excel (.xlsx), with a column text, and perhaps id and right answer",
        empty="Choose one with examples in it",
    )
    number = forms.IntegerField(
        label="How many should be asked each month?",
        help_text=f"{FEWEST} to {MOST}. From a longer list we draw so many at random",
        min_value=FEWEST,
        max_value=MOST,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Enter a number from {FEWEST} to {MOST}",
        ),
        widget=forms.TextInput(attrs={"class": "w-number", "inputmode": "numeric"}),
    )
    day = day_field()

    def __init__(self, *args: Any, sets: Sequence[SampleSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sets = {str(each.id): each for each in sets}
        field = self.fields["samples"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            *((key, each.name) for key, each in self.sets.items()),
            ("", "None of these"),
        ]
        if not self.sets:
            del self.fields["samples"]
            self.fields["pasted"].label = "Paste them, one on each line"

    def clean(self) -> dict[str, Any]:
        """Take one of the three."""
        said: dict[str, Any] = self.cleaned_data
        if self.errors:
            return said
        ways = [
            name for name in ("samples", "pasted", "file")
            if said.get(name) and (name != "pasted" or said[name].strip())
        ]  # fmt: skip
        if not ways:
            first = "samples" if self.sets else "pasted"
            self.add_error(first, "Choose examples, paste them, or bring a file")
        elif len(ways) > 1:
            self.add_error(ways[-1], "Choose one way only, and leave the others empty")
        elif ways == ["pasted"]:
            try:
                said["examples"] = pasted(said["pasted"])
            except Refused as refusal:
                self.add_refusal("pasted", in_one_line(refusal))
        return said

"""Which examples are asked again, how many, and on which day of the month."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from content.refusal import Refused
from evaluations.forms.examples import most_bytes, most_in_words
from evaluations.models import SampleSet
from pages.plain_form import PlainForm
from watching.examples import FEWEST, MOST, MOST_CHARACTERS, pasted
from watching.months import FIRST_DAY, LAST_DAY

TABLES = ".csv,.tsv,.txt,.xlsx,.jsonl,.parquet"


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


class StartForm(PlainForm):
    """Choose the examples in one of three ways."""

    samples = forms.ChoiceField(
        label="Draw them from examples of a test", required=False, widget=forms.RadioSelect
    )
    pasted = forms.CharField(
        label="Or paste them, one on each line",
        help_text="If you know the right answer, put it after the text, with a tab between. Two columns of a spreadsheet paste so by themselves",
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": "This is too much to paste. Bring it as a file"},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = forms.FileField(
        label="Or bring a file",
        help_text="CSV or Excel (.xlsx), with a column text, and perhaps id and right answer",
        required=False,
        max_length=255,
        error_messages={
            "empty": "This file is empty. Choose one with examples in it",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": TABLES}),
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

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse a file that the reader would refuse, before it is stored."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > most_bytes():
            raise forms.ValidationError(
                f"This file is too large. Choose one of at most {most_in_words()}"
            )
        return file

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


def in_one_line(refusal: Refused) -> str:
    """Return a refusal of pasted lines: its sentence names the line already."""
    return " ".join(part for part in (refusal.sentence, refusal.what_to_do) if part)

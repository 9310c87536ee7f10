"""What is pasted or brought as a file: examples at the start, answers each month."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from content.refusal import Refused
from evaluations.forms.examples import most_bytes, most_in_words
from pages.plain_form import PlainForm
from watching.examples import MOST_CHARACTERS

TABLES = ".csv,.tsv,.txt,.xlsx,.jsonl,.parquet"


def pasted_field(label: str, *, help_text: str, rows: int, strip: bool = True) -> forms.CharField:
    """Return the field for pasted lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        strip=strip,
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": "This is too much to paste. Bring it as a file"},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def file_field(label: str, *, help_text: str, empty: str) -> forms.FileField:
    """Return the field for a file; `empty` says what to do about one with nothing in it."""
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=255,
        error_messages={
            "empty": f"This file is empty. {empty}",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": TABLES}),
    )


class BringingForm(PlainForm):
    """A form with a field `file`."""

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse a file that the reader would refuse, before it is stored."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > most_bytes():
            raise forms.ValidationError(
                f"This file is too large. Choose one of at most {most_in_words()}"
            )
        return file


def in_one_line(refusal: Refused) -> str:
    """Return a refusal of pasted lines: its sentence names the line already."""
    return " ".join(part for part in (refusal.sentence, refusal.what_to_do) if part)

"""Which file holds the examples."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from pages.plain_form import PlainForm
from sandbox.limits import tables

MEGABYTE = 2**20


class ExamplesForm(PlainForm):
    """Choose one file of labelled examples."""

    file = forms.FileField(
        label="Your file of examples",
        help_text="CSV, Excel (.xlsx), Parquet or JSON Lines. One row an example, and a column with the right answer",
        max_length=255,
        error_messages={
            "required": "Choose the file with your examples",
            "empty": "This file is empty. Choose one with at least one example in it",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.parquet,.jsonl"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that the reader would refuse, before it is stored."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > most_bytes():
            raise forms.ValidationError(
                f"This file is too large. Choose one of at most {most_in_words()}, for example with fewer rows"
            )
        return file


def most_bytes() -> int:
    """Return how large a file of examples may be: what may come in, and what is read."""
    return int(min(settings.UPLOAD_MOST_BYTES, tables().file))


def most_in_words() -> str:
    """Return the same in words: 200 MB."""
    return f"{most_bytes() // MEGABYTE:,} MB"

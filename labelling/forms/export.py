"""Where the texts come from: a file, or lines pasted."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from labelling.pasted import MOST_CHARACTERS, lines_of
from pages.plain_form import PlainForm
from sandbox.limits import READING_EXPORT

MEGABYTE = 2**20


class ExportForm(PlainForm):
    """Choose a file, or paste lines."""

    file = forms.FileField(
        label="A file from your mail program, your CRM or a spreadsheet",
        help_text="CSV, Excel (.xlsx) or a mail export (.mbox). If it comes as a zip, unpack it first.",
        required=False,
        max_length=255,
        error_messages={
            "empty": "This file is empty. Choose one with texts in it",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.mbox,.jsonl,.parquet"}),
    )
    pasted = forms.CharField(
        label="Or paste texts, one on each line",
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": "This is too much to paste. Bring it as a file"},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse a file that the reader would refuse, before it is stored."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > most_bytes():
            raise forms.ValidationError(
                f"This file is too large. Choose one of at most {most_in_words()}, for example of a shorter time"
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Take one of the two."""
        said: dict[str, Any] = self.cleaned_data
        said["lines"] = lines_of(said.get("pasted") or "")
        if self.errors:
            return said
        if not said.get("file") and not said["lines"]:
            self.add_error("file", "Choose a file, or paste some texts")
        elif said.get("file") and said["lines"]:
            self.add_error("pasted", "Choose a file or paste texts, not both")
        elif said["lines"] and len(said["lines"]) < 2:
            self.add_error("pasted", "Paste at least two texts, each on a line of its own")
        return said


def most_bytes() -> int:
    """Return how large an export may be: what may come in, and what is read."""
    return int(min(settings.UPLOAD_MOST_BYTES, READING_EXPORT.file))


def most_in_words() -> str:
    """Return the same in words: 200 MB."""
    return f"{most_bytes() // MEGABYTE:,} MB"

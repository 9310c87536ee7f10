"""Bring a filled-in spreadsheet, and say what becomes of answers that others gave meanwhile."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from pages.plain_form import PlainForm
from procurement.workbook.differences import Difference
from sandbox.limits import READING_WORKBOOK

MOST_MEGABYTES = READING_WORKBOOK.file // 2**20
KEEP, TAKE = "keep", "file"


class FilledWorkbookForm(PlainForm):
    """Choose the spreadsheet with the answers."""

    file = forms.FileField(
        label="Your filled-in spreadsheet",
        help_text="The .xlsx file that you downloaded here, with your answers in it",
        max_length=255,
        error_messages={
            "required": "Choose the spreadsheet with your answers",
            "empty": "This file is empty. Choose the spreadsheet with your answers",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what the reader would refuse, before it is stored."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > READING_WORKBOOK.file:
            raise forms.ValidationError(
                f"This file is larger than {MOST_MEGABYTES} MB. Download the spreadsheet again and fill in that one"
            )
        if (file.name or "").lower().endswith((".csv", ".tsv", ".txt")):
            raise forms.ValidationError(
                "A text file such as CSV loses the lists and the other sheets. Save the spreadsheet as .xlsx and choose that"
            )
        return file


class ConfirmForm(PlainForm):
    """Confirm the differences. Where two people answered, which answer holds is chosen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, clashes: Sequence[Difference], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for clash in clashes:
            self.fields[choice_name(clash.line.key)] = forms.ChoiceField(
                label="Which answer holds?",
                choices=[(KEEP, "The one that stands now"), (TAKE, "The one in your file")],
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Choose which answer holds: {clash.line.control.label}"
                },
            )

    def takes(self, key: str) -> bool:
        """Return whether the file's answer to a question is taken. Only once the form is valid."""
        return bool(self.cleaned_data.get(choice_name(key), TAKE) == TAKE)


def choice_name(key: str) -> str:
    """Return the name of the field in which a clash is decided."""
    return f"choice_{key}"

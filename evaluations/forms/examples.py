"""Which file holds the examples."""

from django import forms

from pages.plain_form import PlainForm


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

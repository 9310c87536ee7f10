"""What is filled in for a sheet to run and for a model to hand in, by the buyer and by the vendor."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from evaluations.models import SampleSet
from pages.plain_form import PlainForm
from pages.uploads import most_in_words
from sandbox.limits import tables

LONGEST_INSTRUCTIONS = 2_000
MEGABYTE = 2**20


class SheetForm(PlainForm):
    """Which examples, and what the vendor should know."""

    samples = forms.ChoiceField(
        label="Which examples?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the examples"},
    )
    instructions = forms.CharField(
        label="How should the answers look? (optional)",
        help_text="They see no right answers. So name the words to choose from, for example: Repairs, Viewings or Arrears",
        max_length=LONGEST_INSTRUCTIONS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    masked = forms.BooleanField(
        label="Take out names, email addresses, numbers and postcodes that we find",
        help_text="A word such as [email address] stands in their place. Leave it ticked unless the answers need them",
        required=False,
        initial=True,
    )

    def __init__(self, data: Any = None, *, sample_sets: Sequence[SampleSet]) -> None:
        super().__init__(data)
        self.sets = {str(each.id): each for each in sample_sets}
        named = [(key, each.name) for key, each in self.sets.items()]
        self.fields["samples"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["samples"].initial = named[0][0]

    @property
    def chosen(self) -> SampleSet:
        """Return the examples. Only once the form is valid."""
        return self.sets[self.cleaned_data["samples"]]


class FilledSheetForm(PlainForm):
    """The sheet, filled in."""

    file = forms.FileField(
        label="The sheet, filled in",
        help_text="The CSV or Excel file with the column answer filled in",
        max_length=255,
        error_messages={
            "required": "Choose the sheet you filled in",
            "empty": "This file is empty. Choose the sheet you filled in",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that the reader would refuse, before it is stored."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > tables().file:
            raise forms.ValidationError(
                f"This file is too large. Choose one of at most {tables().file // MEGABYTE} MB"
            )
        return file


class ModelAskForm(PlainForm):
    """What the vendor should know about the model that is asked for."""

    instructions = forms.CharField(
        label="Which model, and what should they know? (optional)",
        help_text="For example: the very version you offered us, and the order of its labels",
        max_length=LONGEST_INSTRUCTIONS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TermsForm(PlainForm):
    """Who accepts the terms, as what."""

    version = forms.CharField(widget=forms.HiddenInput)
    accepted_by = forms.CharField(
        label="Your full name",
        max_length=150,
        error_messages={"required": "Enter your full name"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "name"}),
    )
    accepted_as = forms.CharField(
        label="What you do there",
        help_text="For example, head of product",
        max_length=150,
        error_messages={"required": "Enter what you do there"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "organization-title"}),
    )
    accepts = forms.BooleanField(
        label="I accept these terms, and I may hand in this model",
        error_messages={"required": "Tick the box if you accept the terms"},
    )


class ModelForm(PlainForm):
    """The model file."""

    file = forms.FileField(
        label="The model",
        help_text="ONNX, or a zip with model.onnx, tokenizer.json and config.json; or scikit-learn (skops), XGBoost or LightGBM",
        max_length=255,
        error_messages={
            "required": "Choose the model file",
            "empty": "This file is empty. Choose the model file",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
        widget=forms.FileInput(attrs={"accept": ".onnx,.zip"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large to come in."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(
                f"This file is too large. Choose one of at most {most_in_words()}"
            )
        return file

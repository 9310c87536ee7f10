"""The forms of an adviser: its firm's brand, terms and kept texts, and what it says of one tool."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from content.refusal import Refused
from organisations.models import Organisation
from pages.plain_form import PlainForm
from procurement.models import Verdict
from reports.advising.accent import accent
from reports.advising.models import Commission, KeptText, Payer
from sandbox.limits import DOCUMENTS

NEW = "new"
MEGABYTE = 2**20
HOW_TO_WRITE = "## begins a heading, - begins a line of a list, **words** are bold"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _text(label: str, most: int, rows: int, *, required: bool = False, missing: str = "") -> Any:
    return forms.CharField(
        label=label,
        help_text=HOW_TO_WRITE,
        max_length=most,
        required=required,
        widget=_area(rows),
        error_messages={
            "required": missing,
            "max_length": f"Use {most:,} characters or fewer",
        },
    )


class BrandForm(PlainForm):
    """A firm's logo and colour."""

    logo = forms.FileField(
        label="Your logo (optional)",
        help_text="A PNG, JPEG, WebP or GIF. It stands at the top of page one, at most 60 mm wide",
        max_length=255,
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp,.gif"}),
        error_messages={
            "empty": "This file is empty. Choose another",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
    )
    accent = forms.CharField(
        label="Your colour (optional)",
        help_text="Six signs after a #, for example #12483d. It must be readable on white paper",
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "w-date", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_accent(self) -> str:
        """Return the colour as it is kept; say which shade passes where this one does not."""
        said: str = self.cleaned_data["accent"]
        try:
            return accent(said) if said else ""
        except Refused as refusal:
            raise forms.ValidationError(in_a_summary(refusal)) from refusal

    def clean_logo(self) -> "UploadedFile[Any] | None":
        """Refuse what is too large before it is looked into."""
        file: UploadedFile[Any] | None = self.cleaned_data["logo"]
        if file and (file.size or 0) > DOCUMENTS.file:
            raise forms.ValidationError(
                f"This file is larger than {DOCUMENTS.file // MEGABYTE} MB. Choose a smaller one"
            )
        return file


class TermsForm(PlainForm):
    """The terms on which a firm's reports may be relied on."""

    text = _text("The terms", 8_000, 18, required=True, missing="Enter your terms")


class KeptTextForm(PlainForm):
    """A text that is kept for one report after another."""

    title = forms.CharField(
        label="What do you call it?",
        help_text="Only your firm sees the name",
        max_length=120,
        error_messages={"required": "Give the text a name", "max_length": "Use 120 characters or fewer"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )  # fmt: skip
    text = _text("The text", 3_000, 10, required=True, missing="Enter the text")


class StartForm(PlainForm):
    """For which firm an adviser prepares a report: one of theirs, or a new one."""

    firm = forms.ChoiceField(
        label="Which firm prepares this report?",
        help_text="Its name, logo and terms go into the report",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your firm"},
    )
    name = forms.CharField(
        label="The name of your firm",
        help_text="As it should stand on page one",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "organization"}),
        error_messages={"max_length": "Use 200 characters or fewer"},
    )

    def __init__(self, *args: Any, firms: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if firms:
            choices = [(str(each.id), each.name) for each in firms]
            self.fields["firm"].choices = [*choices, (NEW, "A firm that is not here yet")]  # type: ignore[attr-defined]
        else:
            del self.fields["firm"]

    def clean(self) -> dict[str, Any]:
        """Ask for the name where the firm is new."""
        said = super().clean() or self.cleaned_data
        if said.get("firm", NEW) == NEW and not said.get("name") and not self.errors.get("firm"):
            self.add_error("name", "Enter the name of your firm")
        return said


class InterestsForm(PlainForm):
    """Who pays, and whether anything comes from the vendor."""

    payer = forms.ChoiceField(
        label="Who pays for this report?",
        choices=Payer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who pays"},
    )
    commission = forms.ChoiceField(
        label="Do you get anything from the vendor?",
        help_text="A commission, a fee, a partner’s discount, shares, or work. You, your firm or your family",
        choices=Commission.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    words = forms.CharField(
        label="What should the reader know of it? (optional)",
        help_text="Needed if you get something, or if somebody else pays. It stands in the report",
        max_length=600,
        required=False,
        widget=_area(3),
        error_messages={"max_length": "Use 600 characters or fewer"},
    )


class ConclusionForm(PlainForm):
    """What the adviser concludes, and why where the rules suggest otherwise."""

    concluded = forms.ChoiceField(
        label="What do you conclude?",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you conclude"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed where you conclude otherwise than the rules. Both are printed, with your reason",
        max_length=2_000,
        required=False,
        widget=_area(5),
        error_messages={"max_length": "Use 2,000 characters or fewer"},
    )


PARTS = {
    "scope": ("The scope", 3_000, 10),
    "opinion": ("Your opinion", 6_000, 16),
    "letter": ("The letter", 4_000, 16),
}


class TextForm(PlainForm):
    """The scope, the opinion or the covering letter, with the firm's kept texts to put in."""

    kept = forms.ChoiceField(label="Put in a text you keep", required=False)

    def __init__(self, *args: Any, part: str, kept: Sequence[KeptText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label, most, rows = PARTS[part]
        self.fields["text"] = _text(label, most, rows)
        if kept:
            choices = [(str(each.id), each.title) for each in kept]
            self.fields["kept"].choices = [("", "Choose a text"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["kept"]


def in_a_summary(refusal: Refused) -> str:
    """Return a refusal as a problem at a field, with the line of the text where it stands."""
    said = " ".join(part for part in (refusal.sentence, refusal.what_to_do) if part)
    line = f"Line {refusal.row}: {said}" if refusal.row else said
    return line if ". " in line else line.removesuffix(".")

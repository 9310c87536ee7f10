"""The one field of the meeting sheet: what the product is called."""

from django import forms

from pages.plain_form import PlainForm
from procurement.decoding.name_words import tidied

LONGEST = 80
MISSING = "Enter the product’s name"


class ProductNameForm(PlainForm):
    """Ask for a name to read. Nothing is kept."""

    product = forms.CharField(
        label="What is the product called?",
        help_text="As it is written on the quote or the web page",
        max_length=LONGEST,
        error_messages={
            "required": MISSING,
            "max_length": f"Use {LONGEST} characters or fewer: the name alone is enough",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_product(self) -> str:
        """Return the name as it is read; letters that show nothing are no name."""
        name = tidied(self.cleaned_data["product"])
        if not name:
            raise forms.ValidationError(MISSING)
        return name

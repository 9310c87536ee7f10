"""The name of an organisation."""

from django import forms

from pages.plain_form import PlainForm


class OrganisationForm(PlainForm):
    """Name an organisation."""

    name = forms.CharField(
        label="What is your organisation called?",
        help_text="It stands on every page and on your reports",
        max_length=200,
        error_messages={"required": "Enter your organisation’s name"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "organization"}),
    )

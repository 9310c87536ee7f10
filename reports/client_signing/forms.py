"""What is filled in to ask for a signature, and to sign."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.form_fields import AWordField, DayField, MailAddressField
from pages.plain_form import PlainForm
from portal.forms.asking import later_day
from reports.client_signing.actions.asking import USUAL_TIME, Signer


class AskToSignForm(PlainForm):
    """Who signs, until when."""

    name = forms.CharField(
        label="Who should sign?",
        help_text="The name of the person who answers for the decision",
        max_length=150,
        error_messages={"required": "Enter the name of the person who should sign"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    email = MailAddressField(
        label="Their own email address",
        help_text="The link and the code go there, so that nobody else can sign",
        max_length=254,
    )
    message = AWordField()
    until = DayField(
        label="Until when can they sign?", error_messages={"required": "Enter the last day"}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"until": timezone.localdate() + USUAL_TIME})

    def clean_until(self) -> Any:
        """Return the day if it is still to come."""
        return later_day(self.cleaned_data["until"])

    @property
    def signer(self) -> Signer:
        """Return who it is. Only once the form is valid."""
        return Signer(self.cleaned_data["name"].strip(), self.cleaned_data["email"])


class SignForm(PlainForm):
    """The sentence to tick, and the name, typed."""

    agrees = forms.BooleanField(label="", error_messages={"required": "Tick the box if you agree"})
    name = forms.CharField(
        label="Type your full name to sign",
        max_length=150,
        min_length=2,
        error_messages={
            "required": "Type your full name",
            "min_length": "Type your full name",
        },
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "name"}),
    )

    def __init__(self, *, statement: str, data: Any = None) -> None:
        """`statement` is what is signed."""
        super().__init__(data)
        self.fields["agrees"].label = statement

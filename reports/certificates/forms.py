"""The form by which an owner puts a certificate."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from pages.plain_form import PlainForm
from sandbox.limits import CERTIFICATES

MEGABYTE = 2**20


class CertificateForm(PlainForm):
    """A file and the password that opens it, which is never shown again."""

    file = forms.FileField(
        label="The certificate with its private key",
        help_text="A .p12 or .pfx file, as whoever issued it gave it to you or your browser exports it",
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        error_messages={
            "required": "Choose the file",
            "empty": "This file is empty. Choose another",
            "max_length": "The name of this file is too long. Give it a shorter one",
        },
    )
    password = forms.CharField(
        label="Its password",
        help_text="The one that was set when the file was made. Leave it empty if there is none",
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": "A password of such a file has 500 characters or fewer"},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before it is opened."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > CERTIFICATES.file:
            raise forms.ValidationError(
                f"This file is larger than {CERTIFICATES.file // MEGABYTE} MB, so it is no certificate"
            )
        return file

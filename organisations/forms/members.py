"""Who is taken in, and as what."""

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisations.roles import ROLES
from pages.form_fields import MailAddressField
from pages.plain_form import PlainForm


def _roles() -> list[tuple[str, SafeString]]:
    return [
        (
            role.value,
            format_html('{}<span class="form-text">{}</span>', role.label, described.purpose),
        )
        for role, described in ROLES.items()
    ]


class RoleForm(PlainForm):
    """Choose somebody's role."""

    role = forms.ChoiceField(
        label="What may they do?",
        choices=_roles,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may do"},
    )


class AddMemberForm(RoleForm):
    """Name somebody to take in."""

    email = MailAddressField(
        label="Email address",
        help_text="They sign in with it. We mail them a link if they are new here",
    )
    name = forms.CharField(
        label="Name",
        help_text="It stands beside what they decide",
        max_length=150,
        error_messages={"required": "Enter their name"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    field_order = ("name", "email", "role")

"""How a firm signs, and who looks after data protection there."""

from typing import Any

from django import forms
from django.utils.html import format_html

from organisations.models import DataProtectionOfficer, SigningRule
from pages.plain_form import PlainForm

_SIGNING = {
    SigningRule.TWO_PEOPLE: (
        "Two people",
        "One decides, another confirms. Never the same person twice",
    ),
    SigningRule.ONE_AND_ADVISER: (
        "One person and our adviser",
        "One of you decides, your adviser confirms",
    ),
    SigningRule.ONE_PERSON: (
        "One person only",
        "The same person confirms on another day. The report says that nobody else looked",
    ),
}
_OFFICER = {
    DataProtectionOfficer.NAMED: "Somebody inside or outside the firm, named for it",
    DataProtectionOfficer.NONE_NEEDED: "Most small firms need none. Say why that is so for you",
    DataProtectionOfficer.NOT_SURE: "Nothing stops. The report says so, and that it is to be found out",
}


class SigningForm(PlainForm):
    """How the firm signs; its data protection officer, or why there is none."""

    signing = forms.ChoiceField(
        label="How does your firm sign?",
        help_text="It counts when a flag that stops you is accepted, and for the decision on a tool",
        choices=[
            (rule.value, format_html('{}<span class="form-text">{}</span>', *said))
            for rule, said in _SIGNING.items()
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how your firm signs"},
    )
    officer = forms.ChoiceField(
        label="Do you have a data protection officer?",
        help_text="Public bodies need one, and firms that watch people or use health data at scale",
        choices=[
            (each.value, format_html('{}<span class="form-text">{}</span>', each.label, hint))
            for each, hint in _OFFICER.items()
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one. “Not sure” will do"},
    )
    officer_words = forms.CharField(
        label="Their name, or why you need none",
        help_text="Leave it empty if you are not sure",
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the name or the reason where there must be one."""
        said = super().clean() or self.cleaned_data
        missing = {
            DataProtectionOfficer.NAMED: "Enter their name",
            DataProtectionOfficer.NONE_NEEDED: "Say why you need none",
        }.get(said.get("officer") or DataProtectionOfficer.NOT_SAID)
        if missing and not said.get("officer_words"):
            self.add_error("officer_words", missing)
        return said

"""The form to sign in."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """The usual fields in our words: a label above each, nothing inside that vanishes."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Email address"
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Keep me signed in on this device"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

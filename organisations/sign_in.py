"""How people get in: allauth, with sign-up closed unless this installation opens it."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class SignInAdapter(DefaultAccountAdapter):
    """Our few decisions on top of allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether a stranger may make an account here."""
        return bool(settings.OPEN_SIGN_UP)

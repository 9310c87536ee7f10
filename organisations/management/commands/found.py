"""`./weigh found NAME --owner EMAIL`: the first account and its organisation."""

import getpass
import sys
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from organisations.actions.organisations import found
from organisations.actors import COMMAND_LINE
from organisations.models import Organisation, User


class Command(BaseCommand):
    """Found an organisation and make its owner's account."""

    help = "Found an organisation, and make an account for its owner. The password is asked for."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add who and what."""
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="the owner's address")
        parser.add_argument("--called", default="", metavar="NAME", help="the owner's name")

    def handle(self, *_args: object, **options: Any) -> None:
        """Make both, or nothing."""
        email: str = options["owner"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        user = User.objects.filter(email__iexact=email).first()
        password = None if user else _ask_password()
        with transaction.atomic():
            if user is None:
                user = User.objects.create_user(
                    email=email, password=password, name=options["called"]
                )
                EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            made: Organisation = found(name=options["name"], by=COMMAND_LINE, owner=user)
        self.stdout.write(
            f"{made.name} is founded, and {email} owns it. Sign in with that address."
        )


def _ask_password() -> str:
    """Return a password typed twice, or one line of standard input where nobody types."""
    if sys.stdin.isatty():
        password = getpass.getpass("A password for the owner (12 characters or more): ")
        if getpass.getpass("Once more: ") != password:
            raise CommandError("The two were not the same. Nothing was made.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from None
    return password

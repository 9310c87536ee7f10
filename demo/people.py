"""The demo's people: an owner, a compliance lead and an adviser. All invented."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from organisations.actions import members
from organisations.actions.organisations import found
from organisations.actors import COMMAND_LINE
from organisations.models import Organisation, User
from organisations.roles import Role

FIRM = "Harbour Lettings Ltd"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to sign in as. `part` is what they do in the story."""

    key: str
    name: str
    email: str
    role: Role
    part: str


JO = Person(
    "jo", "Jo Harbour", "jo@harbour.example", Role.OWNER, "Runs the agency and asks the question"
)
PRIYA = Person(
    "priya", "Priya Shah", "priya@harbour.example", Role.COMPLIANCE_LEAD, "Decides on the flags"
)
TOM = Person(
    "tom", "Tom Adeyemi", "tom@adeyemi.example", Role.ADVISER, "Reads the papers, issues the report"
)
EVERYBODY = (JO, PRIYA, TOM)


def password() -> str:
    """Return the one password of this demo, made when it is first asked for."""
    kept = Path(settings.VAR_DIR) / "demo-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(f"harbour-{secrets.token_hex(6)}", encoding="ascii")
    return kept.read_text(encoding="ascii")


def make_people() -> Organisation:
    """Return the firm with its three people, made if they are not there yet."""
    there = Organisation.objects.filter(name=FIRM).first()
    if there is not None:
        return there
    said = password()
    validate_password(said)  # also reads the list of common ones before the transaction opens
    with transaction.atomic():
        users = {person.key: _account(person, said) for person in EVERYBODY}
        firm = found(name=FIRM, by=COMMAND_LINE, owner=users[JO.key])
        for person in EVERYBODY:
            if person.role is not Role.OWNER:
                members.add(
                    organisation=firm,
                    user=users[person.key],
                    role=person.role,
                    by=users[JO.key].as_actor(),
                )
    return firm


def user_of(person: Person) -> User:
    """Return the account of one of the people."""
    return User.objects.get(email=person.email)


def _account(person: Person, said: str) -> User:
    user = User.objects.create_user(email=person.email, password=said, name=person.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user

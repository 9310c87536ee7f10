"""The cast: two firms that know nothing of each other, and people with known rights."""

from dataclasses import dataclass

from organisations.actions import members, organisations
from organisations.actors import COMMAND_LINE
from organisations.models import Organisation, User
from organisations.roles import Role


@dataclass
class Firm:
    organisation: Organisation
    owner: User
    lead: User
    adviser: User
    reader: User

    def person(self, role):
        return {
            Role.OWNER: self.owner,
            Role.COMPLIANCE_LEAD: self.lead,
            Role.ADVISER: self.adviser,
            Role.READER: self.reader,
        }[role]


def person(name, firm):
    return User.objects.create_user(
        email=f"{name}@{firm}.example", password="a long enough one", name=name.title()
    )


def found_firm(name):
    slug = name.lower().replace(" ", "-")
    owner = person("olive", slug)
    organisation = organisations.found(name=name, by=COMMAND_LINE, owner=owner)
    others = {
        role: person(who, slug)
        for who, role in (
            ("lena", Role.COMPLIANCE_LEAD),
            ("anwen", Role.ADVISER),
            ("ravi", Role.READER),
        )
    }
    for role, user in others.items():
        members.add(organisation=organisation, user=user, role=role, by=owner.as_actor())
    return Firm(
        organisation,
        owner,
        others[Role.COMPLIANCE_LEAD],
        others[Role.ADVISER],
        others[Role.READER],
    )

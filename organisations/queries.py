"""Reads that several rooms share: where a person belongs, and as what."""

import uuid
from collections.abc import Collection

from organisations.actors import Actor, ActorKind
from organisations.models import Engagement, Membership, Organisation, User
from organisations.roles import Role


def organisations_of(user: object) -> list[Membership]:
    """Return the person's present memberships, by the organisations' names."""
    if not isinstance(user, User):
        return []
    present = user.memberships.filter(left_at__isnull=True)
    return list(present.select_related("organisation").order_by("organisation__name"))


def clients_of(user: object) -> list[Membership]:
    """Return the memberships in which the person is an adviser: whom they work for, by name."""
    return [each for each in organisations_of(user) if each.role == Role.ADVISER]


def firms_of(user: object) -> list[Organisation]:
    """Return the firms the person works for themselves, by name: no client, and none they only read."""
    outside = (Role.ADVISER, Role.READER)
    return [each.organisation for each in organisations_of(user) if each.role not in outside]


def advisers_of(client: Organisation) -> list[Engagement]:
    """Return the present engagements of advisers' firms with a client, by the firms' names."""
    present = Engagement.objects.of(client).filter(ended_at__isnull=True)
    return list(present.select_related("adviser").order_by("adviser__name"))


def role_in_words(by: Actor, organisation: uuid.UUID) -> str:
    """Return the actor's present role there, to be frozen into what they do; empty if none."""
    if by.kind is not ActorKind.PERSON or by.id is None:
        return ""
    present = Membership.objects.of(organisation).filter(user_id=by.id, left_at__isnull=True)
    membership = present.first()
    return Role(membership.role).label if membership else ""


def people_who_are(roles: Collection[Role], organisation: uuid.UUID) -> list[Membership]:
    """Return the present members of an organisation in some roles, by name."""
    present = Membership.objects.of(organisation).filter(role__in=roles, left_at__isnull=True)
    return list(present.select_related("user").order_by("user__name"))

"""Who decides: the role a person has at that moment, frozen into what they decide."""

import uuid

from organisations.actors import Actor, ActorKind
from organisations.models import Membership
from organisations.roles import Role


def role_of(by: Actor, organisation: uuid.UUID) -> str:
    """Return the actor's present role in the organisation, in words; empty if there is none."""
    if by.kind is not ActorKind.PERSON or by.id is None:
        return ""
    present = Membership.objects.of(organisation).filter(user_id=by.id, left_at__isnull=True)
    membership = present.first()
    return Role(membership.role).label if membership else ""

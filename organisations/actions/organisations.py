"""Found an organisation."""

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from organisations.models import Membership, Organisation, User
from organisations.roles import Role


@transaction.atomic
def found(*, name: str, by: Actor, owner: User | None = None) -> Organisation:
    """Return a new organisation, with `owner` as its first member if one is named."""
    organisation = Organisation.objects.create(name=name.strip())
    if owner is not None:
        Membership.objects.of(organisation).create(user=owner, role=Role.OWNER)
    audit.record(
        organisation=organisation.id,
        by=by,
        verb="organisation.founded",
        subject=organisation,
        sentence=f"Founded {organisation.name}.",
        details={"owner": owner.email if owner else None},
    )
    return organisation

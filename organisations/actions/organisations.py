"""Found an organisation, and say how it signs."""

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from organisations.models import (
    DataProtectionOfficer,
    Membership,
    Organisation,
    SigningRule,
    User,
)
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


@transaction.atomic
def say_how_it_signs(
    *,
    organisation: Organisation,
    signing: SigningRule,
    officer: DataProtectionOfficer,
    officer_words: str,
    by: Actor,
) -> None:
    """Record how the firm signs, and its data protection officer or why there is none.

    `officer_words` is the name or the reason; it is dropped where somebody is not sure.
    """
    rows = Organisation.objects.select_for_update()
    row = rows.get(id=organisation.id)
    sure = officer in (DataProtectionOfficer.NAMED, DataProtectionOfficer.NONE_NEEDED)
    was = {"signing": row.signing, "officer": row.officer, "officer_words": row.officer_words}
    row.signing, row.officer = signing, officer
    row.officer_words = officer_words.strip() if sure else ""
    now = {"signing": row.signing, "officer": row.officer, "officer_words": row.officer_words}
    if now == was:
        return
    row.save()
    audit.record(
        organisation=row.id,
        by=by,
        verb="organisation.signing_said",
        subject=row,
        sentence=f"{row.name} signs like this now: {signing.label}.",
        details={"was": was, "now": now},
    )

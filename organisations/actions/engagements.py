"""Say which firm stands behind an adviser's people, and end that."""

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actions.organisations import found
from organisations.actors import Actor, ActorKind
from organisations.models import Engagement, Membership, Organisation, User
from organisations.roles import Role


@transaction.atomic
def engage(*, client: Organisation, adviser: Organisation, by: Actor) -> Engagement:
    """Return the engagement of an adviser's firm with a client; the present one if there is one.

    Raises
    ------
    Refused
        If the actor is not an adviser at the client and at work in the firm, or the two are one firm.
    """
    if client == adviser:
        raise Refused("A firm cannot advise itself.", what_to_do="Choose another firm.")
    if not _role(client, by) == Role.ADVISER:
        raise Refused(f"{client.name} has not taken you in as an adviser.")
    if _role(adviser, by) in (None, Role.READER, Role.ADVISER):
        raise Refused(f"You do not work for {adviser.name}.", what_to_do="Choose your own firm.")
    there = Engagement.objects.of(client).filter(adviser=adviser, ended_at__isnull=True).first()
    if there is not None:
        return there
    made = Engagement.objects.of(client).create(adviser=adviser, started_by=by.name[:200])
    # The trails' heads are locked in one order, whichever firm is which.
    for firm in sorted((client, adviser), key=lambda each: each.id):
        audit.record(
            organisation=firm.id,
            by=by,
            verb="engagement.started",
            subject=made,
            sentence=f"{adviser.name} advises {client.name} from now on.",
        )
    return made


@transaction.atomic
def engage_new_firm(*, client: Organisation, name: str, user: User) -> Engagement:
    """Found the adviser's own firm, with this person as its owner, and engage it; as `engage`."""
    if not name.strip():
        raise Refused("Enter your firm’s name.")
    firm = found(name=name, by=user.as_actor(), owner=user)
    return engage(client=client, adviser=firm, by=user.as_actor())


@transaction.atomic
def end_engagement(*, engagement: Engagement, by: Actor) -> None:
    """End it. What was prepared under it stays; ending it twice does nothing."""
    held = Engagement.objects.of(engagement.organisation_id).select_for_update()
    row = held.select_related("organisation", "adviser").get(id=engagement.id)
    if row.ended_at is not None:
        return
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    for firm in sorted((row.organisation, row.adviser), key=lambda each: each.id):
        audit.record(
            organisation=firm.id,
            by=by,
            verb="engagement.ended",
            subject=row,
            sentence=f"{row.adviser.name} no longer advises {row.organisation.name}.",
        )


def _role(organisation: Organisation, by: Actor) -> Role | None:
    if by.kind is not ActorKind.PERSON or by.id is None:
        return None
    present = Membership.objects.of(organisation).filter(user_id=by.id, left_at__isnull=True)
    membership = present.first()
    return Role(membership.role) if membership else None

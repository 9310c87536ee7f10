"""Take somebody in, change what they may do, let them go."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from organisations.scoping import ScopedQuerySet


@transaction.atomic
def add(*, organisation: Organisation, user: User, role: Role, by: Actor) -> Membership:
    """Return the person's new membership; refused when they are a member already."""
    if _present(organisation).filter(user=user).exists():
        raise Refused(f"{user.email} is a member already.", what_to_do="Change their role instead.")
    membership = Membership.objects.of(organisation).create(user=user, role=role)
    audit.record(
        organisation=organisation.id,
        by=by,
        verb="member.added",
        subject=membership,
        sentence=f"Added {user} as {role.label}.",
        details={"user": str(user.id), "role": role.value},
    )
    return membership


@transaction.atomic
def take_in(
    *, organisation: Organisation, email: str, name: str, role: Role, by: Actor
) -> tuple[Membership, bool]:
    """Return the membership of whoever has this address, and whether an account was made for it.

    A new account has no password: its person sets one by the link that is mailed to them.
    """
    user = User.objects.filter(email__iexact=email).first()
    is_new = user is None
    if user is None:
        user = User.objects.create_user(email=email, name=name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return add(organisation=organisation, user=user, role=role, by=by), is_new


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: Actor) -> Membership:
    """Give a member another role. The last owner stays owner."""
    _keep_an_owner(membership, leaves_owner=role != Role.OWNER)
    before = Role(membership.role)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(
        organisation=membership.organisation_id,
        by=by,
        verb="member.role_changed",
        subject=membership,
        sentence=f"Changed {membership.user} from {before.label} to {role.label}.",
        details={"before": before.value, "after": role.value},
    )
    return membership


@transaction.atomic
def remove(*, membership: Membership, by: Actor) -> None:
    """End a membership. It stays on record; the last owner stays."""
    _keep_an_owner(membership, leaves_owner=True)
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    audit.record(
        organisation=membership.organisation_id,
        by=by,
        verb="member.removed",
        subject=membership,
        sentence=f"Removed {membership.user}.",
    )


def _keep_an_owner(membership: Membership, *, leaves_owner: bool) -> None:
    if membership.role != Role.OWNER or not leaves_owner:
        return
    owners = _present(membership.organisation).select_for_update().filter(role=Role.OWNER)
    if not owners.exclude(pk=membership.pk).exists():
        raise Refused(
            "An organisation needs an owner, and this is the last one.",
            what_to_do="Make somebody else an owner first.",
        )


def _present(organisation: Organisation) -> ScopedQuerySet[Membership]:
    return Membership.objects.of(organisation).filter(left_at__isnull=True)

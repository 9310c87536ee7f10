"""Share a sealed report by a link, end the link, and note each time it is used."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.guests.tokens import digest, new_token
from pages.templatetags.wording import day
from reports.models import Seal, ShareLink, ShareOpening

PURPOSE = "share link"
USUAL_TIME = timedelta(days=30)
LONGEST_TIME = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Shared:
    """A new link and its address: known here and never again."""

    link: ShareLink
    address: str


def share_report(*, seal: Seal, for_whom: str, until: date, by: Actor) -> Shared:
    """Return a new link, by which whoever has it downloads the file until that day is over.

    Raises
    ------
    Refused
        If the day is over already, or more than a year away.
    """
    today = timezone.localdate()
    if until <= today:
        raise Refused("The last day must be after today.")
    if until > today + LONGEST_TIME:
        raise Refused("A link works for a year at most.", what_to_do="Choose an earlier day.")
    token = new_token()
    with transaction.atomic():
        link = ShareLink.objects.of(seal.organisation_id).create(
            seal=seal,
            token_hash=digest(PURPOSE, token),
            for_whom=for_whom.strip(),
            made_by=by.name,
            expires_at=datetime.combine(until, time.max, tzinfo=timezone.get_current_timezone()),
        )
        audit.record(
            organisation=seal.organisation_id,
            by=by,
            verb="report.shared",
            subject=link,
            sentence=f"Shared {seal.report} with {link.for_whom} until {day(until)}.",
            details={"file": seal.sha256, "until": until.isoformat()},
        )
    # The host is the site's own, never a request's.
    return Shared(link, f"{settings.SITE_URL}{reverse('reports:shared', args=[token])}")


@transaction.atomic
def end_share(*, link: ShareLink, by: Actor) -> None:
    """End a link with the next click."""
    rows = ShareLink.objects.of(link.organisation_id).filter(id=link.id, revoked_at__isnull=True)
    if rows.update(revoked_at=timezone.now()):
        audit.record(
            organisation=link.organisation_id,
            by=by,
            verb="report.share_ended",
            subject=link,
            sentence=f"Ended the link for {link.for_whom}.",
        )


@transaction.atomic
def note_opening(*, link: ShareLink) -> None:
    """Note that the report was downloaded by a link, and when; not by whom."""
    ShareOpening.objects.of(link.organisation_id).create(link=link)
    audit.record(
        organisation=link.organisation_id,
        by=Actor(ActorKind.PERSON, "somebody with a link"),
        verb="report.share_opened",
        subject=link,
        sentence=f"{link.seal.report} was downloaded by the link for {link.for_whom}.",
    )

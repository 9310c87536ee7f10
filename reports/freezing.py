"""Reads from all rooms what a report says at one moment."""

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from content.refusal import OutOfOrder
from organisations import audit
from organisations.audit import TrailEnd
from reports.advising.queries import draft_of
from reports.content.history import TrailEnded
from reports.content.report_content import ReportContent
from reports.gathering import gather
from reports.models import Report

# Gathering takes a fraction of a second; nobody changes something in each of so many.
MOST_TRIES = 10


def at_one_moment(
    read_anew: Callable[[], Report], *, check: Callable[[Report], None] = lambda _: None
) -> ReportContent:
    """Return what all rooms hold at one moment: where somebody changed something meanwhile, it is read anew.

    Whatever anybody changes stands in a trail, so two looks at its end tell whether somebody did. Reading
    in one transaction would not do: a logo is a file. The content names the end of the trail of whose
    report it is, as both looks found it.

    Parameters
    ----------
    read_anew : gives the report, with nothing remembered of what was read before.
    check : raises what keeps the report from being made, looking at the same moment.

    Raises
    ------
    OutOfOrder
        If something was changed in each of `MOST_TRIES`.
    """
    for _ in range(MOST_TRIES):
        report = read_anew()
        before = _trails(report)
        check(report)
        content = gather(report, at=timezone.now(), made_by=settings.PRODUCT_NAME)
        if _trails(report) == before:
            return content.model_copy(update={"trail": _told(before[0])})
    raise OutOfOrder(
        "The report could not be made: what it says kept changing while it was gathered. "
        "Ask for it again."
    )


def _told(end: TrailEnd) -> TrailEnded | None:
    return TrailEnded(count=end.count, hash=end.hash) if end.count else None


def _trails(report: Report) -> tuple[TrailEnd, ...]:
    """Return how the trails end of whose rows stand in the report: the firm's, and its adviser's."""
    own = audit.end_of(report.organisation_id)
    draft = draft_of(report.assessment)
    return (own, audit.end_of(draft.adviser_id)) if draft else (own,)

"""What pages, the home page and the report want to know of what is watched."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from procurement.models import Assessment
from vault import files
from watching.answers import answers_from
from watching.change import Changed, changes
from watching.examples import Examples, examples_from
from watching.models import Asking, Watch
from watching.months import due_since, next_due
from watching.wording import lead


@dataclass(frozen=True, slots=True)
class Standing:
    """One watch with its askings, the oldest first.

    `due` is the day since which asking is due, None while nothing is.
    """

    watch: Watch
    askings: tuple[Asking, ...]
    due: date | None

    @property
    def newest(self) -> Asking | None:
        """Return the last asking that is compared with an earlier one."""
        return self.askings[-1] if len(self.askings) > 1 else None

    @property
    def said(self) -> str:
        """Return how it stands in one sentence."""
        if self.watch.texts_id is None and self.watch.deleted_at is None:
            return "The examples are not read yet."
        if not self.askings:
            return "No answers yet: the first ones are what later months are compared with."
        newest = self.newest
        if newest is None or newest.since is None:
            return f"First answers of {self.askings[0].on:%-d %B %Y}. Nothing to compare with yet."
        return lead(newest.counts, newest.since)

    @property
    def next_on(self) -> date | None:
        """Return when it is asked again; None if it is due now or no longer watched."""
        if not self.watch.is_open or not self.askings or self.due:
            return None
        return next_due(timezone.localdate(), day=self.watch.day)


def watches_of(assessment: Assessment) -> QuerySet[Watch]:
    """Return what is watched of an assessment, the newest first."""
    return (
        Watch.objects.of(assessment.organisation_id)
        .filter(assessment=assessment)
        .select_related("assessment__product__vendor", "assessment__organisation", "texts")
        .order_by("-started_at")
    )


def askings_of(watch: Watch) -> tuple[Asking, ...]:
    """Return the askings of a watch, the oldest first."""
    rows = (
        Asking.objects.of(watch.organisation_id)
        .filter(watch=watch)
        .select_related("answers", "watch")
    )
    return tuple(rows.order_by("number"))


def standing_of(watch: Watch) -> Standing:
    """Return how a watch stands today."""
    askings = askings_of(watch)
    return Standing(watch, askings, due_for(watch, askings, timezone.localdate()))


def standings_of(assessment: Assessment) -> list[Standing]:
    """Return how everything that is watched stands, the newest first."""
    return [standing_of(each) for each in watches_of(assessment)]


def due_of(assessment: Assessment) -> list[Watch]:
    """Return what should be asked again by now."""
    return [each.watch for each in standings_of(assessment) if each.due]


def due_for(watch: Watch, askings: tuple[Asking, ...], today: date) -> date | None:
    """Return the day since which the examples should have been asked again; None if they were."""
    if not watch.is_open or not askings or watch.texts_id is None:
        return None
    due = due_since(today, day=watch.day, begun=askings[0].on)
    return due if due is not None and askings[-1].on < due else None


def examples_of(watch: Watch) -> Examples:
    """Return the examples; none once they were deleted."""
    if watch.texts is None:
        return Examples(())
    return examples_from(b"".join(files.read(watch.texts)))


def answers_of(asking: Asking) -> tuple[str, ...]:
    """Return the answers of one day; none once they were deleted."""
    return () if asking.answers is None else answers_from(b"".join(files.read(asking.answers)))


def changed_in(asking: Asking, askings: tuple[Asking, ...]) -> tuple[Changed, ...]:
    """Return the examples that changed, one by one; none where their texts were deleted."""
    before = next((each for each in askings if each.number == asking.compared_with), None)
    rows = examples_of(asking.watch).rows
    if before is None or not rows or before.answers is None or asking.answers is None:
        return ()
    return changes(rows, answers_of(before), answers_of(asking))

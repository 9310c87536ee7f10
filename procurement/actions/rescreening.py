"""Keep an assessment's stored flags equal to what its facts say now.

Called inside the transaction of every action that changes a fact, so that no page ever shows flags
of yesterday. Its questions and rules must be loaded before that transaction opens.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from organisations import audit
from organisations.actors import Actor
from procurement.actions.lowering import as_it_stood, remember_falls, with_falls
from procurement.actions.triage_records import load_words, reopen_where_due
from procurement.actions.turns import Turn, wait_for_turn
from procurement.facts.sources import Source
from procurement.findings import finding_hash
from procurement.lifecycle import Standing, Status
from procurement.models import Assessment, Flag
from procurement.queries import library_of, sources_of
from procurement.screening import screen
from procurement.screening_result import Flag as Finding
from procurement.silences import finding_of_flag


@dataclass(frozen=True, slots=True)
class Follower:
    """What a room above does once an assessment was screened, in the same transaction.

    `load` reads from files what `follow` needs, before the transaction. `follow` is given the sources
    that were screened, so that it need not look where nothing concerns it.
    """

    load: Callable[[], object]
    follow: Callable[[Assessment, Sequence[Source], Actor], None]


_followers: list[Follower] = []
_KEPT = (
    "version", "title", "category", "severity", "kind", "finding", "finding_hash", "standing",
    "last_seen_at", "cleared_at",
)  # fmt: skip


def after_screening(follower: Follower) -> None:
    """Register what follows each screening. Called once, when the room is loaded."""
    _followers.append(follower)


def load_for_screening(assessment: Assessment) -> None:
    """Read from files or rows what `rescreen` needs, before its transaction and not inside it."""
    library_of(assessment)
    load_words()
    for each in _followers:
        each.load()


def rescreen(
    *,
    assessment: Assessment,
    by: Actor,
    vendor: str = "",
    turn: Turn | None = None,
    after: Sequence[audit.Deed] = (),
) -> None:
    """Create, update and clear the assessment's flags; with nothing new, write nothing.

    One audit event names what came, went or changed. A tool that was set aside opens again where
    what is known now asks for a check after all. `vendor` is who at the vendor gave the answers behind
    it, if somebody there did: a flag that falls through them waits until somebody looks. `turn` is
    what the caller read when it took its turn; without it the turn is taken here. `after` is what
    it did that goes on the trail first.
    """
    if not connection.in_atomic_block:
        raise audit.NotInTransaction("flags change only with the facts they follow from")
    # Whoever screens the same assessment meanwhile waits here and then sees these facts.
    held = wait_for_turn(assessment) if turn is None else turn.held
    if held.status == Status.SET_ASIDE:
        audit.record_all(organisation=assessment.organisation_id, by=by, deeds=after)
        after = ()
        reopen_where_due(assessment=assessment, by=by)
    sources = sources_of(assessment, None if turn is None else turn.newest)
    screening = screen(library_of(assessment), sources, assessment.law_on)
    found = {finding.rule: finding for finding in screening.flags}
    rows = {row.rule: row for row in with_falls(assessment)}
    before = as_it_stood(rows)
    now = timezone.now()
    came: list[str] = []
    changed: list[str] = []
    moved: list[Flag] = []
    for rule, finding in found.items():
        row = rows.get(rule)
        says = finding.model_dump(mode="json")
        if row is not None and row.standing != Standing.CLEARED and row.finding == says:
            continue
        hashed = finding_hash(finding)
        if row is None:
            row = Flag(
                organisation_id=assessment.organisation_id,
                assessment=assessment,
                rule=rule,
                first_raised_at=now,
            )
            came.append(rule)
        elif row.standing == Standing.CLEARED:
            came.append(rule)
        elif row.finding_hash != hashed:
            changed.append(rule)
        # Otherwise it was said again by somebody else, or on another day.
        _put(row, finding, says, hashed)
        row.last_seen_at, row.cleared_at = now, None
        moved.append(row)
    gone = [
        row for rule, row in rows.items() if rule not in found and row.standing != Standing.CLEARED
    ]
    for row in gone:
        row.standing, row.cleared_at = Standing.CLEARED, now
    if moved or gone:
        Flag.objects.of(assessment.organisation_id).bulk_create(
            [*moved, *gone],
            update_conflicts=True, unique_fields=["assessment", "rule"], update_fields=_KEPT,
        )  # fmt: skip
    remember_falls(
        assessment=assessment, rows=rows, before=before, found=found, vendor=vendor, at=now
    )
    went = [row.rule for row in gone]
    if came or went or changed:
        said = {
            "came up": _as_shown(found[rule] for rule in came),
            "went": _as_shown(Finding.model_validate(row.finding) for row in gone),
            "changed": _as_shown(found[rule] for rule in changed),
        }
        details = {"came": came, "went": went, "changed": changed}
        own = audit.Deed("flags.rescreened", assessment, _sentence(said), details)
        after = [*after, own]
    audit.record_all(organisation=assessment.organisation_id, by=by, deeds=after)
    for each in _followers:
        each.follow(assessment, sources, by)


def _put(row: Flag, finding: Finding, says: dict[str, Any], hashed: str) -> None:
    row.version = finding.version
    row.title = finding.title[:300]
    row.category = finding.category
    row.severity = finding.severity
    row.kind = finding.kind
    row.finding, row.finding_hash = says, hashed
    row.standing = Standing(finding.status)


def _as_shown(findings: Iterable[Finding]) -> int:
    """Return how many flags people see: those of one finding are one."""
    return len(set(map(finding_of_flag, findings)))


def _sentence(counted: Mapping[str, int]) -> str:
    parts = [f"{number} {did}" for did, number in counted.items() if number]
    return f"Flags after this: {', '.join(parts)}."

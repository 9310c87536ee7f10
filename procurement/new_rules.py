"""What the page on new rules shows: each tool under older content, how far it is, and what changes."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Max

from jobs.lifecycle import FINAL, State
from jobs.models import Job
from organisations.models import Organisation
from procurement.changed_flags import ChangedFlag, ChangedFlags
from procurement.library import Library, load_library
from procurement.lifecycle import Status
from procurement.models import (
    Answer,
    Assessment,
    AssessmentDecision,
    Flag,
    Observation,
    PinnedContent,
    ProfileAnswer,
    RulesComparison,
)
from procurement.queries import FlagState, decision_of, with_decisions
from procurement.rulebook.change_log import VersionChanges, changes_since, version_order
from procurement.upgrading import older_assessments

Stands = Literal[
    "not_asked", "working", "failed", "worked_out", "out_of_date", "taking", "not_taken", "taken"
]


@dataclass(frozen=True, slots=True)
class ToolLine:
    """One flag that changes, and what was decided on it."""

    flag: ChangedFlag
    decided: tuple[FlagState, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """One assessment on the page. `said` is why something did not end well."""

    assessment: Assessment
    version: str
    stands: Stands
    comparison: RulesComparison | None
    said: str
    lines: tuple[ToolLine, ...]
    decision: AssessmentDecision | None

    def count(self, how: str) -> int:
        """Return how many flags change in one way."""
        return sum(line.flag.how == how for line in self.lines)

    @property
    def said_of_flags(self) -> str:
        """Return how many flags come up, go, or stay and are different, in a sentence."""
        counts = (
            (self.count("came"), "comes up", "come up"),
            (self.count("went"), "goes", "go"),
            (self.count("severity"), "weighs more or less", "weigh more or less"),
            (self.count("standing"), "stands differently", "stand differently"),
        )
        parts = [
            f"{number} {one if number == 1 else more}" for number, one, more in counts if number
        ]
        return f"Of the flags, {', '.join(parts)}." if parts else "No flag changes yet."

    @property
    def waits(self) -> int:
        """Return how many rules that were clear wait for an answer."""
        return self.count("waits")

    @property
    def decided(self) -> int:
        """Return how many of the flags that change were decided on."""
        return sum(bool(line.decided) for line in self.lines)

    @property
    def ready(self) -> bool:
        """Return whether the rules can be taken over as they are shown."""
        return self.stands == "worked_out"


@dataclass(frozen=True, slots=True)
class NewRules:
    """Everything on the page. `changes` are those since the oldest rules still in use."""

    library: Library
    tools: tuple[Tool, ...]
    changes: tuple[VersionChanges, ...]
    closed: int

    @classmethod
    def of(cls, organisation: Organisation) -> "NewRules":
        """Read how the organisation's tools stand towards today's questions and rules."""
        library = load_library()
        rows = {
            row.assessment_id: row
            for row in RulesComparison.objects.of(organisation)
            .filter(bank=library.bank_sha256, rulebook=library.rulebook_sha256)
            .select_related("assessment__product__vendor")
        }
        older = older_assessments(organisation)
        taken = [
            row.assessment
            for row in rows.values()
            if row.taken_at and row.assessment_id not in {each.id for each in older}
        ]
        versions = dict(
            PinnedContent.objects.filter(hash__in={each.rulebook_id for each in older}).values_list(
                "hash", "version"
            )
        )
        oldest = min(versions.values(), key=version_order, default=library.rulebook.version)
        newest_said = _newest_said(organisation)
        jobs = Job.objects.in_bulk(
            [job for row in rows.values() for job in (row.comparing, row.taking) if job]
        )
        closed = (
            Assessment.objects.of(organisation)
            .filter(status=Status.CLOSED)
            .exclude(bank=library.bank_sha256, rulebook=library.rulebook_sha256)
            .count()
        )
        return cls(
            library,
            tuple(
                _tool(each, rows.get(each.id), versions, jobs, newest_said)
                for each in (*older, *taken)
            ),
            changes_since(oldest),
            closed,
        )

    def _that(self, *stands: Stands) -> tuple[Tool, ...]:
        return tuple(tool for tool in self.tools if tool.stands in stands)

    @property
    def older(self) -> tuple[Tool, ...]:
        """Return the tools that are under older content still."""
        return tuple(tool for tool in self.tools if tool.stands != "taken")

    @property
    def touched(self) -> tuple[Tool, ...]:
        """Return the tools in which a flag changes, and that are not taken over."""
        return tuple(tool for tool in self.older if tool.lines)

    @property
    def untouched(self) -> tuple[Tool, ...]:
        """Return the tools that were worked out and in which no flag changes."""
        shown: tuple[Stands, ...] = ("worked_out", "taking", "not_taken", "out_of_date")
        return tuple(tool for tool in self._that(*shown) if not tool.lines)

    @property
    def failed(self) -> tuple[Tool, ...]:
        """Return the tools that could not be worked out."""
        return self._that("failed")

    @property
    def ready(self) -> tuple[Tool, ...]:
        """Return the tools for which the rules can be taken over now."""
        return self._that("worked_out")

    @property
    def taken(self) -> tuple[Tool, ...]:
        """Return the tools for which it was done."""
        return self._that("taken")

    @property
    def to_work_out(self) -> tuple[Tool, ...]:
        """Return the tools of which nothing is known, or not what is true now."""
        return self._that("not_asked", "failed", "out_of_date", "not_taken")

    @property
    def moving(self) -> tuple[Tool, ...]:
        """Return the tools a worker has or will have in hand."""
        return self._that("working", "taking")

    @property
    def done(self) -> int:
        """Return how many tools nothing is waited for."""
        return len(self.tools) - len(self.moving)


def _tool(
    assessment: Assessment,
    row: RulesComparison | None,
    versions: Mapping[str, str],
    jobs: Mapping[uuid.UUID, Job],
    newest_said: Mapping[uuid.UUID | None, datetime],
) -> Tool:
    stands, said = _stands(assessment, row, jobs, newest_said)
    change = ChangedFlags.model_validate(row.change) if row and row.change else ChangedFlags()
    decided = _decided(assessment, change.flags) if change and stands != "taken" else {}
    return Tool(
        assessment=assessment,
        version=versions.get(assessment.rulebook_id, ""),
        stands=stands,
        comparison=row,
        said=said,
        lines=tuple(
            ToolLine(each, tuple(decided[rule] for rule in each.rules if rule in decided))
            for each in change.flags
        ),
        decision=decision_of(assessment) if change and stands != "taken" else None,
    )


def _stands(
    assessment: Assessment,
    row: RulesComparison | None,
    jobs: Mapping[uuid.UUID, Job],
    newest_said: Mapping[uuid.UUID | None, datetime],
) -> tuple[Stands, str]:
    if row is None:
        return "not_asked", ""
    if row.taken_at is not None:
        return "taken", ""
    taking = jobs.get(row.taking) if row.taking else None
    if taking is not None and taking.state not in FINAL:
        return "taking", ""
    if taking is not None and taking.state != State.DONE:
        return "not_taken", taking.sentence
    comparing = jobs.get(row.comparing) if row.comparing else None
    if row.compared_at is None:
        if comparing is not None and comparing.state not in FINAL:
            return "working", ""
        return "failed", comparing.sentence if comparing is not None else ""
    said = [newest_said[key] for key in (assessment.id, None) if key in newest_said]
    return ("out_of_date" if any(at > row.compared_at for at in said) else "worked_out"), ""


def _newest_said(organisation: Organisation) -> dict[uuid.UUID | None, datetime]:
    """Return when each assessment was last told something; under None, when the firm itself was."""
    found: dict[uuid.UUID | None, datetime] = {}
    answers = Answer.objects.of(organisation).values_list("assessment").annotate(Max("given_at"))
    seen = Observation.objects.of(organisation).values_list("assessment").annotate(Max("seen_at"))
    for key, at in (*answers, *seen):
        found[key] = max(at, found.get(key, at))
    firm = ProfileAnswer.objects.of(organisation).aggregate(at=Max("given_at"))["at"]
    if firm is not None:
        found[None] = firm
    return found


def _decided(assessment: Assessment, flags: Sequence[ChangedFlag]) -> dict[str, FlagState]:
    rules = {rule for each in flags for rule in each.rules}
    rows = list(Flag.objects.of(assessment.organisation_id).filter(
        assessment=assessment, rule__in=rules
    ))  # fmt: skip
    return {state.flag.rule: state for state in with_decisions(rows) if state.decision is not None}

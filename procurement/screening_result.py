"""The published shape of a screening: what `./weigh screen --json` prints.

The schema stands in docs/schemas/screen.json. Changes only add.
"""

from datetime import date
from typing import Literal

from content.shape import Content
from procurement.facts.values import Plain
from procurement.rulebook.schema import Category, Kind, Severity
from procurement.rulebook.table_schema import Confidence, SourceSeen


class SourceOfFact(Content):
    """Where a fact comes from. A worked-out one names what it was worked out from."""

    kind: Literal["claim", "observation", "computed", "not_told"]
    grade: str | None = None
    certainty: str | None = None
    by: str | None = None
    when: date | None = None
    how: str | None = None
    worked_out_from: tuple[str, ...] = ()


class Because(Content):
    """One fact behind a flag. `partial`: at least these, maybe more."""

    fact: str
    value: Plain
    source: SourceOfFact
    partial: bool = False


class Citation(Content):
    """What a flag rests on, with how sure we are and when that was checked."""

    ref: str
    instrument: str
    provision: str | None
    url: str | None
    seen: SourceSeen
    url_seen: bool
    checked_on: date
    review_by: date | None


class Flag(Content):
    """One finding: a rule that is raised, or two sources that disagree.

    `part_of` names the question whose non-answer alone raises it: it stood in for answers that were
    not asked for again, and all such flags are shown as one. `shown_under` is the title of the one
    finding that it is a reason for, beside others. `severity` is how grave it is here,
    `severity_of_rule` what its rule says, and `severity_because` in words why they differ.
    """

    rule: str
    version: int
    title: str
    category: Category
    severity: Severity
    kind: Kind | Literal["contradiction"]
    jurisdiction: Literal["UK", "EU"] | None
    status: Literal["raised", "settled", "upcoming"]
    effective_from: date | None
    effective_to: date | None
    because: tuple[Because, ...]
    explanation: str
    clears: tuple[str, ...]
    citations: tuple[Citation, ...]
    confidence: Confidence | None
    note: str | None = None
    verify: str | None = None
    part_of: str | None = None
    shown_under: str | None = None
    severity_of_rule: Severity | None = None
    severity_because: str | None = None


class Undecided(Content):
    """A rule that waits for answers: those that would decide it, in the order of the bank."""

    rule: str
    title: str
    category: Category
    severity: Severity
    upcoming: bool
    needs: tuple[str, ...]


class RestsOnWord(Content):
    """A rule that is clear, or settled, only because of what the vendor says."""

    rule: str
    title: str
    category: Category
    severity: Severity


class StatementWanted(Content):
    """A question whose answer is to be had in writing: rules rest on the vendor's bare word.

    `severity` is that of the gravest of `rules`, which come the gravest first.
    """

    question: str
    severity: Severity
    rules: tuple[RestsOnWord, ...]


class LeftOut(Content):
    """A rule that needs questions a light check does not ask."""

    rule: str
    title: str
    category: Category
    severity: Severity
    questions: tuple[str, ...]


class WorkedOut(Content):
    """A computed fact: no value where it cannot apply, several where sources disagree."""

    values: tuple[Plain, ...]
    settled: bool


class Screening(Content):
    """What the rulebook makes of everything told and observed, on a day.

    `statements_wanted` is null where nobody asked for it to be worked out.
    """

    schema_version: Literal[1] = 1
    on: date
    depth: str
    rulebook_version: str
    rulebook_sha256: str
    question_bank_version: str
    question_bank_sha256: str
    flags: tuple[Flag, ...]
    cannot_tell: tuple[Undecided, ...]
    not_asked: tuple[LeftOut, ...]
    clear: tuple[str, ...]
    not_in_force: tuple[str, ...]
    withdrawn: tuple[str, ...]
    worked_out: dict[str, WorkedOut]
    statements_wanted: tuple[StatementWanted, ...] | None = None

"""The shape of the rulebook. What its YAML may say stands here; tables have a file of their own."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, StrictBool, StrictStr

from content.shape import Content
from procurement.conditions.vocabulary import Condition
from procurement.rulebook.table_schema import Adequacy, Confidence, Licences, Lineage, SourceSeen

Severity = Literal["critical", "high", "medium", "low", "info"]
Category = Literal[
    "dpia", "transfer", "licence", "lineage", "accuracy", "security", "regulatory", "commercial"
]
Kind = Literal["law", "guidance", "policy", "contract_terms", "good_practice"]

SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")


def one_step_lower(severity: Severity) -> Severity:
    """Return the next lower severity. Nothing that was to be fixed becomes mere information."""
    low = SEVERITIES.index("low")
    place = SEVERITIES.index(severity)
    return SEVERITIES[max(place, min(place + 1, low))]


class Citation(Content):
    """One source, with how sure we are of it and when it was last checked."""

    ref: StrictStr
    instrument: StrictStr
    url: StrictStr | None
    url_seen: StrictBool
    seen: SourceSeen
    checked_on: date
    review_by: date | None = None


class CitedPart(Content):
    """A source as one rule cites it: which part of it, and on which days it is that rule's law."""

    ref: StrictStr
    provision: StrictStr | None = None
    effective_from: date | None = None
    effective_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether it is cited on `day`; its first and last day belong to it."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)


class Rule(Content):
    """One dated rule.

    `shown_under` names the one finding that its flag is shown as, together with those of other rules
    that say the same of it; None where it stands for itself.
    """

    id: StrictStr = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int = 1
    title: StrictStr
    shown_under: StrictStr | None = None
    category: Category
    severity: Severity
    kind: Kind
    jurisdiction: Literal["UK", "EU"]
    trigger: Condition
    cleared_when: Condition | None = None
    explanation: StrictStr
    clears: tuple[StrictStr, ...] = Field(min_length=1)
    citations: tuple[CitedPart, ...] = Field(min_length=1)
    effective_from: date | None = None
    effective_to: date | None = None
    confidence: Confidence
    note: StrictStr | None = None
    verify: StrictStr | None = None

    def starts_after(self, day: date) -> bool:
        """Return whether the rule is still to come on `day`."""
        return self.effective_from is not None and self.effective_from > day

    def ended_before(self, day: date) -> bool:
        """Return whether the rule's last day is past on `day`."""
        return self.effective_to is not None and self.effective_to < day

    def in_force(self, day: date) -> bool:
        """Return whether the rule holds on `day`; its first and last day belong to it."""
        return not self.starts_after(day) and not self.ended_before(day)

    def cited_on(self, day: date) -> tuple[CitedPart, ...]:
        """Return what the rule rests on on `day`, or on its first day where that is to come."""
        if self.effective_from is not None:
            day = max(day, self.effective_from)
        return tuple(cited for cited in self.citations if cited.holds_on(day))


class ComputedFact(Content):
    """A fact that is worked out: its type, and its formula in words."""

    type: Literal["boolean", "number", "text"]
    formula: StrictStr
    options: tuple[StrictStr, ...] = ()


class Criterion(Content):
    """One of the nine signs of WP248."""

    number: int
    label: StrictStr
    met_if: Condition


class ContradictionWords(Content):
    """What a flag says when two sources on one fact do not fit together."""

    title: StrictStr
    title_measured: StrictStr
    explanation: StrictStr
    clears: tuple[StrictStr, ...]


class Rulebook(Content):
    """All rules and tables of one version."""

    version: StrictStr
    as_at: date
    categories: tuple[Category, ...]
    severities: dict[Severity, StrictStr]
    kinds: dict[Kind, StrictStr]
    wording_rule: StrictStr
    disclaimer: StrictStr
    working_limits: dict[StrictStr, int | float]
    contradiction: ContradictionWords
    computed: dict[StrictStr, ComputedFact]
    wp248_criteria: tuple[Criterion, ...]
    dpia_required_rules: tuple[StrictStr, ...]
    citations: tuple[Citation, ...]
    adequacy: Adequacy
    lineage: Lineage
    licences: Licences
    rules: tuple[Rule, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Return each rule under its id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def citation(self) -> Mapping[str, Citation]:
        """Return each source under its key."""
        return {citation.ref: citation for citation in self.citations}

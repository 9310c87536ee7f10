"""The shape of the worksheet's content. What steps.yaml may say stands here."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field, StrictStr

from content.shape import Content
from procurement.rulebook.schema import Category

Level = Literal["low", "medium", "high"]
SEVEN = ("need", "describe", "consult", "necessity", "risks", "measures", "sign")


class Cited(Content):
    """A source of the rulebook, and the part of it that is meant."""

    ref: StrictStr
    provision: StrictStr | None = None


class RuleSign(Content):
    """One sign of the screening: a rule under a title of its own."""

    rule: StrictStr
    title: StrictStr


class RuleSigns(Content):
    """Signs that share their source."""

    cites: tuple[Cited, ...]
    signs: tuple[RuleSign, ...]


class WP248(Content):
    """The nine European signs stand in the rulebook; `always` says why AI meets one."""

    cites: tuple[Cited, ...]
    always: StrictStr


class ScreeningContent(Content):
    """The three lists that decide whether a DPIA is needed."""

    cases: RuleSigns
    ico: RuleSigns
    wp248: WP248


class CellContent(Content):
    """One cell: what belongs into it, and the questions whose answers fill it in.

    `must`: a DPIA is not signed while neither an answer nor a person's own words stand in it.
    """

    id: StrictStr
    title: StrictStr
    hint: StrictStr
    filled_from: tuple[StrictStr, ...] = Field(alias="from")
    must: bool = False


class StepContent(Content):
    """One of the seven steps."""

    id: Literal["need", "describe", "consult", "necessity", "risks", "measures", "sign"]
    title: StrictStr
    lead: StrictStr
    cites: tuple[Cited, ...]
    cells: tuple[CellContent, ...]


class Grading(Content):
    """One word for how likely or how bad something is."""

    id: StrictStr
    label: StrictStr
    hint: StrictStr


class Matrix(Content):
    """How likelihood and severity make a level. `level` goes by severity, then by likelihood."""

    likelihood: tuple[Grading, ...]
    severity: tuple[Grading, ...]
    level: dict[StrictStr, dict[StrictStr, Level]]
    cites: tuple[Cited, ...]
    verify: StrictStr

    def rated(self, likelihood: str, severity: str) -> Level | None:
        """Return the level of a risk; None while one of the two is not said."""
        return self.level[severity][likelihood] if likelihood and severity else None

    @property
    def rows(self) -> tuple[tuple[Grading, tuple[Level, ...]], ...]:
        """Return each severity with its levels, the least likely first; the gravest row on top."""
        return tuple(
            (severity, tuple(self.level[severity.id][each.id] for each in self.likelihood))
            for severity in reversed(self.severity)
        )

    def likelihood_in_words(self, key: str) -> str:
        """Return the word for a likelihood, nothing where none is said."""
        return next((each.label for each in self.likelihood if each.id == key), "")

    def severity_in_words(self, key: str) -> str:
        """Return the word for a severity, nothing where none is said."""
        return next((each.label for each in self.severity if each.id == key), "")


class DpoContent(Content):
    """What to check where nobody is sure whether a DPO is needed."""

    cites: tuple[Cited, ...]
    checks: tuple[StrictStr, ...]


class Consult(Content):
    """What is said where a high risk is left."""

    cites: tuple[Cited, ...]
    text: StrictStr


class SheetContent(Content):
    """All of it."""

    version: StrictStr
    screening: ScreeningContent
    steps: tuple[StepContent, ...]
    risks_from: tuple[Category, ...]
    matrix: Matrix
    dpo: DpoContent
    consult: Consult

    @cached_property
    def step(self) -> Mapping[str, StepContent]:
        """Return each step under its id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def must(self) -> frozenset[str]:
        """Return the cells that may not stay empty."""
        return frozenset(cell.id for step in self.steps for cell in step.cells if cell.must)

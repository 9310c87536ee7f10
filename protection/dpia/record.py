"""The worksheet as a whole, as pages show it and as it is frozen when somebody signs.

Everything stands in words, so that it reads the same when questions and rules have moved on.
"""

from collections import Counter
from datetime import date
from typing import Literal

from content.shape import Content
from protection.dpia.schema import Level

Met = Literal["met", "not_met", "cannot_tell"]
Need = Literal["needed", "not_needed", "not_settled"]


class Line(Content):
    """One answer as it stands filled in, and who says it. `known` is false where nobody answered.

    `key` names the question; of a table it has the row as well: `hops 2`.
    """

    key: str
    question: str
    words: str
    known: bool = True
    grade: str | None = None
    by: str | None = None
    when: date | None = None
    how: str | None = None


class Source(Content):
    """A source as it is cited, with the day it was checked."""

    name: str
    rest: str
    url: str | None = None


class Sign(Content):
    """One sign of the screening. `waits_for` lists key and text of the questions that would tell."""

    id: str
    title: str
    met: Met
    because: tuple[Line, ...] = ()
    waits_for: tuple[tuple[str, str], ...] = ()
    note: str = ""


class Signs(Content):
    """The signs of one list, with the source they share."""

    id: Literal["cases", "ico", "wp248"]
    signs: tuple[Sign, ...]
    sources: tuple[Source, ...]

    @property
    def met(self) -> int:
        """Return how many are met."""
        return sum(sign.met == "met" for sign in self.signs)

    @property
    def open(self) -> int:
        """Return how many nobody can tell."""
        return sum(sign.met == "cannot_tell" for sign in self.signs)

    @property
    def standing(self) -> tuple[Sign, ...]:
        """Return those that are met, then those nobody can tell."""
        met = tuple(sign for sign in self.signs if sign.met == "met")
        return met + tuple(sign for sign in self.signs if sign.met == "cannot_tell")

    @property
    def ruled_out(self) -> tuple[Sign, ...]:
        """Return those that an answer rules out."""
        return tuple(sign for sign in self.signs if sign.met == "not_met")


class Screened(Content):
    """Whether a DPIA is needed, going by the law, with every sign."""

    need: Need
    lists: tuple[Signs, ...]

    @property
    def waits_for(self) -> tuple[tuple[str, str], ...]:
        """Return the questions that open signs wait for, those that most wait for first."""
        waiting = Counter(
            each for listed in self.lists for sign in listed.signs for each in sign.waits_for
        )
        return tuple(each for each, _ in waiting.most_common())


class Cell(Content):
    """One cell: what is filled in, and what a person wrote beside it.

    `changed` says what the answers were when it was written and are no more.
    """

    id: str
    title: str
    hint: str
    must: bool = False
    lines: tuple[Line, ...] = ()
    text: str = ""
    by: str = ""
    at: date | None = None
    changed: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Return whether an answer or a person's own words stand in it."""
        return bool(self.text) or any(line.known for line in self.lines)

    @property
    def not_answered(self) -> tuple[str, ...]:
        """Return the questions of the cell that nobody answered."""
        return tuple(line.question for line in self.lines if not line.known)

    @property
    def missing(self) -> bool:
        """Return whether it has to say something and does not."""
        return self.must and not self.says_something


class Step(Content):
    """One of the seven steps, numbered from 1."""

    id: str
    number: int
    title: str
    lead: str
    cells: tuple[Cell, ...] = ()
    sources: tuple[Source, ...] = ()


class Measure(Content):
    """What somebody does about a risk, and by when."""

    what: str
    who: str
    due: date


class Risk(Content):
    """A risk to people, rated before the measures and after.

    `flag` is the id of the flag it comes from, none for the firm's own; `gone`: the flag is cleared.
    A proposal that nobody rated yet has no number.
    """

    number: int | None
    title: str
    flag: str | None = None
    flag_severity: str | None = None
    gone: bool = False
    harm: str = ""
    likelihood: str = ""
    severity: str = ""
    level: Level | None = None
    measures: tuple[Measure, ...] = ()
    likelihood_after: str = ""
    severity_after: str = ""
    level_after: Level | None = None
    left_out: str = ""
    by: str = ""

    @property
    def dealt_with(self) -> bool:
        """Return whether it is rated before and after, or left out with a reason."""
        return bool(self.left_out) or (self.level is not None and self.level_after is not None)

    @property
    def grave(self) -> bool:
        """Return whether it comes from a flag that has to be settled before signing."""
        return self.flag_severity in ("critical", "high") and not self.gone


class Dpo(Content):
    """Whether there is a data protection officer, and what they advised."""

    state: Literal["", "named", "none_needed", "not_sure"] = ""
    name: str = ""
    words: str = ""
    followed: Literal["", "yes", "no", "waiting"] = ""
    followed_why: str = ""


class SignOff(Content):
    """Who signed, as what, when, and what was decided."""

    outcome: str
    reason: str
    by: str
    role: str
    position: str
    on: date
    review_on: date | None
    regulator_noted: bool = False


class Record(Content):
    """The whole worksheet. `signed` is null while it is a draft."""

    schema_version: Literal[1] = 1
    product: str
    vendor: str
    use_case: str
    law_on: date
    bank_version: str
    rulebook_version: str
    sheet_version: str
    screened: Screened
    timing: tuple[str, ...]
    steps: tuple[Step, ...]
    risks: tuple[Risk, ...]
    dpo: Dpo
    signed: SignOff | None = None

    @property
    def counted(self) -> tuple[Risk, ...]:
        """Return the risks that were not left out."""
        return tuple(risk for risk in self.risks if not risk.left_out)

    @property
    def rated(self) -> tuple[Risk, ...]:
        """Return the risks rated before and after the measures."""
        return tuple(risk for risk in self.counted if risk.dealt_with)

    @property
    def high_left(self) -> tuple[Risk, ...]:
        """Return the risks that stay high after the measures."""
        return tuple(risk for risk in self.counted if risk.level_after == "high")

    @property
    def missing(self) -> tuple[tuple[Step, Cell], ...]:
        """Return the cells that have to say something and do not."""
        return tuple((step, cell) for step in self.steps for cell in step.cells if cell.missing)

    @property
    def not_dealt_with(self) -> tuple[Risk, ...]:
        """Return the grave proposals, and the firm's own risks, that nobody rated to the end."""
        return tuple(
            risk
            for risk in self.counted
            if not risk.dealt_with and (risk.grave or risk.number is not None)
        )


class SignedDpia(Content):
    """The newest signed version as a report carries it, with its hash and what changed since."""

    number: int
    sha256: str
    record: Record
    changed: tuple[str, ...] = ()

"""One fact: its state, the values that count, and every source that spoke."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from procurement.facts.sources import Source
from procurement.facts.subjects import Subject
from procurement.facts.values import Value, ValueKind


class State(StrEnum):
    """The five ways a fact can stand. Only the first two have values."""

    KNOWN = "known"
    NON_ANSWER = "non_answer"
    UNANSWERED = "unanswered"
    CANNOT_APPLY = "cannot_apply"
    NOT_ASKED = "not_asked"


# By plain names, because before Python 3.12 a member is slow to reach through its class.
CANNOT_APPLY: Final = State.CANNOT_APPLY
NOT_ASKED: Final = State.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known under one key of one subject.

    Attributes
    ----------
    values : every value that counts; more than one where equals disagree or a table has several
        rows of a kind.
    unsettled : whether yet another value may come to light (a row without this cell, say).
    sources : all who spoke about this very fact, whether they count or not.
    standing : those whose word counts.
    asks : the questions that would settle it, those that decide whether it applies first.
    waiting : whether an unanswered question still decides if it applies at all.
    inherited : the earlier question whose non-answer it has, where nobody was asked twice.
    """

    subject: Subject
    key: str
    kind: ValueKind
    state: State
    values: tuple[Value, ...] = ()
    unsettled: bool = False
    sources: tuple[Source, ...] = ()
    standing: tuple[Source, ...] = ()
    asks: tuple[str, ...] = ()
    waiting: bool = False
    inherited: str | None = None

    @property
    def name(self) -> str:
        """Return the key as reports name it, with its row where it has one: `hop 2.country`."""
        return f"{self.subject}.{self.key}" if self.subject.number else self.key

    @property
    def to_ask(self) -> tuple[str, ...]:
        """Return the questions to ask now to settle this: none where it is not asked at all."""
        return () if self.state is NOT_ASKED or self.state is CANNOT_APPLY else self.asks

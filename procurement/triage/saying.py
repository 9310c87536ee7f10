"""What is said under each of the first questions, taken from the facts. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.facts.values import Members, NonAnswer, Value


@dataclass(frozen=True, slots=True)
class Saying:
    """Everything that counts under one key; sources that disagree are all heard.

    Attributes
    ----------
    chosen : the ids of options, companions among them.
    numbers : the numbers, in the bank's unit.
    unsure : whether nobody said it, or not all of it.
    """

    chosen: frozenset[str] = frozenset()
    numbers: tuple[float, ...] = ()
    unsure: bool = False


SILENCE = Saying(unsure=True)


def sayings(facts: FactBase, keys: Iterable[str]) -> Mapping[str, Saying]:
    """Return what is said under each key. What an older bank did not ask is not settled."""
    said = {}
    for key in keys:
        try:
            fact = facts.find(key)
        except KeyError:
            said[key] = SILENCE
            continue
        open_ = fact.state is not State.KNOWN or fact.unsettled
        said[key] = _heard(fact.values, unsure=open_)
    return said


def _heard(values: Iterable[Value], *, unsure: bool) -> Saying:
    chosen: set[str] = set()
    numbers: list[float] = []
    for value in values:
        if isinstance(value, Members):
            chosen |= value.known
            unsure = unsure or not value.exact
        elif isinstance(value, str):
            chosen.add(value)
        elif isinstance(value, NonAnswer):
            unsure = True
        elif isinstance(value, int | float) and not isinstance(value, bool):
            numbers.append(float(value))
    return Saying(frozenset(chosen), tuple(numbers), unsure)

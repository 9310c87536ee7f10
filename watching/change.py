"""What became of the answers between two askings: how many changed, and which way. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluations.example_sheet.cells import same_cell
from evaluations.statistics.mcnemar import PairedTest, mcnemar_mid_p
from evaluations.statistics.measured import Measured
from evaluations.statistics.proportions import proportion
from watching.counts import Counts
from watching.examples import Example

LEVEL = 0.95


class Way(StrEnum):
    """Which way an answer changed. OTHER: both wrong, or nobody knows the right answer."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Changed:
    """One example whose answer is another one now. `number` counts from 1."""

    number: int
    example: Example
    before: str
    now: str
    way: Way


def share_changed(counts: Counts) -> Measured:
    """Return the share that changed, 0 to 1, with Wilson's 95 % interval."""
    return proportion(counts.changed, counts.n, level=LEVEL)


def better_against_worse(counts: Counts) -> PairedTest:
    """Return McNemar's mid-p of equally often right before and now."""
    return mcnemar_mid_p(counts.better, counts.worse)


def same_answer(one: str, other: str) -> bool:
    """Return whether two answers say the same: capitals, blanks and a full stop do not count."""
    first, second = (each.strip().rstrip(".").casefold() for each in (one, other))
    return same_cell(first, second)


def changes(
    examples: Sequence[Example], before: Sequence[str], now: Sequence[str]
) -> tuple[Changed, ...]:
    """Return the examples whose answer changed, those for the worse first.

    Parameters
    ----------
    examples, before, now
        As many of each, in one order.
    """
    found = [
        Changed(number, example, old, new, _way(example.right, old, new))
        for number, (example, old, new) in enumerate(
            zip(examples, before, now, strict=True), start=1
        )
        if not same_answer(old, new)
    ]
    return tuple(sorted(found, key=lambda each: (list(Way).index(each.way), each.number)))


def count(examples: Sequence[Example], found: Sequence[Changed]) -> Counts:
    """Return how many changed, and which way."""
    return Counts(
        n=len(examples),
        changed=len(found),
        worse=sum(each.way is Way.WORSE for each in found),
        better=sum(each.way is Way.BETTER for each in found),
        known=sum(bool(each.right) for each in examples),
    )


def _way(right: str, before: str, now: str) -> Way:
    if right and same_answer(right, before):
        return Way.WORSE
    if right and same_answer(right, now):
        return Way.BETTER
    return Way.OTHER

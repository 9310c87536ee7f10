"""Which flags are one finding, so that they are shown, counted and decided as one. Pure.

They are one where a single silence raised them, and where their rules say that they are reasons for
one and the same thing: the signs that call for a DPIA, and that it is not done.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from procurement.screening_result import Flag

One = TypeVar("One")


def finding_of_flag(flag: Flag) -> str:
    """Return what tells the finding that a flag belongs to from the others."""
    return flag.shown_under or flag.part_of or flag.rule


def together(
    ones: Iterable[One], finding_of: Callable[[One], Flag], beside: Callable[[One], Hashable]
) -> tuple[tuple[One, ...], ...]:
    """Return what belongs together, each where its first stood.

    Parameters
    ----------
    ones : flags or what holds them, the gravest first.
    finding_of : the flag one of them holds.
    beside : what else must be the same for two of them to be one, such as the assessment.
    """
    groups: dict[Hashable, list[One]] = {}
    for one in ones:
        flag = finding_of(one)
        # A question and a rule may bear the same name.
        kind = "matter" if flag.shown_under else "silence" if flag.part_of else "rule"
        groups.setdefault((kind, finding_of_flag(flag), beside(one)), []).append(one)
    return tuple(map(tuple, groups.values()))


def findings_together(findings: Iterable[Flag]) -> tuple[tuple[Flag, ...], ...]:
    """Return the flags of one screening as people count them."""
    return together(findings, lambda each: each, lambda each: each.status)

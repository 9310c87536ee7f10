"""Which flags one silence raised, so that they are shown, counted and decided as one. Pure."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from procurement.screening_result import Flag

One = TypeVar("One")


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
        finding = finding_of(one)
        key = (finding.part_of, None) if finding.part_of else (None, finding.rule)
        groups.setdefault((key, beside(one)), []).append(one)
    return tuple(map(tuple, groups.values()))


def findings_together(findings: Iterable[Flag]) -> tuple[tuple[Flag, ...], ...]:
    """Return the flags of one screening as people count them: those of one silence as one."""
    return together(findings, lambda each: each, lambda each: each.status)

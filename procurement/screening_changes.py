"""What is different between two screenings of one file: by newer rules, another day, other facts. Pure.

With it a new version of the rulebook says which files it touches: screen each under both versions,
compare, and keep those that change.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from procurement.rulebook.schema import SEVERITIES
from procurement.screening_result import Flag, Screening, Undecided

File = TypeVar("File", bound=Hashable)


@dataclass(frozen=True, slots=True)
class FlagChange:
    """One flag before and after."""

    before: Flag
    after: Flag

    @property
    def graver(self) -> bool:
        """Return whether it is graver now than it was."""
        return SEVERITIES.index(self.after.severity) < SEVERITIES.index(self.before.severity)


@dataclass(frozen=True, slots=True)
class ScreeningChange:
    """What is different, each part in the order of the screening it comes from.

    Attributes
    ----------
    came, went : flags of a rule that had none before, or has none after.
    severity : flags that are graver or less grave now.
    standing : flags that are raised, settled or still to come, and were another of these.
    waits : rules that were clear before and wait for an answer now.
    """

    came: tuple[Flag, ...]
    went: tuple[Flag, ...]
    severity: tuple[FlagChange, ...]
    standing: tuple[FlagChange, ...]
    waits: tuple[Undecided, ...]

    def __bool__(self) -> bool:
        return any((self.came, self.went, self.severity, self.standing, self.waits))


def compare(before: Screening, after: Screening) -> ScreeningChange:
    """Return what is different in `after`. Words and sources that changed are no difference."""
    then = {flag.rule: flag for flag in before.flags}
    now = {flag.rule: flag for flag in after.flags}
    both = [FlagChange(then[rule], flag) for rule, flag in now.items() if rule in then]
    clear = set(before.clear)
    return ScreeningChange(
        came=tuple(flag for rule, flag in now.items() if rule not in then),
        went=tuple(flag for rule, flag in then.items() if rule not in now),
        severity=tuple(each for each in both if each.before.severity != each.after.severity),
        standing=tuple(each for each in both if each.before.status != each.after.status),
        waits=tuple(rule for rule in after.cannot_tell if rule.rule in clear),
    )


def touched(
    screened: Iterable[tuple[File, Screening, Screening]],
) -> Mapping[File, ScreeningChange]:
    """Return the files that change, each with its change, in the order given.

    Parameters
    ----------
    screened : each file with its screening before and after.
    """
    changes = ((file, compare(before, after)) for file, before, after in screened)
    return {file: change for file, change in changes if change}

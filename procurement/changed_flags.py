"""What changed between two screenings of one assessment, in words that can be kept. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from content.shape import Content
from procurement.library import Library
from procurement.rulebook.schema import Severity
from procurement.screening_changes import FlagChange, ScreeningChange
from procurement.screening_result import Flag, Screening
from procurement.silences import findings_together
from procurement.wording.answers import day_in_words
from procurement.wording.silences import title_together

How = Literal["came", "went", "severity", "standing", "waits"]
A_DAY_PASSED = "A day that counts here has passed."


class ChangedFlag(Content):
    """One flag as people see it, before and after; `waits` is a rule that cannot be told any more."""

    how: How
    title: str
    rules: tuple[str, ...]
    before: Severity | None = None
    after: Severity | None = None
    status_before: str | None = None
    status_after: str | None = None
    why: str


class ChangedFlags(Content):
    """All that changed, in the order in which it is told."""

    flags: tuple[ChangedFlag, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.flags)

    def of(self, how: How) -> tuple[ChangedFlag, ...]:
        """Return those that changed in one way."""
        return tuple(each for each in self.flags if each.how == how)


class _Reasons:
    """Why a rule's flag is another one: by its dates where the day moved, else by the rulebooks."""

    def __init__(self, before: Library, after: Library, days: tuple[date, date]) -> None:
        self._before, self._after, self._days = before.rulebook, after.rulebook, days

    def of(self, rules: Iterable[str]) -> str:
        return " ".join(dict.fromkeys(self._of(rule) for rule in rules))

    def _of(self, key: str) -> str:
        old, new = self._before.by_id.get(key), self._after.by_id.get(key)
        first, last = self._days
        rule = new or old
        if first != last and rule is not None:
            starts, ends = rule.effective_from, rule.effective_to
            if starts is not None and first < starts <= last:
                return f"The rule starts on {day_in_words(starts)}."
            if ends is not None and first <= ends < last:
                return f"The last day of the rule was {day_in_words(ends)}."
        if old == new and first != last:
            return A_DAY_PASSED
        if old is None or new is None:
            if rule is None:
                return "The questions behind it changed."
            return "The rule is new." if old is None else "The rule is gone."
        return "The rule changed." if old != new else "A question or a table behind it changed."


def changed_flags(
    change: ScreeningChange, before: tuple[Library, Screening], after: tuple[Library, Screening]
) -> ChangedFlags:
    """Return a change in words. Flags of one silence are one.

    Parameters
    ----------
    before, after : the questions and rules of each screening, and the screening.
    """
    days = (before[1].on, after[1].on)
    reasons = _Reasons(before[0], after[0], days)

    def lines() -> Iterator[ChangedFlag]:
        for group in findings_together(change.came):
            yield ChangedFlag(
                how="came",
                **_titled(group, after[0], reasons),
                after=group[0].severity,
                status_after=group[0].status,
            )
        for group in findings_together(change.went):
            yield ChangedFlag(
                how="went",
                **_titled(group, before[0], reasons),
                before=group[0].severity,
                status_before=group[0].status,
            )
        for each in change.severity:
            yield _both("severity", each, after[0], reasons)
        told = {each.after.rule for each in change.severity}
        for each in change.standing:
            if each.after.rule not in told:
                yield _both("standing", each, after[0], reasons)
        for waiting in change.waits:
            yield ChangedFlag(
                how="waits",
                title=waiting.title,
                rules=(waiting.rule,),
                after=waiting.severity,
                why=reasons.of([waiting.rule]),
            )

    return ChangedFlags(flags=tuple(lines()))


def _titled(group: tuple[Flag, ...], library: Library, reasons: _Reasons) -> dict[str, object]:
    rules = tuple(flag.rule for flag in group)
    return {
        "title": title_together(group, library.bank),
        "rules": rules,
        "why": reasons.of(rules),
    }


def _both(how: How, each: FlagChange, library: Library, reasons: _Reasons) -> ChangedFlag:
    return ChangedFlag(
        how=how,
        **_titled((each.after,), library, reasons),
        before=each.before.severity,
        after=each.after.severity,
        status_before=each.before.status,
        status_after=each.after.status,
    )

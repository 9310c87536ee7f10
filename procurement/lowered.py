"""What fell through a vendor's answer, as a page shows it: before and after, who and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.words import word
from procurement.actions.flag_review import fall_of
from procurement.findings import changes_between
from procurement.models import Assessment, LoweredFlag, WrittenAnswer
from procurement.queries import answer_versions, library_of
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag as Finding
from procurement.wording.answers import question_in_words, said_in_words


@dataclass(frozen=True, slots=True)
class Fall:
    """One flag that fell: how grave it was and is, what made the difference, who said it and when.

    `seen` tells this state of it from another.
    """

    title: str
    before: str
    after: str
    changes: tuple[str, ...]
    by: str
    at: datetime
    seen: str


def falls(lowered: Iterable[LoweredFlag], assessment: Assessment) -> list[Fall]:
    """Return what fell and waits for somebody to look, each with its difference."""
    waiting = list(lowered)
    if not waiting:
        return []
    versions, bank = answer_versions(assessment), library_of(assessment).bank
    found = []
    for each in waiting:
        before = Finding.model_validate(each.before)
        after = Finding.model_validate(each.after) if each.after else None
        changes = [
            said
            for key in _asked_behind(before)
            if (said := _change(key, versions.get(key, ()), each.before_at, bank))
        ]
        if not changes:
            changes += changes_between(before, after, bank) if after else []
        found.append(
            Fall(
                title=before.title,
                before=word("severity", before.severity),
                after=_now(after),
                changes=tuple(changes) or ("What raised it no longer holds.",),
                by=each.lowered_by,
                at=each.lowered_at,
                seen=fall_of(each),
            )
        )
    return found


def _asked_behind(before: Finding) -> tuple[str, ...]:
    """Return the questions whose answers raised it, as they were said or worked out from."""
    keys = [
        key
        for because in before.because
        for key in because.source.worked_out_from or (because.fact.rpartition(".")[2],)
    ]
    return tuple(dict.fromkeys(keys))


def _change(key: str, versions: Sequence[WrittenAnswer], since: datetime, bank: Bank) -> str | None:
    """Return what an answer was when the flag last stood and what it is now; None if the same."""
    if not versions:
        return None
    was = next((each for each in reversed(versions) if each.given_at <= since), None)
    now = versions[-1]
    if was is not None and was.value == now.value:
        return None
    told = said_in_words(was.value, key, bank) if was is not None else "not answered"
    return f"{question_in_words(key, bank)} It was {told}. It is now {said_in_words(now.value, key, bank)}."


def _now(after: Finding | None) -> str:
    if after is None:
        return "Cleared"
    if after.status != "raised":
        return word("outcome", after.status)
    return word("severity", after.severity)

"""Decide on a flag: accept it, ask for a change, or say that it does not apply."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from content.words import word
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.findings import changes_between, finding_hash
from procurement.lifecycle import OPEN_STANDINGS, Standing
from procurement.models import Flag, FlagChoice, FlagDecision
from procurement.queries import library_of
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag as Finding


def decide_flag(
    *,
    flag: Flag,
    what: FlagChoice,
    reason: str,
    seen: Finding,
    by: Actor,
    who: str = "",
    due: date | None = None,
) -> FlagDecision:
    """Return the new decision on the flag; earlier ones stay on record.

    Parameters
    ----------
    reason : why; for a change asked for, what must be done.
    seen : the finding as the person saw it. If the flag says something else by now, this is refused
        with what changed.
    who, due : for a change asked for, who sees to it and the last day for it.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: reason, who or due.
    """
    (decision,) = decide_flags(
        flags=(flag,), what=what, reason=reason, seen=(seen,), by=by, who=who, due=due
    )
    return decision


def decide_flags(
    *,
    flags: Sequence[Flag],
    what: FlagChoice,
    reason: str,
    seen: Sequence[Finding],
    by: Actor,
    who: str = "",
    due: date | None = None,
) -> tuple[FlagDecision, ...]:
    """Return the same new decision on each of the flags that one silence raised.

    Parameters
    ----------
    flags : flags of one assessment, as they are shown together now.
    seen : the findings as the person saw them. If one says something else by now, if one came to
        them or if one went, all is refused with what changed.
    reason, who, due : as in `decide_flag`.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: reason, who or due.
    """
    reason, who = reason.strip(), who.strip()
    for problem in problems_of(what, reason=reason, who=who, due=due):
        raise problem
    of, bank = flags[0].organisation_id, library_of(flags[0].assessment).bank
    word("severity", seen[0].severity)  # the words' file is read before the transaction
    asks = what == FlagChoice.ASK_MITIGATION
    with transaction.atomic():
        rows = Flag.objects.of(of).select_for_update().in_bulk([flag.id for flag in flags])
        now = [rows[flag.id] for flag in flags]
        for row in now:
            if Standing(row.standing) not in OPEN_STANDINGS:
                raise Refused(
                    "There is nothing to decide any more: "
                    f"this flag is {row.get_standing_display()}.",
                    what_to_do="Go back to the list of flags.",
                )
        changes = " ".join(_changes(now, seen, bank))
        if changes:
            raise Refused(
                f"This flag changed while you looked. {changes}",
                what_to_do="Read it again, then decide.",
            )
        return tuple(
            _decide(row, what, reason, by=by, who=who if asks else "", due=due if asks else None)
            for row in now
        )


def _changes(now: Sequence[Flag], seen: Sequence[Finding], bank: Bank) -> Iterator[str]:
    """Say what is not as it was seen; nothing where all of it is."""
    then = {finding.rule: finding for finding in seen}
    for row in now:
        finding = Finding.model_validate(row.finding)
        if row.rule not in then:
            yield f"“{row.title}” came to it."
        elif finding_hash(then[row.rule]) != row.finding_hash:
            yield from changes_between(then[row.rule], finding, bank)
    still = {row.rule for row in now}
    yield from (
        f"“{each.title}” is no part of it any more." for each in seen if each.rule not in still
    )


def _decide(
    flag: Flag, what: FlagChoice, reason: str, *, by: Actor, who: str, due: date | None
) -> FlagDecision:
    decision = FlagDecision.objects.of(flag.organisation_id).create(
        flag=flag,
        what=what,
        reason=reason,
        who=who,
        due=due,
        by_id=by.id if by.kind is ActorKind.PERSON else None,
        by_name=by.name,
        by_role=role_in_words(by, flag.organisation_id),
        finding=flag.finding,
        finding_hash=flag.finding_hash,
    )
    audit.record(
        organisation=flag.organisation_id,
        by=by,
        verb="flag.decided",
        subject=flag,
        sentence=f"Decided on the flag “{flag.title}”: {what.label.lower()}.",
        details={
            "what": what.value,
            "reason": reason,
            "who": who,
            "due": due,
            "finding": flag.finding_hash,
        },
    )
    return decision


def problems_of(
    what: FlagChoice, *, reason: str, who: str, due: date | None
) -> tuple[Refused, ...]:
    """Return all that a decision lacks, each with the `column` at fault, so that a page says all at once."""
    asks = what == FlagChoice.ASK_MITIGATION
    found = []
    if not reason.strip():
        sentence = (
            "Say what must be done: whoever sees to it will read this."
            if asks
            else "Say why: the report prints your reason beside your name."
        )
        found.append(Refused(sentence, column="reason"))
    if asks and not who.strip():
        found.append(Refused("Say who will see to it.", column="who"))
    if asks and due is None:
        found.append(Refused("Say by when it must be done.", column="due"))
    if asks and due is not None and due < timezone.localdate():
        found.append(Refused("The day by which it must be done must not be past.", column="due"))
    return tuple(found)

"""Decide on a flag: take the next step of its review."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from content.words import word
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.findings import changes_between, finding_hash
from procurement.lifecycle import MAY_FOLLOW, OPEN_STANDINGS, Standing
from procurement.models import Evidence, Flag, FlagChoice, FlagDecision
from procurement.queries import FlagState, library_of, with_decisions
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag as Finding

# Nothing is accepted for good: somebody looks again within a year.
LONGEST = timedelta(days=366)
_ASKS_WHO = {
    FlagChoice.ASK_MITIGATION: "Say who will see to it.",
    FlagChoice.VERIFY: "Say who saw that it was made.",
    FlagChoice.ESCALATE: "Say who has to decide.",
}
_ASKS_WHY = {
    FlagChoice.ASK_MITIGATION: "Say what must be done: whoever sees to it will read this.",
    FlagChoice.VERIFY: "Say what was seen: the report prints it.",
    FlagChoice.ESCALATE: "Say why it goes up, and what has to be decided.",
}


def decide_flag(
    *,
    flag: Flag,
    what: FlagChoice,
    reason: str,
    seen: Finding,
    by: Actor,
    who: str = "",
    due: date | None = None,
    until: date | None = None,
    proof: Evidence | None = None,
) -> FlagDecision:
    """Return the new decision on the flag; earlier ones stay on record.

    Parameters
    ----------
    reason : why; for a change asked for, what must be done; for one made, what was seen.
    seen : the finding as the person saw it. If the flag says something else by now, this is refused
        with what changed.
    who : who sees to a change asked for, who saw that it was made, or who decides what goes up.
    due : the last day for a change asked for.
    until : the day on which an acceptance ends, at most a year from now.
    proof : a document of the firm that shows the change.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: what, reason, who, due, until or proof.
    """
    (decision,) = decide_flags(
        flags=(flag,), what=what, reason=reason, seen=(seen,), by=by, who=who, due=due, until=until,
        proof=proof,
    )  # fmt: skip
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
    until: date | None = None,
    proof: Evidence | None = None,
) -> tuple[FlagDecision, ...]:
    """Return the same new decision on each of the flags that one silence raised.

    Parameters
    ----------
    flags : flags of one assessment, as they are shown together now.
    seen : the findings as the person saw them. If one says something else by now, if one came to
        them or if one went, all is refused with what changed.
    reason, who, due, until, proof : as in `decide_flag`.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: what, reason, who, due, until or proof.
    """
    reason, who = reason.strip(), who.strip()
    for problem in problems_of(what, reason=reason, who=who, due=due, until=until):
        raise problem
    of, bank = flags[0].organisation_id, library_of(flags[0].assessment).bank
    if proof is not None and (proof.organisation_id != of or proof.erased_at is not None):
        raise Refused("This document is not in your library.", column="proof")
    word("severity", seen[0].severity)  # the words' file is read before the transaction
    step = FlagDecision(
        what=what,
        reason=reason,
        who=who if what in _ASKS_WHO else "",
        due=due if what == FlagChoice.ASK_MITIGATION else None,
        until=until if what == FlagChoice.ACCEPT else None,
        proof=proof if what == FlagChoice.VERIFY else None,
    )
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
        return tuple(_decide(state, step, by=by) for state in _in_turn(now, what))


def _in_turn(rows: Sequence[Flag], what: FlagChoice) -> tuple[FlagState, ...]:
    """Return where the flags stand. Raises Refused where this step cannot follow the last one."""
    states = with_decisions(rows)
    for state in states:
        if what not in may_follow(state):
            last = state.decision.get_what_display() if state.decision else "Nobody has decided yet"
            raise Refused(
                f"“{what.label}” cannot follow here. The last step was: {last}.", column="what"
            )
    return states


def may_follow(state: FlagState) -> frozenset[FlagChoice]:
    """Return what may be decided next on a flag."""
    return MAY_FOLLOW[FlagChoice(state.decision.what) if state.decision else None] - {
        FlagChoice.REOPEN
    }


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


def _decide(state: FlagState, step: FlagDecision, *, by: Actor) -> FlagDecision:
    flag, what = state.flag, FlagChoice(step.what)
    decision = FlagDecision.objects.of(flag.organisation_id).create(
        flag=flag,
        what=what,
        reason=step.reason,
        who=step.who,
        due=step.due,
        until=step.until,
        proof=step.proof,
        weighed=state.severity,
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
            "reason": step.reason,
            "who": step.who,
            "due": step.due,
            "until": step.until,
            "proof": step.proof_id,
            "severity": state.severity,
            "finding": flag.finding_hash,
        },
    )
    return decision


def problems_of(
    what: FlagChoice,
    *,
    reason: str,
    who: str,
    due: date | None,
    until: date | None,
) -> tuple[Refused, ...]:
    """Return all that a decision lacks, each with the `column` at fault, so that a page says all at once."""
    found = []
    if not reason.strip():
        why = _ASKS_WHY.get(what, "Say why: the report prints your reason beside your name.")
        found.append(Refused(why, column="reason"))
    if what in _ASKS_WHO and not who.strip():
        found.append(Refused(_ASKS_WHO[what], column="who"))
    if what == FlagChoice.ASK_MITIGATION:
        found += _problems_of_day(due)
    if what == FlagChoice.ACCEPT:
        found += _problems_of_end(until)
    return tuple(found)


def _problems_of_day(due: date | None) -> list[Refused]:
    if due is None:
        return [Refused("Say by when it must be done.", column="due")]
    if due < timezone.localdate():
        return [Refused("The day by which it must be done must not be past.", column="due")]
    return []


def _problems_of_end(until: date | None) -> list[Refused]:
    today = timezone.localdate()
    if until is None:
        return [
            Refused("Say until when you accept it. On that day it opens again.", column="until")
        ]
    if until <= today:
        return [Refused("The day on which it opens again must be to come.", column="until")]
    if until > today + LONGEST:
        return [
            Refused("A risk is accepted for a year at most, then looked at again.", column="until")
        ]
    return []

"""Decide on one flag: accept it, ask for a change, or say that it does not apply."""

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
    reason, who = reason.strip(), who.strip()
    for problem in problems_of(what, reason=reason, who=who, due=due):
        raise problem
    bank = library_of(flag.assessment).bank
    word("severity", seen.severity)  # the words' file is read before the transaction
    with transaction.atomic():
        now = Flag.objects.of(flag.organisation_id).select_for_update().get(id=flag.id)
        finding = Finding.model_validate(now.finding)
        if Standing(now.standing) not in OPEN_STANDINGS:
            raise Refused(
                f"There is nothing to decide any more: this flag is {now.get_standing_display()}.",
                what_to_do="Go back to the list of flags.",
            )
        if finding_hash(seen) != now.finding_hash:
            changes = " ".join(changes_between(seen, finding, bank))
            raise Refused(
                f"This flag changed while you looked. {changes}",
                what_to_do="Read it again, then decide.",
            )
        decision = FlagDecision.objects.of(flag.organisation_id).create(
            flag=now,
            what=what,
            reason=reason,
            who=who if what == FlagChoice.ASK_MITIGATION else "",
            due=due if what == FlagChoice.ASK_MITIGATION else None,
            by_id=by.id if by.kind is ActorKind.PERSON else None,
            by_name=by.name,
            by_role=role_in_words(by, flag.organisation_id),
            finding=now.finding,
            finding_hash=now.finding_hash,
        )
        audit.record(
            organisation=flag.organisation_id,
            by=by,
            verb="flag.decided",
            subject=now,
            sentence=f"Decided on the flag “{now.title}”: {what.label.lower()}.",
            details={
                "what": what.value,
                "reason": reason,
                "who": decision.who,
                "due": decision.due,
                "finding": now.finding_hash,
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

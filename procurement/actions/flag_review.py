"""What else people do in a flag's review: change how grave it is, note a reply, look at what fell."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from content.words import word
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.lifecycle import Standing
from procurement.models import Flag, FlagReply, LoweredFlag, SeverityChange
from procurement.queries import TO_CHECK, with_decisions
from procurement.rulebook.schema import SEVERITIES


def change_severity(
    *, flags: Sequence[Flag], held: str, seen: str, reason: str, by: Actor
) -> tuple[SeverityChange, ...]:
    """Return the changes by which flags that are shown as one are held to be as grave as `held`.

    Parameters
    ----------
    flags : flags of one assessment, as they are shown together now.
    held : one of `SEVERITIES`; what the rule says takes an earlier change back.
    seen : how grave the whole was on the page.

    Raises
    ------
    Refused
        With `column` naming the part that cannot be used: held or reason.
    """
    reason = reason.strip()
    if held not in SEVERITIES:
        raise Refused("Choose how grave it is.", column="held")
    if not reason:
        raise Refused(
            "Say why: the report prints what the rule says, what you say, and your reason.",
            column="reason",
        )
    words: dict[str, str] = {
        each: word("severity", each) for each in SEVERITIES
    }  # read before the transaction
    of = flags[0].organisation_id
    with transaction.atomic():
        rows = list(
            Flag.objects.of(of).select_for_update().filter(id__in=[one.id for one in flags])
        )
        states = with_decisions(rows)
        if any(Standing(row.standing) == Standing.CLEARED for row in rows):
            raise Refused("This flag was cleared.", what_to_do="Go back to the list of flags.")
        now = states[0].severity
        if now != seen:
            raise Refused(
                f"This flag changed while you looked: it is “{words[now]}” now.",
                what_to_do="Read it again, then decide.",
            )
        if now == held:
            raise Refused(f"It is “{words[held]}” already.", column="held")
        made = []
        for state in states:
            change = SeverityChange.objects.of(of).create(
                flag=state.flag,
                found=state.finding.severity,
                held=held,
                reason=reason,
                by_id=by.id if by.kind is ActorKind.PERSON else None,
                by_name=by.name,
                by_role=role_in_words(by, of),
            )
            made.append(change)
            audit.record(
                organisation=of,
                by=by,
                verb="flag.severity_changed",
                subject=state.flag,
                sentence=(
                    f"Changed how grave “{state.flag.title}” is: from “{words[state.severity]}” to "
                    f"“{words[held]}”."
                ),
                details={
                    "found": state.finding.severity, "was": state.severity, "held": held,
                    "reason": reason,
                },
            )  # fmt: skip
    return tuple(made)


def note_reply(*, flag: Flag, words: str, said_by: str, by: Actor) -> FlagReply:
    """Return what the vendor says to the flag, kept beside it. It decides nothing.

    Raises
    ------
    Refused
        With `column` naming the part that is missing: words or said_by.
    """
    words, said_by = words.strip(), said_by.strip()
    if not words:
        raise Refused("Write what the vendor said.", column="words")
    if not said_by:
        raise Refused("Say who at the vendor said it.", column="said_by")
    with transaction.atomic():
        reply = FlagReply.objects.of(flag.organisation_id).create(
            flag=flag,
            words=words,
            said_by=said_by,
            by_id=by.id if by.kind is ActorKind.PERSON else None,
            by_name=by.name,
            by_role=role_in_words(by, flag.organisation_id),
        )
        audit.record(
            organisation=flag.organisation_id,
            by=by,
            verb="flag.reply_noted",
            subject=flag,
            sentence=f"Noted what {said_by} says to the flag “{flag.title}”.",
            details={"words": words, "said_by": said_by},
        )
    return reply


def check_lowered(*, flags: Sequence[Flag], seen: frozenset[str], by: Actor) -> int:
    """Say that somebody looked at what fell through the vendor's answer; return how many it was.

    `seen` holds `fall_of` of each as the page showed it.

    Raises
    ------
    Refused
        If something else fell meanwhile, or somebody looked already.
    """
    of = flags[0].organisation_id
    with transaction.atomic():
        rows = list(
            LoweredFlag.objects.of(of)
            .select_for_update()
            .filter(flag__in=flags, **TO_CHECK)
            .select_related("flag")
        )
        if not rows:
            raise Refused(
                "There is nothing to check any more.", what_to_do="Go back to the list of flags."
            )
        if seen != frozenset(map(fall_of, rows)):
            raise Refused(
                "It changed again while you looked.", what_to_do="Read what changed, then confirm."
            )
        for row in rows:
            row.checked_by_id = by.id if by.kind is ActorKind.PERSON else None
            row.checked_by_name, row.checked_by_role = by.name, role_in_words(by, of)
            row.checked_at = timezone.now()
            row.save()
            audit.record(
                organisation=of,
                by=by,
                verb="flag.change_checked",
                subject=row.flag,
                sentence=f"Looked at what changed under “{row.flag.title}”.",
                details={"lowered_by": row.lowered_by},
            )
    return len(rows)


def fall_of(lowered: LoweredFlag) -> str:
    """Return what tells one state of a fall from another."""
    return f"{lowered.id} {lowered.lowered_at.isoformat()}"

"""What people decided, in sentences, with name, role and day. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils import timezone

from content.words import word
from procurement.agreed_condition import TradeOff
from procurement.wording.flags import day
from reports.content.decisions import (
    Confirmed,
    Decided,
    DecisionStanding,
    FellUnchecked,
    FlagDecided,
    SeverityHeld,
    Signing,
)
from reports.content.report_content import ReportContent

CHANGED = "Changed since this was decided: it does not count until somebody confirms it."

# What stands on each page of a report while no decision counts, behind and above its text.
MARKS: Mapping[DecisionStanding, str] = {
    "none": "Proposed, not decided",
    "changed": "Decision no longer counts",
    "waits": "Decision not confirmed yet",
    "counts": "",
}
# Why what stands for the decision is only what the rules suggest.
NOT_COUNTING: Mapping[DecisionStanding, str] = {
    "none": "Proposed: nobody has decided yet.",
    "changed": "Proposed: something changed since somebody decided, so that does not count.",
    "waits": "Proposed: the decision is not confirmed yet.",
    "counts": "",
}

_FLAG_SAID = {
    "accept": "Accepted by {who}, on {on}: {reason}",
    "not_applicable": "Does not apply, says {who}, on {on}: {reason}",
    "ask_mitigation": "A change first, asks {who}, on {on}: {reason}",
    "confirm": "Confirmed by {who}, on {on}: {reason}",
    "verify": "The change was seen, says {who}, on {on}: {reason}",
    "escalate": "Handed up by {who}, on {on}: {reason}",
    "reopen": "Opened again on {on}: {reason}",
}


def flag_decision_in_words(decided: FlagDecided) -> str:
    """Return a decision on a flag as sentences."""
    said = [
        _FLAG_SAID[decided.what].format(
            who=_signed(decided.by, decided.role), on=_day(decided.at), reason=ended(decided.reason)
        )
    ]
    if decided.due is not None:
        said.append(f"{decided.who}, by {day(decided.due)}.")
    elif decided.who and decided.what == "verify":
        said.append(f"Seen by {ended(decided.who)}")
    elif decided.who:
        said.append(f"It is for {decided.who} to decide.")
    if decided.shown_by:
        said.append(f"Shown by: {ended(decided.shown_by)}")
    if decided.until is not None:
        said.append(f"Until {day(decided.until)}.")
    if decided.lapsed and decided.what == "accept":
        said.append("That time is over: it is open again.")
    said += _signatures(decided.confirmed, decided.waits)
    return " ".join([*said, CHANGED] if decided.changed_since else said)


def decision_in_words(content: ReportContent) -> str:
    """Return who decided on the whole and when, or why no decision counts and what the rules suggest.

    What a reader must know comes before what people wrote, which may be cut short.
    """
    decided = content.decision
    if decided is None:
        return (
            "Suggested by the rules and the tests. Nobody has decided yet: this report is proposed, "
            "not decided."
        )
    by = f"{_signed(decided.by, decided.role)}, on {_day(decided.at)}."
    now = f"The rules suggest “{word('suggestion', content.suggestion)}”"
    value = f"“{word('suggestion', decided.value)}”"
    signatures = _signatures(decided.confirmed, decided.waits)
    said = {
        "changed": [
            f"{now} now. The decision {value} no longer counts: something changed since.",
            f"Decided by {by}",
            *signatures,
        ],
        "waits": [
            f"{now}. The decision does not count yet.",
            *signatures,
            f"It is {value}. Decided by {by}",
        ],
    }.get(content.decision_standing, [f"Decided by {by}", *signatures])
    return " ".join([*said, *_reason(decided)])


def _reason(decided: Decided) -> Iterator[str]:
    """Yield where the decision parts from what was suggested then, why, and whose the trade-off is."""
    if decided.suggested == decided.value:
        yield f"The rules suggested the same. {ended(decided.reason)}"
    else:
        suggested = word("suggestion", decided.suggested)
        yield f"The rules suggested “{suggested}”; decided otherwise because: {ended(decided.reason)}"
    if decided.trade_off is not None:
        yield f"The trade-off was chosen by {ended(decided.trade_off.who)}"


def trade_off_in_words(chosen: TradeOff) -> str:
    """Return who chose to pay less for what the tests showed, when and why."""
    return f"Chosen by {chosen.who}, on {day(chosen.on)}: {ended(chosen.why)}"


def held_in_words(held: SeverityHeld) -> str:
    """Return how grave a flag is by our rules, who holds it otherwise, and why."""
    return (
        f"By our rules it is “{word('severity', held.found)}”. Held to be "
        f"“{word('severity', held.held)}” by {_signed(held.by, held.role)}, on {_day(held.at)}: "
        f"{ended(held.reason)}"
    )


def fall_in_words(fell: FellUnchecked) -> str:
    """Return that a flag fell through an answer nobody has checked."""
    now = f"to “{word('severity', fell.now)}”" if fell.now else "and cleared"
    return (
        f"{fell.title}: fell from “{word('severity', fell.before)}” {now}, because {fell.by} "
        f"answered otherwise on {_day(fell.at)}. Nobody has checked it."
    )


def signing_in_words(signing: Signing) -> tuple[str, ...]:
    """Return how the firm signs, and what it says of its data protection officer."""
    rule = {
        "": "The firm has not said how it signs: one signature counts.",
        "two_people": "The firm signs with two people.",
        "one_and_adviser": "The firm signs with one person and its adviser.",
        "one_person": (
            "The firm signs with one person only, with a night in between: no second review."
        ),
    }[signing.rule]
    officer = {
        "": "",
        "named": f"Data protection officer: {signing.officer_words}.",
        "none_needed": f"No data protection officer is needed, it says: {ended(signing.officer_words)}",
        "not_sure": "Whether it needs a data protection officer is not settled.",
    }[signing.officer]
    return tuple(filter(None, (rule, officer)))


def _signatures(confirmed: Confirmed | None, waits: str | None) -> list[str]:
    if confirmed is not None and confirmed.same:
        return [f"Confirmed by the same person on {_day(confirmed.at)}; no second review."]
    if confirmed is not None:
        return [f"Confirmed by {_signed(confirmed.by, confirmed.role)}, on {_day(confirmed.at)}."]
    return [waits] if waits else []


def _day(at: datetime) -> str:
    return day(timezone.localtime(at).date())


def ended(sentence: str) -> str:
    """Return what a person wrote, ended as a sentence."""
    said = sentence.strip()
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _signed(name: str, role: str | None) -> str:
    return f"{name}, {role}" if role else name

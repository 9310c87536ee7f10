"""The part of a report's content that tells what people decided."""

from datetime import date, datetime
from typing import Literal

from content.shape import Content
from procurement.agreed_condition import AgreedCondition, TradeOff
from procurement.rulebook.schema import Severity
from reports.suggestion import Ground
from reports.suggestion_table import Suggested


class Confirmed(Content):
    """The second signature on a decision. `same`: by who decided, after a night."""

    by: str
    role: str | None
    at: datetime
    same: bool


class FlagDecided(Content):
    """What a person decided on one flag.

    `reason` says why; for a change asked for, what must be done; for one that was made, what was
    seen. `who` sees to a change, saw it made, or has to decide. `until` is the day on which an
    acceptance ends. `changed_since`: the flag says something else or weighs more now. `lapsed`: the
    acceptance has ended. `waits`: what a second signature waits for. Where one of these holds, the
    decision counts for nothing.
    """

    rule: str
    what: Literal[
        "accept", "ask_mitigation", "not_applicable", "confirm", "verify", "escalate", "reopen"
    ]
    reason: str
    who: str | None
    due: date | None
    by: str
    role: str | None
    at: datetime
    changed_since: bool
    until: date | None = None
    shown_by: str | None = None
    lapsed: bool = False
    waits: str | None = None
    confirmed: Confirmed | None = None


class FlagReplied(Content):
    """What the vendor says to one flag, who there said it, and when. It decides nothing."""

    rule: str
    words: str
    said_by: str
    at: datetime


class SeverityHeld(Content):
    """How grave a person holds a flag to be, where its rule says otherwise."""

    rule: str
    found: Severity
    held: Severity
    reason: str
    by: str
    role: str | None
    at: datetime


class FellUnchecked(Content):
    """A flag that fell through a vendor's answer that nobody has checked; `now` None: it cleared."""

    rule: str
    title: str
    before: Severity
    now: Severity | None
    by: str
    at: datetime


class Signing(Content):
    """How the firm signs, and its data protection officer, as it said itself; empty: not said."""

    rule: Literal["", "two_people", "one_and_adviser", "one_person"]
    officer: Literal["", "named", "none_needed", "not_sure"]
    officer_words: str = ""


DecisionStanding = Literal["none", "changed", "waits", "counts"]


class Decided(Content):
    """What a person decided on the whole, and what the machine suggested at that moment.

    `changed_since`: the suggestion or its grounds are not the same any more. `waits`: what a second
    signature waits for.
    """

    value: Suggested
    reason: str
    conditions: tuple[AgreedCondition, ...]
    by: str
    role: str | None
    at: datetime
    suggested: Suggested
    grounds: tuple[Ground, ...]
    changed_since: bool
    trade_off: TradeOff | None = None
    waits: str | None = None
    confirmed: Confirmed | None = None


def standing_of(decision: Decided | None, signing: Signing | None) -> DecisionStanding:
    """Return whether a decision on the whole counts, and if not, why.

    none: nobody decided. changed: what the rules suggest is not what it was then. waits: the firm's
    second signature is missing. Only one that counts is the firm's word.
    """
    if decision is None:
        return "none"
    if decision.changed_since:
        return "changed"
    asks_for_two = signing is not None and bool(signing.rule)
    return "waits" if asks_for_two and decision.confirmed is None else "counts"

"""The part of a report's content that tells what people decided."""

from datetime import date, datetime
from typing import Literal

from content.shape import Content
from procurement.agreed_condition import AgreedCondition
from reports.suggestion import Ground, Suggested


class FlagDecided(Content):
    """What a person decided on one flag.

    `reason` says why or, for a change asked for, what must be done. `changed_since`: the flag says
    something else now, so the decision counts for nothing until it is confirmed.
    """

    rule: str
    what: Literal["accept", "ask_mitigation", "not_applicable"]
    reason: str
    who: str | None
    due: date | None
    by: str
    role: str | None
    at: datetime
    changed_since: bool


class Decided(Content):
    """What a person decided on the whole, and what the machine suggested at that moment.

    `changed_since`: the suggestion or its grounds are not the same any more.
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

"""What a decision carries beside its reason: conditions, and who chose the trade-off. Pure."""

from datetime import date

from content.shape import Content


class AgreedCondition(Content):
    """One thing that must be done, who sees to it, the last day for it, and how we will know."""

    what: str
    who: str
    due: date
    how: str = ""


class TradeOff(Content):
    """Who chose to pay less for what the tests showed, on which day, and why."""

    who: str
    on: date
    why: str

"""One condition of a decision: what must be done, by whom, by when. Pure."""

from datetime import date

from content.shape import Content


class AgreedCondition(Content):
    """One thing that must be done, who sees to it, and the last day for it."""

    what: str
    who: str
    due: date

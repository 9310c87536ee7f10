"""The part of a report's content on examples that are asked again each month. No text stands in it."""

from datetime import date

from content.shape import Content


class AskedOn(Content):
    """One day's answers, against those of `since`; `told_on` is when the vendor had told of a change."""

    on: date
    since: date
    changed: int
    worse: int
    better: int
    told_on: date | None


class AskedAgain(Content):
    """One fixed set of examples: how many, of how many the right answer is known, and each month.

    `sentence` says the newest, `range` what it says of all the work, and `method` how that was
    worked out; empty where no range can be given.
    """

    name: str
    n: int
    known: int
    drawn: bool
    first_on: date
    sentence: str
    range: str
    months: tuple[AskedOn, ...]
    method: str = ""

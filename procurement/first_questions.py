"""How far somebody is with the first questions of an assessment."""

from procurement.answered import Answered
from procurement.facts.fact import State
from procurement.triage.loader import load_triage


def open_page(answered: Answered, *, after: int = 0) -> int | None:
    """Return the number of the next page on which something is not said yet, or None.

    Those after a page come first, then the ones before it. What an older bank does not ask is
    nobody's to answer.
    """
    pages = load_triage().pages
    open_ = [
        number
        for number, page in enumerate(pages, start=1)
        if any(answered.asked(key) is not None and not _said(answered, key) for key in page.keys)
    ]
    return next((number for number in open_ if number > after), next(iter(open_), None))


def _said(answered: Answered, key: str) -> bool:
    return answered.facts.find(key).state in (State.KNOWN, State.NON_ANSWER)

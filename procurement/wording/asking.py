"""Why a vendor's question has no answer, in words: not being asked is no refusal. Pure."""

from dataclasses import dataclass
from datetime import date

from procurement.wording.answers import day_in_words


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of the asking of one question.

    Attributes
    ----------
    asked_on : the day on which the vendor was asked; None if nobody asked.
    due_on : the day by which it was to answer, if one was named.
    is_waiting : whether it can still answer by what it was sent.
    """

    asked_on: date | None = None
    due_on: date | None = None
    is_waiting: bool = False


NOT_ASKED = Asking()


def why_unanswered(asking: Asking, today: date) -> str:
    """Return why a vendor's question is open, as one sentence without a full stop.

    It never says that the vendor would not say: that is an answer, and somebody has to give it.
    """
    if asking.asked_on is None:
        return "The vendor was not asked"
    if asking.due_on is None:
        return f"The vendor was asked on {day_in_words(asking.asked_on)}"
    if today <= asking.due_on:
        return f"The vendor has until {day_in_words(asking.due_on)} to answer"
    return f"The vendor did not answer by {day_in_words(asking.due_on)}"

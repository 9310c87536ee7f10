"""The first day of use held against the day the DPIA was signed. Pure."""

from datetime import date

from procurement.facts.fact_base import FactBase
from procurement.wording.answers import day_in_words

_BEFORE = "A DPIA comes before the first use of people’s data."


def timing(facts: FactBase, signed_on: date | None, today: date) -> tuple[str, ...]:
    """Return plainly which of the two came first, or what is not known of it.

    `signed_on` is the day the first DPIA was signed, None while there is none. A day counts only
    where one is on file and no two sources disagree.
    """
    uses = {str(value) for value in facts.find("in_use").values}
    if len(uses) != 1:
        return ("Whether the tool is in use already was not answered.",)
    (use,) = uses
    if use == "thinking":
        return ("The tool is not in use yet.", *_not_signed(signed_on))
    started = facts.find("go_live_date").values
    start = started[0] if len(started) == 1 and isinstance(started[0], date) else None
    if use not in ("trying", "in_use", "stopped"):
        return ("Whether the tool is in use already is not known.",)
    if start is None:
        return ("The first day of use is not known, so nobody can say which came first.",)
    words = day_in_words(start)
    if signed_on is not None:
        signed = day_in_words(signed_on)
        if start < signed_on:
            late = (signed_on - start).days
            days = f"{late} day{'' if late == 1 else 's'}"
            return (
                f"Use began on {words}. The DPIA was signed on {signed}, {days} later. {_BEFORE}",
            )
        return (f"The DPIA was signed on {signed}. Use began, or begins, on {words}: not before.",)
    if start <= today:
        return (f"Use began on {words}, and no DPIA is signed. {_BEFORE}",)
    return (f"Use begins on {words}. No DPIA is signed yet. {_BEFORE}",)


def _not_signed(signed_on: date | None) -> tuple[str, ...]:
    if signed_on is None:
        return ()
    return (f"The DPIA was signed on {day_in_words(signed_on)}.",)

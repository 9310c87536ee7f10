"""On which day of a month the same examples are due again. Pure."""

from datetime import date

FIRST_DAY, LAST_DAY = 1, 28


def due_since(on: date, *, day: int, begun: date) -> date | None:
    """Return the last day up to `on` on which asking was due; None before the first one.

    Parameters
    ----------
    day
        The day of the month, 1 to 28, so that every month has it.
    begun
        The day of the first answers: nothing is due on it or before.
    """
    due = on.replace(day=day)
    if due > on:
        due = on.replace(year=on.year - 1, month=12, day=day) if on.month == 1 else on.replace(
            month=on.month - 1, day=day
        )  # fmt: skip
    return due if due > begun else None


def next_due(on: date, *, day: int) -> date:
    """Return the first day after `on` on which asking is due."""
    due = on.replace(day=day)
    if due > on:
        return due
    return (
        due.replace(year=on.year + 1, month=1)
        if on.month == 12
        else due.replace(month=on.month + 1)
    )

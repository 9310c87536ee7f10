"""What is looked at once a year: when it is due again, and what has grown old. Pure."""

from datetime import date


def due_again(on: date) -> date:
    """Return the same day of the next year; after 29 February, the 28th."""
    try:
        return on.replace(year=on.year + 1)
    except ValueError:
        return on.replace(year=on.year + 1, day=28)


def is_old(on: date, today: date) -> bool:
    """Return whether something said on a day is more than twelve months old."""
    return today > due_again(on)

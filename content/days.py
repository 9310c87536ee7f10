"""Days as people in Britain type them."""

from datetime import date, datetime

DAY_FORMATS = (
    "%d %B %Y",
    "%d %b %Y",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y-%m-%d",
)


def day_meant(typed: str) -> date | None:
    """Return the day somebody typed (`4 December 2026`, `4/12/2026`, `2026-12-04`), or None."""
    words = " ".join(typed.split())
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None

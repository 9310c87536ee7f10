"""Finds a column by the names that people give it. Pure."""

from collections.abc import Sequence


def find(present: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the column that bears the earliest of `names`, whatever its capitals and blanks."""
    by_name = {" ".join(each.replace("_", " ").split()).casefold(): each for each in present}
    return next((by_name[name] for name in names if name in by_name), None)

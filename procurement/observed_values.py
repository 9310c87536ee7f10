"""Writes an observed value as JSON and reads it back as it was. Pure."""

from datetime import date
from typing import Any

from procurement.facts.values import Members, NonAnswer, Value


def to_json(value: Value) -> Any:
    """Return the value as JSON that says what sort it is."""
    if isinstance(value, Members):
        return {
            "members": sorted(value.known),
            "whole": value.whole,
            "untold": sorted(answer.value for answer in value.untold),
        }
    if isinstance(value, NonAnswer):
        return {"non_answer": value.value}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{value!r} is nothing one can observe")


def from_json(written: Any) -> Value:
    """Return the value that `to_json` wrote."""
    if not isinstance(written, dict):
        if isinstance(written, bool | int | float | str):
            return written
        raise TypeError(f"{written!r} is no written value")
    if "members" in written:
        return Members(
            frozenset(written["members"]),
            written["whole"],
            frozenset(NonAnswer(answer) for answer in written["untold"]),
        )
    if "date" in written:
        return date.fromisoformat(written["date"])
    return NonAnswer(written["non_answer"])

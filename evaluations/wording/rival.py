"""What the other side of a comparison is called: the bigger version, or an earlier one. Pure."""

from collections.abc import Mapping
from typing import Any

from content.words import word


def rival_of(evaluation: Mapping[str, Any]) -> str:
    """Return the other side's name inside a sentence: "the bigger version"."""
    # Tests made before there was a choice say nothing of it.
    return word("rival", evaluation.get("rival") or "bigger")


def capital(said: str) -> str:
    """Return the words as a heading or a sentence begins with them."""
    return said[:1].upper() + said[1:]

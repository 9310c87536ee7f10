"""Marks that turn the direction of a text (Unicode Annex 9): a name could hide its end behind one."""

import re
from typing import Final

# What embeds, overrides or isolates, and what ends that. A letter's own direction stays.
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_turns(text: str) -> str:
    """Return the text without the marks that turn what follows them; no word is lost."""
    return _TURNS.sub("", text)

"""Reads a typed name: what of it is looked at, and its words. Every step takes linear time."""

import re
import unicodedata
from collections.abc import Sequence

# A product's name has no more; what a hostile visitor adds is not looked at.
LONGEST_NAME = 200
# Characters that show nothing, or turn the direction of what follows: control, format, half a pair.
_UNSEEN = ("Cc", "Cf", "Cs")
_WORD = re.compile(r"\d+(?:\.\d+)*[a-z]?(?![a-z])|\d+(?:\.\d+)*|[^\W\d_]+")
GAP = "..."


def tidied(typed: str) -> str:
    """Return a name as it is shown and read: one line, usual letters, 200 characters at most."""
    shown = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFKC", typed[:LONGEST_NAME])
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    return " ".join(shown.split())[:LONGEST_NAME].rstrip()


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters: `Qwen3-8B` is qwen, 3, 8b."""
    return tuple(_WORD.findall(name.lower()))


def stands_in(phrase: str, words: Sequence[str]) -> bool:
    """Return whether the words of a phrase stand in a name, side by side and in this order.

    `...` in a phrase is a gap of any length: `gemini ... flash`.
    """
    start = 0
    for piece in phrase.split(GAP):
        wanted = words_of(piece)
        here = next(
            (
                at
                for at in range(start, len(words) - len(wanted) + 1)
                if tuple(words[at : at + len(wanted)]) == wanted
            ),
            None,
        )
        if here is None:
            return False
        start = here + len(wanted)
    return True

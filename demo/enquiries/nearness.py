"""How alike two messages are, so that no half holds what the other has shown already."""

import re
from collections.abc import Iterable
from typing import Final

# Jaccard similarity: what two messages share, of all that either holds.
MOST_WORDS_SHARED: Final = 0.6
MOST_FIVES_SHARED: Final = 0.5


class Seen:
    """Messages kept so far, as sets of words and of five letters in a row."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: list[tuple[frozenset[str], frozenset[str]]] = []

    def holds_like(self, text: str) -> bool:
        """Return whether a kept message is nearly this one."""
        words, fives = _parts(text)
        return any(
            _shared(words, others) >= MOST_WORDS_SHARED
            or _shared(fives, other_fives) >= MOST_FIVES_SHARED
            for others, other_fives in self._kept
        )

    def keep(self, text: str) -> None:
        """Remember a message."""
        self._kept.append(_parts(text))


def plain(text: str) -> str:
    """Return the text in small letters, with one blank for everything that is no letter or digit."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _parts(text: str) -> tuple[frozenset[str], frozenset[str]]:
    bare = plain(text)
    fives: Iterable[str] = (bare[at : at + 5] for at in range(max(len(bare) - 4, 1)))
    return frozenset(bare.split()), frozenset(fives)


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    both = len(ours & theirs)
    return both / ((len(ours) + len(theirs) - both) or 1)

"""A text model's words: which there are, their numbers, and the tokenizer file that says so."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SparseCounts = Any  # a scipy CSR array: its stubs do not know its two dimensions
PADDING, UNKNOWN = "[PAD]", "[UNK]"
# What the tokenizer's "Whitespace" splits at: words, and runs of signs.
_PIECE: Final = re.compile(r"\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class WordList:
    """Words in the order of their numbers; the first two are padding and every unknown word."""

    words: tuple[str, ...]

    def counts(self, texts: Sequence[str]) -> SparseCounts:
        """Return each text as word counts over the root of its length, shape ``(n, words)``."""
        places = {word: number for number, word in enumerate(self.words)}
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, text in enumerate(texts):
            found = [places.get(piece, 1) for piece in pieces(text)]
            rows += [row] * len(found)
            columns += found
            values += [1 / np.sqrt(len(found))] * len(found)
        places_of_values = (np.array(rows, np.int64), np.array(columns, np.int64))
        return sparse.csr_array(
            (np.array(values, np.float32), places_of_values), shape=(len(texts), len(self.words))
        )

    def rarity(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return each word's smoothed inverse document frequency over `texts`, shape ``(words,)``."""
        held = np.diff(self.counts(texts).tocsc().indptr)
        weights: NDArray[np.float64] = np.log((1 + len(texts)) / (1 + held)) + 1
        return weights

    def tokenizer(self) -> bytes:
        """Return tokenizer.json."""
        special = [
            {
                "id": number,
                "content": word,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number, word in enumerate(self.words[:2])
        ]
        shown = {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": special,
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "Whitespace"},
            "post_processor": None,
            "decoder": None,
            "model": {
                "type": "WordLevel",
                "vocab": {word: number for number, word in enumerate(self.words)},
                "unk_token": UNKNOWN,
            },
        }
        return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def pieces(text: str) -> list[str]:
    """Return the words and signs of `text` in small letters."""
    return _PIECE.findall(text.lower())


def word_list(texts: Iterable[str], *, fewest: int) -> WordList:
    """Return the words that stand at least `fewest` times in `texts`, the commonest first."""
    found = Counter(piece for text in texts for piece in pieces(text))
    often = sorted((-count, word) for word, count in found.items() if count >= fewest)
    return WordList((PADDING, UNKNOWN, *(word for _, word in often)))

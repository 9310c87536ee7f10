"""What every format gives the profile that runs models: one way to ask for some rows' answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

TABLE_ROWS, TEXT_ROWS = 16_384, 256

# Yields what the model gave, as arrays or lists of maps, with the number of rows each is for.
Ask = Callable[[int, int], Iterator[tuple[Sequence[Any], int]]]


def none_cut() -> int:
    """Return 0: no text was cut, for there is none."""
    return 0


@dataclass(frozen=True, slots=True)
class Running:
    """A model that is open and joined to its columns.

    `ask(start, stop)` runs it on these rows. `lists` may name its classes, the likeliest first;
    `certain` says that the first one does. `softmax` says that its scores may be logits. `gives` is
    "labels", "numbers", or "" where the file does not say. `fed` is "dense" or "sparse" for a kind
    of model that often reads tables without their zeros; where these would count as missing,
    `zeros_left_out(start, stop)` gives the answers as if they were. `cut` counts texts that were
    too long.
    """

    ask: Ask
    at_once: int
    lists: Sequence[list[str]] = ()
    certain: bool = False
    softmax: bool = False
    gives: str = ""
    fed: str = ""
    zeros_left_out: Ask | None = None
    cut: Callable[[], int] = none_cut

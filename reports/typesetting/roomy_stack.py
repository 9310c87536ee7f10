"""Runs a call with all its frames in one piece of memory.

CPython keeps the frames of Python functions in pieces of 16 KiB. It asks the system for a piece when one
is full, and gives it back when the first frame in it ends (`push_chunk` and `_PyThreadState_PopFrame` in
Python/pystate.c of 3.11). Laying out pages goes up and down across such an edge a hundred
thousand times: measured, a third of its time went into that. A frame that is larger than a piece gets a
piece large enough at once, and the frames of all that it calls lie in what is left of it.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# Slots of 8 bytes: more than 1 MiB, so that the piece is of 2 MiB and nearly half of it is left.
_SLOTS = 140_000


def on_one_piece(call: Callable[[], T]) -> T:
    """Return what `call` returns."""
    return call()


on_one_piece.__code__ = on_one_piece.__code__.replace(co_stacksize=_SLOTS)

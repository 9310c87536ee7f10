"""Reads what comes out of a jail, believing nothing: frames of known kinds and bounded lengths.

What the frames hold is checked by whoever asked for them (`reading`, `inspecting`, `predicting`).
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from sandbox.contract import ChannelBroken
from sandbox.runner.frames import HEADER, LONGEST, MAGIC, Kind


class FrameReader:
    """Cuts a stream of bytes into frames."""

    def __init__(self, most: int) -> None:
        """Accept at most `most` bytes in all."""
        self._left = most
        self._held = bytearray()

    def feed(self, piece: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Take a piece of the stream and yield each frame it completes. ChannelBroken if it is none."""
        self._left -= len(piece)
        if self._left < 0:
            raise OutputTooLong("More came out than the limit allows.")
        self._held += piece
        while len(self._held) >= HEADER.size:
            magic, kind, length = HEADER.unpack_from(self._held)
            if magic != MAGIC:
                raise ChannelBroken(f"A frame began with {bytes(magic)!r}.")
            if kind not in LONGEST:
                raise ChannelBroken(f"A frame was of unknown kind {kind}.")
            if length > LONGEST[Kind(kind)]:
                raise ChannelBroken(f"A frame of kind {kind} claimed {length} bytes.")
            if len(self._held) < HEADER.size + length:
                return
            payload = bytes(self._held[HEADER.size : HEADER.size + length])
            del self._held[: HEADER.size + length]
            yield Kind(kind), payload

    @property
    def in_the_middle(self) -> bool:
        """Return whether the stream stopped inside a frame."""
        return bool(self._held)


class OutputTooLong(ChannelBroken):
    """The output limit was passed."""


def read_json(payload: bytes) -> dict[str, Any]:
    """Return a frame's JSON object. ChannelBroken if it is anything else, or holds NaN or infinity."""
    try:
        content = json.loads(payload.decode("ascii"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as problem:
        raise ChannelBroken(f"A frame held no JSON: {type(problem).__name__}.") from problem
    if not isinstance(content, dict):
        raise ChannelBroken("A frame held JSON that is no object.")
    return content


def _refuse(word: str) -> float:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number

"""Reads Universal Binary JSON, in which XGBoost writes its models. Standard library and NumPy only.

Only what XGBoost writes is read: objects, lists, lists of one kind with a count, texts, numbers.
"""

import struct
from typing import Any

import numpy as np

from sandbox.runner.codes import Code, Trouble

NUMBERS = {
    b"i": (1, ">i1"), b"U": (1, ">u1"), b"I": (2, ">i2"), b"l": (4, ">i4"), b"L": (8, ">i8"),
    b"d": (4, ">f4"), b"D": (8, ">f8"),
}  # fmt: skip
PLAIN = {b"Z": None, b"T": True, b"F": False}
DEEPEST = 64


class UbjReader:
    """Reads one value from bytes. Trouble for anything that is not whole."""

    def __init__(self, content: bytes) -> None:
        """Stand at the start of `content`."""
        self._content = content
        self._at = 0

    def read(self) -> Any:
        """Return the value that begins here."""
        return self._value(self._take(1), 0)

    def _value(self, marker: bytes, depth: int) -> Any:
        if depth > DEEPEST:
            raise Trouble(Code.TOO_DEEP)
        if marker in NUMBERS:
            return self._number(marker)
        if marker in PLAIN:
            return PLAIN[marker]
        if marker == b"S":
            return self._text()
        if marker == b"C":
            return self._take(1).decode("latin-1")
        if marker == b"{":
            return self._object(depth)
        if marker == b"[":
            return self._list(depth)
        raise _broken()

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._peek() != b"}":
            key = self._text()
            found[key] = self._value(self._take(1), depth + 1)
        self._at += 1
        return found

    def _list(self, depth: int) -> Any:
        kind = b""
        if self._peek() == b"$":
            self._at += 1
            kind = self._take(1)
        if self._peek() == b"#":
            self._at += 1
            count = self._count()
            if kind in NUMBERS:
                size, dtype = NUMBERS[kind]
                return np.frombuffer(self._take(count * size), dtype=dtype)
            # Each entry takes at least its marker, or its own bytes.
            if count > len(self._content) - self._at:
                raise _broken()
            return [self._value(kind or self._take(1), depth + 1) for _ in range(count)]
        if kind:
            raise _broken()
        found = []
        while self._peek() != b"]":
            found.append(self._value(self._take(1), depth + 1))
        self._at += 1
        return found

    def _text(self) -> str:
        return self._take(self._count()).decode("utf-8", "replace")

    def _count(self) -> int:
        marker = self._take(1)
        if marker not in NUMBERS or marker in {b"d", b"D"}:
            raise _broken()
        count = int(self._number(marker))
        if count < 0:
            raise _broken()
        return count

    def _number(self, marker: bytes) -> int | float:
        size, dtype = NUMBERS[marker]
        raw = self._take(size)
        if marker in {b"d", b"D"}:
            value: float = struct.unpack(">f" if marker == b"d" else ">d", raw)[0]
            return value
        return int.from_bytes(raw, "big", signed=dtype[1] == "i")

    def _peek(self) -> bytes:
        if self._at >= len(self._content):
            raise _broken()
        return self._content[self._at : self._at + 1]

    def _take(self, count: int) -> bytes:
        piece = self._content[self._at : self._at + count]
        if len(piece) != count:
            raise _broken()
        self._at += count
        return piece


def _broken() -> Trouble:
    return Trouble(Code.BROKEN_MODEL, found="xgboost_ubj")

"""Reads the header of a GGUF file: its metadata and the list of its tensors. Never the weights.

Every length is checked against the bytes that are left, so nothing is believed and nothing is large.
"""

import math
import os
import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB

HEADER_MOST = 256 * MIB
TEXT_KEPT = 4_000
ENTRIES_MOST = 100_000
VERSIONS = {2, 3}
# Kind of value: bytes and how to read them.
PLAIN = {
    0: (1, "<B"), 1: (1, "<b"), 2: (2, "<H"), 3: (2, "<h"), 4: (4, "<I"), 5: (4, "<i"), 6: (4, "<f"),
    7: (1, "<?"), 10: (8, "<Q"), 11: (8, "<q"), 12: (8, "<d"),
}  # fmt: skip
TEXT, LIST = 8, 9
# Kind of number: our word, how many make a block, and the block's bytes (ggml.h).
BLOCKS: dict[int, tuple[str, int, int]] = {
    0: ("float32", 1, 4), 1: ("float16", 1, 2), 30: ("bfloat16", 1, 2), 28: ("float64", 1, 8),
    24: ("int8", 1, 1), 25: ("int16", 1, 2), 26: ("int32", 1, 4), 27: ("int64", 1, 8),
    2: ("4-bit (Q4_0)", 32, 18), 3: ("4-bit (Q4_1)", 32, 20), 6: ("5-bit (Q5_0)", 32, 22),
    7: ("5-bit (Q5_1)", 32, 24), 8: ("8-bit (Q8_0)", 32, 34), 9: ("8-bit (Q8_1)", 32, 36),
    10: ("2-bit (Q2_K)", 256, 84), 11: ("3-bit (Q3_K)", 256, 110), 12: ("4-bit (Q4_K)", 256, 144),
    13: ("5-bit (Q5_K)", 256, 176), 14: ("6-bit (Q6_K)", 256, 210), 15: ("8-bit (Q8_K)", 256, 292),
    16: ("2-bit (IQ2_XXS)", 256, 66), 17: ("2-bit (IQ2_XS)", 256, 74), 18: ("3-bit (IQ3_XXS)", 256, 98),
    19: ("1-bit (IQ1_S)", 256, 50), 20: ("4-bit (IQ4_NL)", 32, 18), 21: ("3-bit (IQ3_S)", 256, 110),
    22: ("2-bit (IQ2_S)", 256, 82), 23: ("4-bit (IQ4_XS)", 256, 136), 29: ("1-bit (IQ1_M)", 256, 56),
}  # fmt: skip


@dataclass(slots=True)
class GgufHeader:
    """What the header says. A list in the metadata is kept as its length."""

    version: int
    metadata: dict[str, Any] = field(default_factory=dict)
    by_format: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    tensors: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A list in the metadata: how many entries it has."""

    length: int


class _Reader:
    """Reads forward through a file, never past the header's greatest size or the file's end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.left = min(HEADER_MOST, os.fstat(stream.fileno()).st_size)

    def take(self, count: int) -> bytes:
        if not 0 <= count <= self.left:
            raise _broken()
        self.left -= count
        piece = self._stream.read(count)
        if len(piece) != count:
            raise _broken()
        return piece

    def skip(self, count: int) -> None:
        if not 0 <= count <= self.left:
            raise _broken()
        self.left -= count
        self._stream.seek(count, os.SEEK_CUR)

    def whole(self, form: str) -> int:
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return int(value)

    def text(self) -> str:
        length = self.whole("<Q")
        kept = min(length, TEXT_KEPT)
        start = self.take(kept)
        self.skip(length - kept)
        return start.decode("utf-8", "replace")


def read_gguf(stream: BinaryIO) -> GgufHeader:
    """Return the header of the GGUF file in `stream`. Trouble where it is damaged or made up."""
    reader = _Reader(stream)
    reader.take(4)
    version = reader.whole("<I")
    if version not in VERSIONS:
        raise _broken()
    tensors, entries = reader.whole("<Q"), reader.whole("<Q")
    # A tensor takes at least 24 bytes here, an entry 13.
    if tensors > reader.left // 24 or entries > min(ENTRIES_MOST, reader.left // 13):
        raise _broken()
    found = GgufHeader(version, tensors=tensors)
    for _ in range(entries):
        key = reader.text()
        found.metadata[key[:TEXT_KEPT]] = _value(reader, reader.whole("<I"), 0)
    for _ in range(tensors):
        reader.text()
        sizes = [reader.whole("<Q") for _ in range(_few(reader.whole("<I")))]
        kind, _place = reader.whole("<I"), reader.whole("<Q")
        count = math.prod(sizes)
        name, block, size = BLOCKS.get(kind, (f"kind {kind}", 1, 0))
        if count > 2**50:
            raise _broken()
        found.by_format[name] += count
        found.bytes += -(-count // block) * size
    return found


def _value(reader: _Reader, kind: int, depth: int) -> Any:
    if kind in PLAIN:
        size, form = PLAIN[kind]
        return struct.unpack(form, reader.take(size))[0]
    if kind == TEXT:
        return reader.text()
    if kind == LIST and depth < 4:
        inner, length = reader.whole("<I"), reader.whole("<Q")
        if inner in PLAIN:
            reader.skip(length * PLAIN[inner][0])
        else:
            if length > reader.left // 8:
                raise _broken()
            for _ in range(length):
                _value(reader, inner, depth + 1)
        return Listed(length)
    raise _broken()


def _few(count: int) -> int:
    if count > 8:
        raise _broken()
    return count


def _broken() -> Trouble:
    return Trouble(Code.BROKEN_MODEL, found="gguf")


def facts_of(header: GgufHeader) -> dict[str, Any]:
    """Return what the header shows; a key that cannot be told is absent."""
    held = header.metadata
    kind = _text(held.get("general.architecture"))
    count = sum(header.by_format.values())
    tokens = held.get("tokenizer.ggml.tokens")
    named = [held.get(f"general.base_model.0.{part}") for part in ("name", "repo_url")]
    facts: dict[str, Any] = {
        "format_version": header.version,
        "declared_architecture": kind,
        "model_name": _text(held.get("general.name")),
        "declared_description": _text(held.get("general.description")),
        "licence": _text(held.get("general.license")),
        "base_model": next((_text(each) for each in named if _text(each)), None),
        "quantised_by": _text(held.get("general.quantized_by")),
        "declared_layers": _whole(held.get(f"{kind}.block_count")),
        "declared_hidden_size": _whole(held.get(f"{kind}.embedding_length")),
        "maximum_length": _whole(held.get(f"{kind}.context_length")),
        "vocabulary_size": tokens.length if isinstance(tokens, Listed) else None,
        "chat_template": "present" if _text(held.get("tokenizer.chat_template")) else None,
        "tensors": header.tensors,
        "parameters": count,
        "weight_bytes": header.bytes,
        "external_data": False,
    }
    if count:
        facts["number_formats"] = {
            name: held / count for name, held in header.by_format.most_common(40)
        }
        facts["bytes_per_parameter"] = header.bytes / count
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _text(value: Any) -> str:
    return value.strip()[:200] if isinstance(value, str) else ""


def _whole(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < 2**31 else None

"""Reads the header of a safetensors file: the list of its tensors. Never the weights."""

import json
import math
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB

HEADER_MOST = 100 * MIB
TENSORS_MOST = 1_000_000
# Kind of number: our word, and its bits.
NUMBERS = {
    "F64": ("float64", 64), "F32": ("float32", 32), "F16": ("float16", 16), "BF16": ("bfloat16", 16),
    "F8_E4M3": ("float8", 8), "F8_E5M2": ("float8", 8), "F8_E8M0": ("float8", 8), "F4": ("4-bit", 4),
    "I64": ("int64", 64), "I32": ("int32", 32), "I16": ("int16", 16), "I8": ("int8", 8), "U8": ("uint8", 8),
    "U16": ("uint16", 16), "U32": ("uint32", 32), "U64": ("uint64", 64), "BOOL": ("bool", 8),
}  # fmt: skip
LAYER = re.compile(r"(?:^|\.)(?:layers?|blocks?|h)\.(\d{1,4})\.")
NORMALISATION = re.compile(r"(?:layer_?norm|norm\d?|ln_?\w?)\.(?:weight|gamma)$", re.IGNORECASE)
BASE_MODEL = (
    "base_model",
    "base_model_name_or_path",
    "teacher",
    "distilled_from",
    "ss_sd_model_name",
)
LICENCE = ("license", "licence")


@dataclass(slots=True)
class SafetensorsHeader:
    """What the header says."""

    metadata: dict[str, str]
    by_format: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    tensors: int = 0
    layers: set[int] = field(default_factory=set)
    widths: Counter[int] = field(default_factory=Counter)


def read_safetensors(stream: BinaryIO) -> SafetensorsHeader:
    """Return the header of the file in `stream`. Trouble where it is damaged or made up."""
    whole = os.fstat(stream.fileno()).st_size
    length = int.from_bytes(stream.read(8), "little")
    if not 2 <= length <= min(HEADER_MOST, whole - 8):
        raise _broken()
    try:
        held = json.loads(stream.read(length))
        return _read(held, whole - 8 - length)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise _broken() from problem


def _read(held: dict[str, Any], room: int) -> SafetensorsHeader:
    said = held.pop("__metadata__", None) or {}
    found = SafetensorsHeader({str(key).lower(): str(value) for key, value in said.items()})
    if len(held) > TENSORS_MOST:
        raise _broken()
    for name, tensor in held.items():
        word, bits = NUMBERS.get(tensor["dtype"], (str(tensor["dtype"])[:20], 0))
        sizes = [int(size) for size in tensor["shape"]]
        start, stop = (int(place) for place in tensor["data_offsets"])
        count = math.prod(sizes)
        fits = bits == 0 or -(-count * bits // 8) == stop - start
        if any(size < 0 for size in sizes) or not (0 <= start <= stop <= room and fits):
            raise _broken()
        found.by_format[word] += count
        found.bytes += stop - start
        found.tensors += 1
        found.layers.update(int(number) for number in LAYER.findall(name))
        if len(sizes) == 1 and NORMALISATION.search(name):
            found.widths[sizes[0]] += 1
    return found


def facts_of(header: SafetensorsHeader) -> dict[str, Any]:
    """Return what the header shows; a key that cannot be told is absent."""
    said = header.metadata
    count = sum(header.by_format.values())
    facts: dict[str, Any] = {
        "model_name": _first(said, ("name", "modelspec.title")),
        "declared_architecture": _first(said, ("architecture", "modelspec.architecture")),
        "base_model": _first(said, BASE_MODEL),
        "licence": _first(said, LICENCE),
        "metadata": {key[:200]: value[:200] for key, value in list(said.items())[:200]} or None,
        "tensors": header.tensors,
        "parameters": count,
        "weight_bytes": header.bytes,
        "external_data": False,
    }
    if header.layers == set(range(len(header.layers))):
        facts["layers"] = len(header.layers) or None
    if header.widths:
        facts["hidden_size"] = header.widths.most_common(1)[0][0]
    if count:
        facts["number_formats"] = {
            name: held / count for name, held in header.by_format.most_common(40)
        }
        facts["bytes_per_parameter"] = header.bytes / count
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _first(said: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((said[key].strip()[:200] for key in keys if said.get(key)), "")


def _broken() -> Trouble:
    return Trouble(Code.BROKEN_MODEL, found="safetensors")

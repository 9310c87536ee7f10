"""Tags for the precision of a model's numbers: Q4_K_M, int8, AWQ, BF16. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from procurement.rulebook.table_schema import GgufBits

FULL_BITS = 16
_GGUF = re.compile(
    r"(?<![a-z0-9])i?q(?P<digit>[1-8])_(?:[01]|k|s|m|nl|xs|xxs)(?:_(?:s|m|l|xl|xs))?(?![a-z0-9])",
    re.IGNORECASE,
)
# Bits for each number where the tag itself says them; AWQ by its authors' definition.
_BITS = {
    "int8": 8, "w8a8": 8, "8-bit": 8, "8 bit": 8, "8bit": 8, "fp8": 8,
    "int4": 4, "w4a16": 4, "4-bit": 4, "4 bit": 4, "4bit": 4, "nf4": 4, "mxfp4": 4, "nvfp4": 4, "awq": 4,
    "fp16": 16, "f16": 16, "bf16": 16,
}  # fmt: skip
_PLAIN = re.compile(
    f"(?<![a-z0-9])(?:{'|'.join(map(re.escape, _BITS))})(?![a-z0-9])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Precision:
    """One tag, and about how many bits it usually stores each of a model's numbers in.

    Attributes
    ----------
    tag : as it stands in the name.
    bits : above 0 and at most 16; measured on one model where `measured`, else the tag's own figure.
    band : what such a number of bits is called; empty where the table has no word.
    advice : what usually follows for a buyer; empty where the table has none.
    """

    tag: str
    start: int
    bits: float
    measured: bool
    band: str
    advice: str


def gguf_spans(name: str) -> tuple[tuple[int, int], ...]:
    """Return where GGUF tags stand in a name, from and to."""
    return tuple(found.span() for found in _GGUF.finditer(name))


def precisions_in(name: str, table: GgufBits) -> tuple[Precision, ...]:
    """Return the precision tags of a name in the order in which they stand, each once."""
    found = sorted(_found(name, table), key=lambda one: one.start)
    return tuple({one.tag.lower(): one for one in reversed(found)}.values())[::-1]


def _found(name: str, table: GgufBits) -> Iterator[Precision]:
    measured = {tag.lower(): bits for tag, bits in table.bits_per_weight.items()}
    for tag in _GGUF.finditer(name):
        known = measured.get(tag[0].lower())
        bits = float(tag["digit"]) if known is None else known
        yield _precision(tag, bits, known is not None, table)
    for tag in _PLAIN.finditer(name):
        yield _precision(tag, float(_BITS[tag[0].lower()]), False, table)


def _precision(tag: re.Match[str], bits: float, measured: bool, table: GgufBits) -> Precision:
    band = next((band for band in table.bands if bits <= band.max_bits), None)
    return Precision(
        tag[0],
        tag.start(),
        bits,
        measured,
        band.label if band else "",
        band.flag if band else "",
    )

"""Maps the features that the parent wrote: plain typed columns behind a JSON header.

Layout: eight bytes of header length, the header, then each column at the place the header names.
Numbers are a plain array; texts are 64-bit offsets and one run of UTF-8. There are no nulls.
"""

import itertools
import json
import mmap
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` holds numbers; of a text column it holds the offsets into `text`."""

    name: str
    type: str
    values: npt.NDArray[Any]
    text: memoryview | None = None

    @property
    def is_text(self) -> bool:
        """Return whether it holds texts."""
        return self.type == TEXT

    def numbers(self, start: int, stop: int) -> npt.NDArray[Any]:
        """Return the numbers of these rows."""
        return self.values[start:stop]

    def texts(self, start: int, stop: int) -> list[str]:
        """Return the texts of these rows."""
        assert self.text is not None  # noqa: S101 - only asked of text columns
        offsets = self.values[start : stop + 1]
        piece = bytes(self.text[int(offsets[0]) : int(offsets[-1])])
        whole = piece.decode("utf-8")
        ends = offsets - offsets[0]
        if len(whole) != len(piece):
            # Characters before each byte: the bytes that begin one.
            begins = (np.frombuffer(piece, np.uint8) & 0xC0) != 0x80
            ends = np.concatenate([[0], np.cumsum(begins)])[ends]
        places = ends.tolist()
        return [whole[a:b] for a, b in itertools.pairwise(places)]


@dataclass(frozen=True, slots=True)
class Features:
    """All columns, in the parent's order."""

    rows: int
    columns: list[Column]


def map_features(descriptor: int) -> Features:
    """Return the features in the file behind `descriptor`, mapped and not copied."""
    view = memoryview(mmap.mmap(descriptor, 0, prot=mmap.PROT_READ))
    length = int.from_bytes(view[:8], "little")
    header = json.loads(bytes(view[8 : 8 + length]))
    rows: int = header["rows"]
    columns = []
    for each in header["columns"]:
        if each["type"] == TEXT:
            offsets = np.frombuffer(view, np.int64, rows + 1, each["at"])
            start = each["at"] + 8 * (rows + 1)
            columns.append(Column(each["name"], TEXT, offsets, view[start:]))
        else:
            values = np.frombuffer(view, np.dtype(each["type"]), rows, each["at"])
            columns.append(Column(each["name"], each["type"], values))
    return Features(rows, columns)

"""Label strings become integer codes once; everything after counts integers."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused

Codes = NDArray[np.int64]

MOST_LABELS = 1_000
FIRST_DATA_ROW = 2  # as a person counts a table: its header is row 1


@dataclass(frozen=True, slots=True, eq=False)
class EncodedKeys:
    """Keys that were encoded elsewhere: a number for each row, 0 to `count` - 1 in any order."""

    codes: Codes
    count: int

    def __len__(self) -> int:
        return len(self.codes)


Keys = Sequence[Hashable] | EncodedKeys


def encode_labels(**columns: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Codes]]:
    """Return the sorted union of all labels, and each column as positions in it.

    Parameters
    ----------
    **columns
        Columns of label strings, as lists or NumPy arrays; the name is used in refusals.

    Returns
    -------
    labels
        Every label seen in any column, sorted by code points.
    codes
        For each column, an array of positions in `labels`, shape ``(n,)``.

    Raises
    ------
    Refused
        If a cell is not a string, or there are more than `MOST_LABELS` different labels.
    """
    listed = {name: _as_list(column) for name, column in columns.items()}
    seen: set[Hashable] = set()
    for name, cells in listed.items():
        found = _distinct(cells, column=name)
        seen |= found
    if len(seen) > MOST_LABELS:
        raise too_many_labels(len(seen))
    labels = tuple(sorted(str(label) for label in seen))
    position: dict[Hashable, int] = {label: number for number, label in enumerate(labels)}
    return labels, {
        name: np.fromiter(map(position.__getitem__, cells), dtype=np.int64, count=len(cells))
        for name, cells in listed.items()
    }


def too_many_labels(number: int, *, file: str | None = None, column: str | None = None) -> Refused:
    """Return the refusal of so many different labels."""
    return Refused(
        f"There are {number:,} different labels, and a class needs several rows to be measured.",
        file=file,
        column=column,
        what_to_do=f"Use at most {MOST_LABELS:,} labels; free text cannot be one.",
    )


def encode_keys(keys: Iterable[Hashable] | EncodedKeys) -> tuple[Codes, int]:
    """Return each key as a number in order of first appearance, and how many keys there are.

    Keys that are encoded already keep their numbers.
    """
    if isinstance(keys, EncodedKeys):
        return keys.codes, keys.count
    position: dict[Hashable, int] = {}
    cells = _as_list(keys)
    codes = np.fromiter(
        (position.setdefault(key, len(position)) for key in cells), dtype=np.int64, count=len(cells)
    )
    return codes, len(position)


def _as_list(column: Iterable[Hashable]) -> list[Hashable]:
    # An array's own items are slow to hash one by one; as a list they are plain Python strings.
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _distinct(cells: list[Hashable], *, column: str) -> set[Hashable]:
    try:
        found = set(cells)
    except TypeError:
        found = {None}
    if all(isinstance(label, str) for label in found):
        return found
    row = next(number for number, cell in enumerate(cells) if not isinstance(cell, str))
    raise Refused(
        "This cell holds no label.",
        row=row + FIRST_DATA_ROW,
        column=column,
        what_to_do="Give every row a label, as text.",
    )

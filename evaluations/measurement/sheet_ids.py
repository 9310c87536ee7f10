"""Which row of a sheet carries the id of which example: at once where they are few, else by hashes in files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluations.measurement.hashed_rows import ROWS_AT_ONCE, HashedRows, hashes_of_texts
from evaluations.measurement.row_blocks import blocks
from evaluations.measurement.some_rows import FoundRows, SomeRows
from sandbox.spill import spilled_zeros


@dataclass(frozen=True, slots=True)
class Ids:
    """So many ids, and what gives those from one place to another."""

    rows: int
    read: Callable[[int, int], list[str]]

    def whole(self) -> list[str]:
        """Return all of them."""
        return self.read(0, self.rows)

    def at(self, place: int) -> str:
        """Return one of them."""
        return self.read(place, place + 1)[0]


@dataclass(frozen=True, slots=True, eq=False)
class MatchedIds:
    """Ids on a sheet laid beside those that were asked for.

    Attributes
    ----------
    order : for each example the row of the sheet that carries its id; anything where none does.
    repeated : rows of the sheet whose id stands further up already.
    missing : places of examples whose id is not there.
    extra : rows of the sheet whose id is no example's.
    """

    order: NDArray[np.int64]
    repeated: SomeRows
    missing: SomeRows
    extra: SomeRows

    @property
    def is_empty(self) -> bool:
        """Return whether no example's id stands there."""
        return self.missing.count == len(self.order)


def match_ids(
    given: Ids, wanted: Ids, folder: Path | None, *, at_once: int = ROWS_AT_ONCE
) -> MatchedIds:
    """Lay the ids of a sheet beside those of the examples.

    Parameters
    ----------
    given, wanted
        The ids on the sheet, and of the examples.
    folder
        Where hashes of many ids are kept; without one they are held in memory.
    at_once
        About how many hashes to look at together.
    """
    if folder is None:
        return _held(given.whole(), wanted.whole())
    hashed = HashedRows(
        folder, given.rows + wanted.rows, [("asked", "<i1"), ("place", "<i8")], at_once=at_once
    )
    for asked, ids in enumerate((given, wanted)):
        for start, stop in blocks(ids.rows):
            texts = np.array(ids.read(start, stop), dtype=object)
            hashed.append(hashes_of_texts(texts), asked=asked, place=np.arange(start, stop))
    order = spilled_zeros(folder, np.int64, wanted.rows)
    repeated, missing, extra = FoundRows(), FoundRows(), FoundRows()
    for rows, starts in hashed.parts("asked", "place"):
        run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
        asked_for, place = rows["asked"] == 1, rows["place"]
        stands = np.bincount(run[~asked_for], minlength=len(starts))[run] > 0
        known = np.bincount(run[asked_for], minlength=len(starts))[run] > 0
        again = ~asked_for
        again[starts] = False
        repeated.take(place[again])
        missing.take(place[asked_for & ~stands])
        extra.take(place[~asked_for & ~known])
        found = asked_for & stands
        order[place[found]] = place[starts][run[found]]
    return MatchedIds(order, repeated.told(), missing.told(), extra.told())


def _held(given: list[str], wanted: list[str]) -> MatchedIds:
    place: dict[str, int] = {}
    repeated, missing, extra = FoundRows(), FoundRows(), FoundRows()
    repeated.take([at for at, key in enumerate(given) if place.setdefault(key, at) != at])
    missing.take([at for at, key in enumerate(wanted) if key not in place])
    known = set(wanted)
    extra.take([at for at, key in enumerate(given) if key not in known])
    order = np.array([place.get(key, 0) for key in wanted], dtype=np.int64)
    return MatchedIds(order, repeated.told(), missing.told(), extra.told())

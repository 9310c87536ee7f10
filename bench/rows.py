"""What every bench gives: rows of ours beside a peer's, with the bar they are held to, and their table."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

HEAD = ("what", "ours", "peer", "peer's", "ratio", "bar", "met")


@dataclass(frozen=True)
class Row:
    """One measurement.

    `ours` and `theirs` are in `unit`, and `peer` names whose `theirs` is. Where there is a peer the
    ratio ours / theirs is held to the bar, else `ours` itself; `least` says that the bar is the
    least and not the most. Without a bar nothing is held.
    """

    what: str
    ours: float
    unit: str = "s"
    peer: str = ""
    theirs: float | None = None
    bar: float | None = None
    least: bool = False

    @property
    def ratio(self) -> float | None:
        """Return ours / theirs, None without a peer."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Return whether the bar is met, None without one."""
        if self.bar is None:
            return None
        held = self.ours if self.ratio is None else self.ratio
        return held >= self.bar if self.least else held <= self.bar

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        bar = "" if self.bar is None else f"{'>=' if self.least else '<='} {self.bar:g}"
        return (
            self.what,
            _number(self.ours, self.unit),
            self.peer,
            "" if self.theirs is None else _number(self.theirs, self.unit),
            "" if self.ratio is None else f"{self.ratio:.3f}",
            bar,
            {None: "", True: "met", False: "NOT MET"}[self.met],
        )


def print_rows(rows: Iterable[Row]) -> list[Row]:
    """Print each row as it comes, under a head, and return them all."""
    kept = []
    _print_line(HEAD)
    for row in rows:
        _print_line(row.cells())
        kept.append(row)
    return kept


def in_turn(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the shortest time of each, in seconds, all taking turns: neighbours only ever add."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def _number(value: float, unit: str) -> str:
    return f"{value:,.4f}" if not unit else f"{value:,.3f} {unit}"


def _print_line(cells: tuple[str, ...]) -> None:
    what, *others = cells
    widths = (14, 34, 14, 8, 9, 0)
    print(
        f"{what:<66}"
        + "".join(f"{cell:>{width}}  " for cell, width in zip(others, widths, strict=True)),
        flush=True,
    )

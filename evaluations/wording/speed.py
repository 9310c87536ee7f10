"""How fast each version was, how much memory it took, and how large it is. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from evaluations.wording import counts

_TIMES: Final = (
    ("p50_ms", "Time of one answer, the middle one"),
    ("p95_ms", "Time of one answer, 95 of 100 are faster"),
    ("p99_ms", "Time of one answer, 99 of 100 are faster"),
)


def speed_rows(evaluation: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Return what was timed: what, this version, the other one; empty where we ran neither."""
    sides = [evaluation["student"], evaluation["teacher"]]
    if not any(side and side["speed"] for side in sides):
        return ()
    rows = [
        ("Answers a second, many at once", *(_speed(side, "records_per_second", "") for side in sides)),
        *((said, *(_speed(side, key, " ms") for side in sides)) for key, said in _TIMES),
        ("Most memory it took", *(_memory(side) for side in sides)),
        ("Size of its file", *(_bytes(side["bytes"]) if _ran(side) else _none(side) for side in sides)),
        ("Seconds to load", *(_seconds(side["speed"]["load_seconds"]) if _ran(side) else _none(side) for side in sides)),
        ("Processor threads it used", *(str(side["speed"]["threads"]) if _ran(side) else _none(side) for side in sides)),
    ]  # fmt: skip
    told = {"", "not run", "not timed"}
    return tuple((what, this, other) for what, this, other in rows if {this, other} - told)


def _speed(side: Mapping[str, Any] | None, key: str, unit: str) -> str:
    if side is None or not _ran(side):
        return _none(side)
    number = side["speed"][key]
    if number["value"] is None:
        return "not timed"
    shown = f"{_figure(number['value'])}{unit}"
    if number["low"] is None:
        return f"{shown} (one run, no range)"
    return f"{shown} ({_figure(number['low'])} to {_figure(number['high'])})"


def _memory(side: Mapping[str, Any] | None) -> str:
    if side is None or not _ran(side):
        return _none(side)
    peak = side["speed"]["peak_bytes"]["value"]
    return _bytes(peak) if peak is not None else "not timed"


def _ran(side: Mapping[str, Any] | None) -> bool:
    return side is not None and side["speed"] is not None


def _none(side: Mapping[str, Any] | None) -> str:
    return "" if side is None else "not run"


def _figure(value: float) -> str:
    return (
        f"{value:,.0f}" if value >= 100 else counts.count(value) if value >= 1 else f"{value:.2g}"
    )


def _seconds(value: float) -> str:
    return f"{value:.2g}" if value >= 0.01 else "under 0.01"


def _bytes(size: float) -> str:
    return f"{size / 2**20:,.1f} MB" if size >= 2**20 else f"{size / 2**10:,.1f} kB"

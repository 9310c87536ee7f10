"""The report's charts: numbers in, SVG out. Each has its sentence; its table stands beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pages import drawing as draw

WIDTH = 660.0


@dataclass(frozen=True, slots=True)
class Range:
    """A measured number with its range, in counts of 100; `low` <= `value` <= `high`."""

    value: float
    low: float
    high: float


def ruler() -> str:
    """Return the graduated edge that heads each page."""
    ticks = [
        draw.line(x, 0, x, 8 if step % 5 == 0 else 4, stroke=draw.EDGE)
        for step in range(61)
        for x in (min(0.5 + step * 11, WIDTH - 0.5),)
    ]
    return draw.picture(
        width=WIDTH,
        height=8,
        title="Scale",
        parts=[draw.line(0, 0.5, WIDTH, 0.5, stroke=draw.EDGE), *ticks],
        css="r-ruler",
    )


def more_wrong(found: Range, *, limit: float | None, title: str) -> str:
    """Return the plot of how many more of 100 this version gets wrong than the bigger one.

    Positive is more wrong. `limit` is the buyer's own, in counts of 100.
    """
    reach = [found.low, found.high, 0.0, *([limit] if limit is not None else [])]
    step, low, high = _axis(min(reach), max(reach))
    scale = (WIDTH - 2) / (high - low)

    def at(value: float) -> float:
        return 1 + (value - low) * scale

    parts = []
    if limit is not None:
        parts += [
            draw.box(at(limit), 22, at(high) - at(limit), 40, fill=draw.LIMIT_PALE),
            draw.line(at(limit), 22, at(limit), 62, stroke=draw.LIMIT, width=2, dash="5 4"),
        ]
    parts += [
        draw.line(at(0), 22, at(0), 62, stroke=draw.INK, width=1.5),
        *_above(at(0), at(limit) if limit is not None else None),
        draw.line(at(found.low), 42, at(found.high), 42, stroke=draw.BRAND, width=10),
        draw.line(at(found.low), 31, at(found.low), 53, stroke=draw.BRAND, width=2.5),
        draw.line(at(found.high), 31, at(found.high), 53, stroke=draw.BRAND, width=2.5),
        draw.line(at(found.value), 27, at(found.value), 57, stroke=draw.WHITE, width=9),
        draw.line(at(found.value), 27, at(found.value), 57, stroke=draw.BRASS, width=3.5),
        draw.line(0, 62, WIDTH, 62, stroke=draw.EDGE),
    ]
    for index in range(round((high - low) / step) + 1):
        value = low + index * step
        labelled = index % 2 == 0
        parts.append(draw.line(at(value), 62, at(value), 72 if labelled else 68, stroke=draw.EDGE))
        if labelled:
            # A label at the very edge would stick out of the picture.
            anchor = "start" if at(value) < 8 else "end" if at(value) > WIDTH - 8 else "middle"
            parts.append(draw.words(at(value), 86, _count(abs(value)), anchor=anchor))
    parts += [
        draw.words(0, 102, "Fewer wrong"),
        draw.words(WIDTH, 102, "More wrong, in 100", anchor="end"),
    ]
    return draw.picture(width=WIDTH, height=106, title=title, parts=parts, css="r-plot")


def right_of_100(rows: Sequence[tuple[str, Range, bool]], *, title: str) -> str:
    """Return one bar a version: how many of 100 it gets right, with the range.

    Each row is its name, its range, and whether it is the version under test.
    """
    least = min(found.low for _, found, _ in rows)
    low = max(0.0, math.floor((least - 5) / 10) * 10)
    left, scale = 150.0, (WIDTH - 150.0 - 12) / (100 - low)
    parts = []
    for index, (name, found, tested) in enumerate(rows):
        y = 20 + index * 30
        colour = draw.BRAND if tested else draw.BIGGER
        x1, x2, x = (left + (value - low) * scale for value in (found.low, found.high, found.value))
        parts += [
            draw.words(0, y + 4, _cut(name, 24), fill=draw.INK, bold=tested),
            draw.line(x1, y, x2, y, stroke=colour, width=8 if tested else 3),
            draw.line(x1, y - 8, x1, y + 8, stroke=colour, width=2),
            draw.line(x2, y - 8, x2, y + 8, stroke=colour, width=2),
            draw.line(x, y - 11, x, y + 11, stroke=draw.WHITE, width=8),
            draw.line(x, y - 11, x, y + 11, stroke=draw.BRASS if tested else colour, width=3.5),
        ]
    floor = 20 + len(rows) * 30
    parts.append(draw.line(left, floor, WIDTH - 12, floor, stroke=draw.EDGE))
    for value in range(round(low), 101, 10 if low < 60 else 5):
        x = left + (value - low) * scale
        parts.append(draw.line(x, floor, x, floor + 6, stroke=draw.EDGE))
        parts.append(draw.words(x, floor + 20, str(value), anchor="middle"))
    parts.append(draw.words(0, floor + 20, "Right, in 100"))
    return draw.picture(width=WIDTH, height=floor + 26, title=title, parts=parts, css="r-plot")


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the strip: how many facts, and how the part is drawn."""

    name: str
    count: int
    fill: str
    outlined: bool = True


def rests_on(shares: Sequence[Share], *, title: str) -> str:
    """Return the strip that shows what the facts rest on."""
    total = sum(share.count for share in shares) or 1
    parts, x = [], 0.8
    for share in shares:
        if share.count:
            width = share.count / total * (WIDTH - 1.6)
            parts.append(_filled(share, x, 0.75, max(width - 1.5, 0.8), 14.5))
            x += width
    return draw.picture(width=WIDTH, height=16, title=title, parts=parts, css="r-strip")


def swatch(share: Share) -> str:
    """Return the small square that explains a part of the strip."""
    parts = [_filled(share, 1, 1, 10, 10)]
    return draw.picture(width=12, height=12, title="Key", parts=parts, css="r-sw")


def _filled(share: Share, x: float, y: float, width: float, height: float) -> str:
    stroke, dash = (draw.BRAND, None) if share.outlined else (draw.EDGE, "3 3")
    return draw.box(x, y, width, height, fill=share.fill, stroke=stroke, dash=dash)


def _axis(least: float, most: float) -> tuple[float, float, float]:
    """Return the tick step and the axis's ends: round numbers with air on both sides."""
    span = max(most - least, 1.0) * 1.25
    raw = span / 12
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    air = span * 0.08
    low = math.floor((least - air) / step) * step
    high = math.ceil((most + air) / step) * step
    if round(low / step) % 2:  # labelled ticks are every second one, and 0 is one of them
        low -= step
    return step, low, high


def _above(zero: float, limit: float | None) -> list[str]:
    """Return the two words above the plot, set apart when they would touch."""
    said = []
    shift = 0.0
    if limit is not None:
        close = limit - zero < 130
        shift = -6 if close else 0
        anchor = "start" if close else "end" if limit > WIDTH - 40 else "middle"
        said.append(
            draw.words(
                limit + (4 if close else 0),
                14,
                "Your limit",
                fill=draw.LIMIT_INK,
                bold=True,
                anchor=anchor,
            )
        )
    anchor = "end" if shift else "middle"
    if zero < 60:
        anchor = "start"
        zero = 0.0
    said.append(
        draw.words(zero + shift, 14, "No difference", fill=draw.INK, bold=True, anchor=anchor)
    )
    return said


def _count(value: float) -> str:
    return f"{value:g}" if abs(value - round(value)) > 1e-9 else str(round(value))


def _cut(said: str, longest: int) -> str:
    return said if len(said) <= longest else said[: longest - 1] + "…"

"""A test's charts: counts of 100 in, SVG out. Each has its sentence; its table stands beside it.

Places along the picture are per cent of its width, so the same bytes suit a phone and the PDF.
Colours are those of paper; the classes let a screen's style sheet change them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.wording.counts import Range
from pages import drawing as draw

PLOT = "wb-plot r-plot"
SIZE = 12.0
# Of the width of a phone: nearer to the edge than this, words begin or end at their place.
EDGE = 0.16
ZERO, LIMIT = (
    ("No difference", 0.36),
    ("Your limit", 0.28),
)  # the words, and how wide they are there


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high` with a tick every `step`, in counts of 100."""

    step: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where a value stands, as a share of the width."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Return the values that have a tick."""
        count = round((self.high - self.low) / self.step)
        return [self.low + index * self.step for index in range(count + 1)]


def more_wrong(found: Range, *, limit: float | None, title: str) -> str:
    """Return the plot of how many more of 100 this version gets wrong than the bigger one.

    Positive is more wrong. `limit` is the buyer's own, in counts of 100.
    """
    axis = _around([found.low, found.high, 0.0, *([limit] if limit is not None else [])])
    zero, low, high, middle = (
        draw.percent(axis.at(value)) for value in (0.0, found.low, found.high, found.value)
    )
    above, top = _above(axis.at(0.0), axis.at(limit) if limit is not None else None)
    bar, floor = top + 24, top + 46
    parts = []
    if limit is not None:
        place = draw.percent(axis.at(limit))
        parts += [
            draw.box(place, top, draw.percent(1 - axis.at(limit)), floor - top, fill=draw.LIMIT_PALE, css="past"),
            draw.line(place, top, place, floor, stroke=draw.LIMIT, width=2, dash="5 4", css="limit"),
        ]  # fmt: skip
    parts += [
        draw.line(zero, top, zero, floor, stroke=draw.INK, width=1.5, css="zero"),
        *above,
        draw.line(low, bar, high, bar, stroke=draw.BRAND, width=10, css="range"),
        draw.line(low, bar - 11, low, bar + 11, stroke=draw.BRAND, width=2.5, css="end"),
        draw.line(high, bar - 11, high, bar + 11, stroke=draw.BRAND, width=2.5, css="end"),
        draw.line(middle, bar - 15, middle, bar + 15, stroke=draw.WHITE, width=9, css="halo"),
        draw.line(middle, bar - 15, middle, bar + 15, stroke=draw.BRASS, width=3.5, css="needle"),
        *_scale(axis, floor, signed=False),
        _said(0, floor + 46, "Fewer wrong"),
        _said("100%", floor + 46, "More wrong, in 100", anchor="end"),
    ]
    return draw.wide_picture(height=floor + 52, title=title, parts=parts, css=PLOT, size=SIZE)


def right_of_100(rows: Sequence[tuple[str, Range, bool]], *, title: str) -> str:
    """Return one bar a version: how many of 100 it gets right, with the range.

    Each row is its name, its range, and whether it is the version under test.
    """
    least = min(found.low for _, found, _ in rows)
    low = max(0.0, math.floor((least - 5) / 10) * 10)
    axis = Axis(10 if low < 60 else 5, low, 100)
    parts = []
    for index, (name, found, tested) in enumerate(rows):
        y = 38 + index * 52
        colour, css = (draw.BRAND, "range") if tested else (draw.BIGGER, "bigger")
        needle = (draw.BRASS, "needle") if tested else (draw.BIGGER, "bigger-point")
        x1, x2, x = (draw.percent(axis.at(each)) for each in (found.low, found.high, found.value))
        parts += [
            _said(0, y - 22, _cut(name, 38), strong=tested),
            draw.line(x1, y, x2, y, stroke=colour, width=8 if tested else 3, css=css),
            draw.line(x1, y - 8, x1, y + 8, stroke=colour, width=2, css="end" if tested else "bigger-end"),
            draw.line(x2, y - 8, x2, y + 8, stroke=colour, width=2, css="end" if tested else "bigger-end"),
            draw.line(x, y - 11, x, y + 11, stroke=draw.WHITE, width=8, css="halo"),
            draw.line(x, y - 11, x, y + 11, stroke=needle[0], width=3.5, css=needle[1]),
        ]  # fmt: skip
    floor = 10 + len(rows) * 52
    parts += [*_scale(axis, floor, signed=True), _said(0, floor + 46, "Right, in 100")]
    return draw.wide_picture(height=floor + 52, title=title, parts=parts, css=PLOT, size=SIZE)


def kind_axis(highest: float) -> Axis:
    """Return the scale that all kinds of case share: 0 to a round number above `highest`."""
    step = next(step for step in (5.0, 10.0, 20.0, 25.0) if step * 4 >= highest)
    return Axis(step, 0.0, step * max(1, math.ceil(highest / step)))


def kind_scale(axis: Axis) -> str:
    """Return the numbers above the column of small plots."""
    parts = [_tick(axis, value, 14) for value in axis.ticks()]
    return draw.wide_picture(height=18, title="Scale", parts=parts, css=PLOT, size=SIZE)


def kind_of_case(axis: Axis, this: Range, bigger: float | None, *, worse: bool, title: str) -> str:
    """Return one kind's small plot: this version's range, and the bigger version's own number.

    All in counts of 100 that were wrong.
    """
    grid = [draw.percent(axis.at(value)) for value in axis.ticks()]
    low, high, middle = (draw.percent(axis.at(each)) for each in (this.low, this.high, this.value))
    colour = draw.WRONG if worse else draw.BRAND
    parts = [draw.line(x, 0, x, 26, stroke=draw.RULE, css="grid") for x in grid]
    parts += [
        draw.line(low, 13, high, 13, stroke=colour, width=5, css="thin bad" if worse else "thin"),
        draw.dot(middle, 13, 7, fill=colour, stroke=draw.WHITE, width=2, css="dot baddot" if worse else "dot"),
    ]  # fmt: skip
    if bigger is not None:
        place = draw.percent(axis.at(bigger))
        parts.append(
            draw.dot(place, 13, 5, fill=draw.WHITE, stroke=draw.BIGGER, width=2.5, css="ring")
        )
    return draw.wide_picture(height=26, title=title, parts=parts, css=PLOT, size=SIZE)


def _around(values: Sequence[float]) -> Axis:
    """Return an axis of round numbers with air on both sides."""
    least, most = min(values), max(values)
    span = max(most - least, 1.0) * 1.25
    raw = span / 12
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    air = span * 0.08
    low = math.floor((least - air) / step) * step
    high = math.ceil((most + air) / step) * step
    if round(low / step) % 2:  # labelled ticks are every second one, and 0 is one of them
        low -= step
    return Axis(step, low, high)


def _scale(axis: Axis, floor: float, *, signed: bool) -> list[str]:
    """Return the axis with its ticks; every second one is labelled unless all are (`signed`)."""
    parts = [draw.line(0, floor, "100%", floor, stroke=draw.EDGE, css="axis")]
    for index, value in enumerate(axis.ticks()):
        labelled = signed or index % 2 == 0
        x = draw.percent(axis.at(value))
        length = 9 if labelled else 5
        parts.append(draw.line(x, floor, x, floor + length, stroke=draw.EDGE, css="axis"))
        if labelled:
            parts.append(_tick(axis, value, floor + 24))
    return parts


def _tick(axis: Axis, value: float, y: float) -> str:
    share = axis.at(value)
    # A label at the very edge would stick out of the picture.
    anchor = "start" if share < 0.02 else "end" if share > 0.98 else "middle"
    return _said(draw.percent(share), y, _count(abs(value)), anchor=anchor)


def _above(zero: float, limit: float | None) -> tuple[list[str], float]:
    """Return the words above the plot, on two lines where they would touch, and where it begins."""
    if limit is None:
        return [_over(zero, 14, ZERO[0])], 22.0
    left, right = sorted([_reach(zero, ZERO[1]), _reach(limit, LIMIT[1])])
    touch = left[1] > right[0]
    said = [
        _over(zero, 32 if touch else 14, ZERO[0]),
        _over(limit, 14, LIMIT[0], limit=True),
    ]
    return said, 40.0 if touch else 22.0


def _anchor(share: float) -> str:
    return "start" if share < EDGE else "end" if share > 1 - EDGE else "middle"


def _reach(share: float, width: float) -> tuple[float, float]:
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[_anchor(share)] * width
    return share - before, share - before + width


def _over(share: float, y: float, said: str, *, limit: bool = False) -> str:
    return draw.words(
        draw.percent(share), y, said, size=None, fill=draw.LIMIT_INK if limit else draw.INK,
        bold=True, anchor=_anchor(share), css="lim-t" if limit else "strong",
    )  # fmt: skip


def _said(
    x: draw.Place, y: float, said: str, *, anchor: str = "start", strong: bool = False
) -> str:
    return draw.words(
        x, y, said, size=None, fill=draw.INK if strong else draw.INK_SOFT, anchor=anchor,
        bold=strong, css="strong" if strong else None,
    )  # fmt: skip


def _count(value: float) -> str:
    return f"{value:g}" if abs(value - round(value)) > 1e-9 else str(round(value))


def _cut(said: str, longest: int) -> str:
    return said if len(said) <= longest else said[: longest - 1] + "…"

"""Charts with two scales: counts of 100 upwards, and along the picture how sure, or how many sent on.

Places along the picture are per cent of its width, as in `charts`. Each has its table beside it.
"""

import itertools
import math
from collections.abc import Sequence
from typing import Final

from evaluations.wording.charts import PLOT, SIZE
from evaluations.wording.counts import Range
from pages import drawing as draw

TOP: Final = 36.0
FLOOR: Final = 226.0
HEIGHT: Final = 280.0
# The share of a phone's width that the counts on the left take.
LEFT: Final = 0.1
RIGHT: Final = 0.98


def reliability(points: Sequence[tuple[float, Range]], *, title: str) -> str:
    """Return how many of 100 were right, against how sure the version was.

    Each point is a mean confidence in per cent and the range of right answers in 100. On the broken
    line the version is as good as it says.
    """
    least = min([*(sure for sure, _ in points), *(found.low for _, found in points)])
    low = min(math.floor(least / 20) * 20, 80)
    ticks = range(low, 101, 20)
    parts = [_up(value, low, 100) for value in ticks]
    parts += [_along(_x((value - low) / (100 - low)), str(value)) for value in ticks]
    parts.append(
        draw.line(_x(0), FLOOR, _x(1), TOP, stroke=draw.BIGGER, width=2, dash="6 5", css="bigger")
    )
    for sure, found in points:
        x = _x((sure - low) / (100 - low))
        parts += _point(x, found, low, 100)
    parts += _scales("Right, in 100", "How sure it was, in per cent")
    return draw.wide_picture(height=HEIGHT, title=title, parts=parts, css=PLOT, size=SIZE)


def sending_on(points: Sequence[tuple[float, Range]], *, alone: float, title: str) -> str:
    """Return how many of 100 both versions together get wrong, by the share that is sent on.

    Each point is the share sent, 0 to 1, and the range of wrong answers in 100; `alone` is the
    number of the bigger version by itself, drawn as a broken line.
    """
    high = _round_up(max([alone, *(found.high for _, found in points)]))
    parts = [_up(value, 0, high) for value in (0, high / 2, high)]
    parts += [_along(_x(value / 100), str(value)) for value in (0, 25, 50, 75, 100)]
    y = _y(alone, 0, high)
    parts.append(
        draw.line(_x(0), y, _x(1), y, stroke=draw.BIGGER, width=2, dash="6 5", css="bigger")
    )
    for (before, first), (after, second) in itertools.pairwise(points):
        parts.append(
            draw.line(
                _x(before), _y(first.value, 0, high), _x(after), _y(second.value, 0, high),
                stroke=draw.BRAND, width=2, css="range-line",
            )
        )  # fmt: skip
    for share, found in points:
        parts += _point(_x(share), found, 0, high)
    parts += _scales("Wrong, in 100", "Sent on, of 100 cases")
    return draw.wide_picture(height=HEIGHT, title=title, parts=parts, css=PLOT, size=SIZE)


def _point(x: str, found: Range, low: float, high: float) -> list[str]:
    ends = (_y(found.low, low, high), _y(found.high, low, high))
    return [
        draw.line(x, ends[0], x, ends[1], stroke=draw.BRAND, width=3, css="thin-up"),
        draw.dot(x, _y(found.value, low, high), 5, fill=draw.BRAND, stroke=draw.WHITE, width=2, css="dot"),
    ]  # fmt: skip


def _up(value: float, low: float, high: float) -> str:
    y = _y(value, low, high)
    return draw.line(_x(0), y, _x(1), y, stroke=draw.RULE, css="grid") + draw.words(
        0, y + 4, f"{value:g}", size=None
    )


def _along(x: str, said: str) -> str:
    return draw.line(x, FLOOR, x, FLOOR + 6, stroke=draw.EDGE, css="axis") + draw.words(
        x, FLOOR + 24, said, size=None, anchor="middle"
    )


def _scales(upwards: str, along: str) -> list[str]:
    return [
        draw.line(_x(0), FLOOR, _x(1), FLOOR, stroke=draw.EDGE, css="axis"),
        draw.words(0, 14, upwards, size=None),
        draw.words("100%", FLOOR + 46, along, size=None, anchor="end"),
    ]


def _x(share: float) -> str:
    return draw.percent(LEFT + (RIGHT - LEFT) * share)


def _y(value: float, low: float, high: float) -> float:
    return FLOOR - (value - low) / (high - low) * (FLOOR - TOP)


def _round_up(value: float) -> float:
    return next(each for each in (2.0, 4.0, 10.0, 20.0, 40.0, 60.0, 100.0) if value <= each)

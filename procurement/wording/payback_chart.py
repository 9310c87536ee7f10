"""What has been paid month by month, as a picture: both versions' lines, and where they cross.

Places along the picture are per cent of its width, so that it suits a phone. Each line has its own
dash and its name beside it: colour alone says nothing.
"""

import math
from collections.abc import Sequence
from decimal import Decimal

from pages import drawing as draw
from procurement.payback.weighing import Cost
from procurement.wording.payback import about_pounds

HEIGHT = 220.0
TOP, FLOOR = 26.0, 176.0
# The share of a phone's width that the sums beside the lines take.
LEFT = 0.2
SIZE = 12.0


def paid_so_far(costs: Sequence[Cost], *, title: str) -> str:
    """Return the picture of `costs`, the first of them month 0.

    The bigger version is dashed, this one is whole; where one is a range, both its ends are drawn.
    """
    last = costs[-1]
    step = _step(max(last.cheap.high, last.dear.high, costs[0].cheap.high))
    most = step * 4
    parts = []
    for count in range(5):
        y = _y(step * count, most)
        parts.append(draw.line(draw.percent(LEFT), y, "100%", y, stroke=draw.RULE, css="grid"))
        parts.append(_said(0, y + 4, about_pounds(step * count), "start"))
    for month in _months(last.month):
        x = draw.percent(LEFT + (1 - LEFT) * month / last.month)
        parts.append(draw.line(x, FLOOR, x, FLOOR + 6, stroke=draw.EDGE, css="axis"))
        anchor = "end" if month == last.month else "middle"
        parts.append(_said(x, FLOOR + 24, str(month), anchor))
    parts.append(draw.line(draw.percent(LEFT), FLOOR, "100%", FLOOR, stroke=draw.EDGE, css="axis"))
    first = costs[0]
    for low, high in dict.fromkeys(
        [(first.dear.low, last.dear.low), (first.dear.high, last.dear.high)]
    ):
        parts.append(_sloping(low, high, most, draw.BIGGER, "bigger", dash="7 5"))
    for low, high in dict.fromkeys(
        [(first.cheap.low, last.cheap.low), (first.cheap.high, last.cheap.high)]
    ):
        parts.append(_sloping(low, high, most, draw.BRAND, "range-line"))
    parts.append(_said("100%", FLOOR + 44, "Months", "end"))
    return draw.wide_picture(
        height=HEIGHT, title=title, parts=parts, css="wb-plot wb-paid", size=SIZE
    )


def table_months(costs: Sequence[Cost]) -> list[Cost]:
    """Return the rows of the picture's table: its marked months."""
    marked = set(_months(costs[-1].month))
    return [each for each in costs if each.month in marked]


def _months(last: int) -> list[int]:
    step = max(3, last // 4)
    return list(range(0, last + 1, step))


def _sloping(
    start: Decimal, end: Decimal, most: Decimal, stroke: str, css: str, dash: str | None = None
) -> str:
    return draw.line(
        draw.percent(LEFT), _y(start, most), "100%", _y(end, most),
        stroke=stroke, width=3, css=css, dash=dash,
    )  # fmt: skip


def _y(value: Decimal, most: Decimal) -> float:
    return FLOOR - float(value / most) * (FLOOR - TOP)


def _step(highest: Decimal) -> Decimal:
    """Return a round sum, four of which reach `highest`."""
    if highest <= 0:
        return Decimal("0.25")
    raw = highest / 4
    power = Decimal(10) ** math.floor(raw.log10())
    return next(
        power * each for each in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * each >= raw
    )


def _said(x: draw.Place, y: float, said: str, anchor: str) -> str:
    return draw.words(x, y, said, size=None, anchor=anchor)

"""The small picture over the months: one column each, as high as answers changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages import drawing as draw

SIZE, TALL, FOOT, HEAD = 12.0, 110.0, 26.0, 20.0


@dataclass(frozen=True, slots=True)
class Month:
    """One asking: its day in short, and how many answers changed, of them for the worse."""

    said: str
    changed: int
    worse: int


def months_drawn(months: Sequence[Month], *, n: int, title: str) -> str:
    """Return the picture; its table stands beside it. `n` is how many examples there are.

    A column is as high as the share that changed of the highest number of all months; the part for
    the worse is filled, the rest is an outline, so that no colour has to be told from another.
    """
    most = max([each.changed for each in months] + [max(1, n // 5)])
    floor = HEAD + TALL
    width = 1 / max(len(months), 4)
    every = max(1, -(-len(months) // 6))
    parts = [draw.line(0, floor, "100%", floor, stroke=draw.EDGE, css="axis")]
    for at, each in enumerate(months):
        left = draw.percent(width * (at + 0.2))
        wide, middle = draw.percent(width * 0.6), draw.percent(width * (at + 0.5))
        high, bad = TALL * each.changed / most, TALL * each.worse / most
        if each.changed:
            parts.append(
                draw.box(left, floor - high, wide, high, fill=draw.BRAND_PALE, css="changed")
            )
        if each.worse:
            parts.append(draw.box(left, floor - bad, wide, bad, fill=draw.WRONG, css="worse"))
        parts.append(
            draw.words(
                middle, floor - high - 6, str(each.changed), size=None, fill=draw.INK, bold=True,
                anchor="middle", css="strong",
            )
        )  # fmt: skip
        if at % every == 0:
            parts.append(
                draw.words(
                    middle, floor + 18, each.said, size=None, fill=draw.INK_SOFT, anchor="middle"
                )
            )
    return draw.wide_picture(
        height=floor + FOOT, title=title, parts=parts, css="wb-plot r-plot w-months", size=SIZE
    )

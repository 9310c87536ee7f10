"""The report's charts: numbers in, SVG out. Each has its sentence; its table stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages import drawing as draw

WIDTH = 660.0


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

"""A few SVG elements, written as text with every value escaped.

Colours and sizes are presentation attributes: WeasyPrint does not pass page styles into an SVG, and
a strict content policy allows no style attribute. The same bytes serve page and PDF.
"""

from collections.abc import Sequence
from html import escape

FONT = "Hanken Grotesk, sans-serif"

INK = "#14201c"
INK_SOFT = "#43514b"
EDGE = "#6f7c76"
BRAND = "#12483d"
BRAND_PALE = "#a9c8bb"
BRASS = "#a8761a"
WHITE = "#ffffff"
LIMIT = "#b4540a"
LIMIT_INK = "#783804"
LIMIT_PALE = "#fbe6d3"
BIGGER = "#6d6a75"
WRONG = "#a3231d"
RULE = "#cdd5cf"


# A place along the picture: user units, or a share of its width such as "41.67%".
Place = float | str


def percent(share: float) -> str:
    """Return a place as a share of the picture's width: letters keep their size on any width."""
    return f"{number(share * 100)}%"


def number(value: float) -> str:
    """Return a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """Return one element; underscores in attribute names stand for hyphens."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def picture(*, width: float, height: float, title: str, parts: Sequence[str], css: str = "") -> str:
    """Return a whole SVG. `title` is what a screen reader says and what the PDF keeps as its text."""
    return element(
        "svg",
        element("title", escape(title)) + "".join(parts),
        class_=css or None,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
    )


def wide_picture(*, height: float, title: str, parts: Sequence[str], css: str, size: float) -> str:
    """Return an SVG as wide as the column it stands in, its letters `size` high.

    It has no viewBox, so that places in per cent stretch and letters do not.
    """
    return element(
        "svg",
        element("title", escape(title)) + "".join(parts),
        class_=css,
        width="100%",
        height=height,
        role="img",
        font_family=FONT,
        font_size=size,
    )


def line(
    x1: Place,
    y1: float,
    x2: Place,
    y2: float,
    *,
    stroke: str,
    width: float = 1,
    dash: str | None = None,
    css: str | None = None,
) -> str:
    """Return a straight line. `css` names what it is, for style sheets on a screen."""
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width,
        stroke_dasharray=dash, class_=css,
    )  # fmt: skip


def dot(
    x: Place,
    y: float,
    radius: float,
    *,
    fill: str,
    stroke: str,
    width: float,
    css: str | None = None,
) -> str:
    """Return a circle."""
    return element(
        "circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=width, class_=css
    )


def box(
    x: Place,
    y: float,
    width: Place,
    height: float,
    *,
    fill: str,
    stroke: str | None = None,
    dash: str | None = None,
    css: str | None = None,
) -> str:
    """Return a rectangle."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke,
        stroke_width=1.5 if stroke else None, stroke_dasharray=dash, class_=css,
    )  # fmt: skip


def words(
    x: Place,
    y: float,
    said: str,
    *,
    size: float | None = 12,
    fill: str = INK_SOFT,
    anchor: str = "start",
    bold: bool = False,
    css: str | None = None,
) -> str:
    """Return a line of text; `size` None takes the picture's."""
    return element(
        "text", escape(said), x=x, y=y, font_size=size, fill=fill, text_anchor=anchor,
        font_weight=600 if bold else None, class_=css,
    )  # fmt: skip


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)

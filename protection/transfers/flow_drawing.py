"""The places data goes to as a picture: your firm on top, the UK border, countries below it.

Every arrow bears the number of its line in the table. Places along the picture are per cent of its
width, so that it suits a phone and the same bytes serve page and PDF. Dashed: not known.
"""

from collections.abc import Sequence
from itertools import groupby

from pages import drawing as draw
from protection.transfers.sheet import Cover, Stop, TransferSheet

TRUNK, LEFT, RIGHT = 0.07, 0.19, 0.995
_TEXT = 0.22
_LINE, _PADDING, _GAP, _HEADING = 18.0, 13.0, 12.0, 30.0
_TOP, _FIRM = 4.0, 49.0
# What fits on a line of a phone.
_LETTERS = 29
_SAYS: dict[Cover, str] = {
    "covered": "Covered by UK regulations",
    "confirmed": "Covered, and confirmed",
    "not_confirmed": "Cover not confirmed",
    "not_covered": "Not covered",
}


def flow_today(sheet: TransferSheet) -> str:
    """Return the picture of every place data goes to now."""
    return _picture(sheet, sheet.stops, "today", "Your firm")


def flow_on_own_machines(sheet: TransferSheet) -> str:
    """Return the picture of what is left if the model runs on the buyer's own machines.

    Nothing where it runs there already.
    """
    if sheet.on_own_machines:
        return ""
    left = tuple(stop for stop in sheet.stops if stop.own_machines != "goes")
    return _picture(sheet, left, "own", "Your firm, running the model")


def _picture(sheet: TransferSheet, stops: Sequence[Stop], name: str, firm: str) -> str:
    y = _TOP
    parts = _heading(y, "In the United Kingdom")
    y += _HEADING - 6
    firm_at = y
    parts += [
        draw.box(
            draw.percent(0.005), y, draw.percent(0.99), _FIRM, fill="none", stroke=draw.BRAND, css="firm"
        ),
        draw.words(draw.percent(0.03), y + 20, firm, size=None, fill=draw.INK, bold=True, css="strong"),
        draw.words(draw.percent(0.03), y + 20 + _LINE, _short(sheet.buyer, 36), size=None),
    ]  # fmt: skip
    y += _FIRM + _GAP
    arrows: list[tuple[Stop, float]] = []
    for stop in (each for each in stops if each.cover == "home"):
        box, height = _box(stop, y)
        parts += box
        arrows.append((stop, y + height / 2))
        y += height + _GAP
    parts += _border(y)
    y += 34
    away = [each for each in stops if each.cover != "home"]
    for (country, cover), group in groupby(away, key=_country):
        parts += _heading(y, country, LEFT)
        parts.append(draw.words(draw.percent(LEFT), y + 14 + _LINE, cover, size=None))
        y += _HEADING - 8 + _LINE
        for stop in group:
            box, height = _box(stop, y)
            parts += box
            arrows.append((stop, y + height / 2))
            y += height + _GAP
    if not away:
        parts.append(
            draw.words(draw.percent(LEFT), y + 14, "Nothing goes abroad.", size=None, fill=draw.INK)
        )
        y += 30
    tip = f"tip-{name}"
    trunk = _arrows(firm_at + _FIRM, arrows, tip)
    return draw.wide_picture(
        height=y,
        title=told_aloud(stops, name),
        parts=[_tip(tip), *trunk, *parts],
        css="wb-plot wb-flow",
        size=13,
    )


def _country(stop: Stop) -> tuple[str, str]:
    if stop.code is None:
        return "Country not known", _short(stop.country, _LETTERS)
    return stop.country, _SAYS.get(stop.cover, "")


def told_aloud(stops: Sequence[Stop], name: str) -> str:
    """Return the picture in words: each place with its number. `name`: today or own."""
    when = "today" if name == "today" else "if the model ran on your own machines"
    said = "; ".join(
        f"{stop.number}, {stop.what}, {stop.country}, {stop.route.short}" for stop in stops
    )
    return f"Where data goes {when}. {said or 'It goes nowhere'}. The table says the same."


def _heading(y: float, said: str, left: float = 0.005) -> list[str]:
    return [
        draw.words(
            draw.percent(left), y + 14, _short(said, 32), size=None, fill=draw.INK, bold=True, css="strong"
        )
    ]  # fmt: skip


def _border(y: float) -> list[str]:
    return [
        draw.line(
            "0%", y + 12, "100%", y + 12, stroke=draw.BRASS, width=3, dash="10 5", css="border"
        ),
        draw.words("100%", y + 6, "UK border", size=None, anchor="end"),
    ]


def _box(stop: Stop, y: float) -> tuple[list[str], float]:
    lines = [stop.company or "Company not named", stop.data, stop.route.short]
    said = [each for each in lines if each]
    height = _PADDING + _LINE * (1 + len(said))
    x = draw.percent(_TEXT)
    parts = [
        draw.box(
            draw.percent(LEFT), y, draw.percent(RIGHT - LEFT), height,
            fill="none", stroke=draw.EDGE, dash=None if stop.code else "5 4", css="stop",
        ),
        draw.words(x, y + 20, _short(stop.what_short, _LETTERS), size=None, fill=draw.INK, bold=True, css="strong"),
    ]  # fmt: skip
    for number, line in enumerate(said, 1):
        parts.append(draw.words(x, y + 20 + _LINE * number, _short(line, _LETTERS), size=None))
    return parts, height


def _arrows(start: float, arrows: Sequence[tuple[Stop, float]], tip: str) -> list[str]:
    if not arrows:
        return []
    x, edge = draw.percent(TRUNK), draw.percent(LEFT - 0.012)
    end = max(y for _, y in arrows)
    parts = [draw.line(x, start, x, end, stroke=draw.BRAND, width=2, css="way")]
    for stop, y in arrows:
        dash = None if stop.code else "5 4"
        parts += [
            draw.element(
                "line", x1=x, y1=y, x2=edge, y2=y, stroke=draw.BRAND, stroke_width=2,
                stroke_dasharray=dash, marker_end=f"url(#{tip})", class_="way",
            ),
            draw.dot(x, y, 12, fill=draw.WHITE, stroke=draw.BRAND, width=2, css="number"),
            draw.words(x, y + 4.5, str(stop.number), size=None, fill=draw.INK, anchor="middle", bold=True, css="strong"),
        ]  # fmt: skip
    return parts


def _tip(name: str) -> str:
    shape = draw.element("path", d="M0 0 8 4 0 8z", fill=draw.BRAND, class_="tip")
    return draw.element(
        "marker", shape, id=name, viewBox="0 0 8 8", refX=7, refY=4, markerWidth=8, markerHeight=8,
        markerUnits="userSpaceOnUse", orient="auto",
    )  # fmt: skip


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"

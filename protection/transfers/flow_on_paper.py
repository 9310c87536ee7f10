"""The places data goes to as a picture on paper: the United Kingdom on the left, abroad on the right.

It has the numbers, words and order of `flow_drawing`, which suits a phone; here there is a page's width.
A broken orange line: there is no lawful route that we can see, or nobody can tell.
"""

from collections.abc import Sequence

from pages import drawing as draw
from protection.transfers.flow_drawing import told_aloud
from protection.transfers.sheet import NO_ROUTE, Stop, TransferSheet

WIDTH = 660.0
# How many places one side may have: more of them are higher than a page.
MOST_ON_A_SIDE = 7
# Lines in the box of a place, and from how many places on: the picture leaves room for its table.
_LINES = ((6, 2), (4, 3), (0, 4))

_PANEL, _FIRM, _FIRM_WIDTH = 432.0, 14.0, 150.0
_SPINE, _HOME, _HOME_WIDTH, _AWAY = 186.0, 218.0, 202.0, 474.0
_TOP, _GAP, _LINE, _FIRST, _FOOT = 42.0, 32.0, 15.0, 19.0, 10.0
_SIZE, _INSET = 11.5, 11.0
# How wide a letter of ours is at most, in ems of its size.
_EMS = (
    ("iljI.,;:'’|!()[] ", 0.3),
    ("tfr-/", 0.43),
    ("mwM@%…", 0.88),
    ("GOQ", 0.79),
    ("W—", 1.07),
)
_OTHERS = {letter: ems for letters, ems in _EMS for letter in letters}


def flow_on_paper(sheet: TransferSheet) -> str:
    """Return the picture, nothing where one side has more places than a page holds."""
    home = [stop for stop in sheet.stops if stop.cover == "home"]
    away = [stop for stop in sheet.stops if stop.cover != "home"]
    rows = max(len(home), len(away))
    if rows > MOST_ON_A_SIDE:
        return ""
    lines = next(lines for least, lines in _LINES if rows >= least)
    height = _FIRST + _LINE * (lines - 1) + _FOOT
    pitch = height + _GAP
    # A line abroad runs through the gap below a place at home.
    at_home = [(stop, _TOP + row * pitch + height / 2) for row, stop in enumerate(home)]
    abroad = [
        (stop, _TOP + row * pitch + height + _GAP / 2 if home else _TOP + row * pitch + height / 2)
        for row, stop in enumerate(away)
    ]
    ways = sorted(y for _, y in (*at_home, *abroad))
    firm = (ways[0] + ways[-1]) / 2
    foot = max([ways[-1] + 16, firm + 40, *(y + height / 2 for _, y in at_home)]) + 16
    parts = [
        draw.box(0.75, 0.75, _PANEL, foot, fill="#f4f6f2", stroke=draw.EDGE),
        draw.words(_FIRM, 24, "United Kingdom", size=12.5, fill=draw.INK, bold=True),
        draw.line(_FIRM + _FIRM_WIDTH, firm, _SPINE, firm, stroke=draw.BRAND, width=1.75),
        draw.line(_SPINE, ways[0], _SPINE, ways[-1], stroke=draw.BRAND, width=1.75),
        *_firm(firm, sheet.buyer),
    ]
    for stop, y in at_home:
        parts += _way(stop, y, _HOME, (_SPINE + _HOME) / 2 - 1)
        parts += _place(stop, y, _HOME, _HOME_WIDTH, height, lines)
    country = None
    for stop, y in abroad:
        named = stop.country if stop.code else "Country not known"
        if named != country:
            parts.append(_country(named, y - height / 2 - 7))
        country = named
        parts += _way(stop, y, _AWAY, (_PANEL + _AWAY) / 2 - 2)
        parts += _place(stop, y, _AWAY, WIDTH - _AWAY - 1, height, lines)
    if not away:
        parts.append(_country("Nothing goes abroad", firm))
    whole = max([foot, *(y + height / 2 for _, y in abroad)]) + 2
    return draw.picture(
        width=WIDTH, height=whole, title=told_aloud(sheet.stops, "today"), parts=parts, css="r-flow-map"
    )  # fmt: skip


def _firm(y: float, buyer: str) -> list[str]:
    return [
        draw.box(_FIRM, y - 30, _FIRM_WIDTH, 60, fill=draw.WHITE, stroke=draw.BRAND),
        draw.words(_FIRM + _INSET, y - 5, "Your firm", size=12.5, fill=draw.INK, bold=True),
        draw.words(_FIRM + _INSET, y + 14, fitting(buyer, _FIRM_WIDTH - 2 * _INSET), size=_SIZE),
    ]


def _country(name: str, y: float) -> str:
    said = fitting(name, WIDTH - _AWAY, bold=True)
    return draw.words(_AWAY, y, said, size=12.5, fill=draw.INK, bold=True)


def _way(stop: Stop, y: float, end: float, dot: float) -> list[str]:
    colour, dash = (draw.LIMIT, "6 4") if _is_open(stop) else (draw.BRAND, None)
    tip = f"M{draw.number(end - 8)} {draw.number(y - 4.5)} {draw.number(end)} {draw.number(y)} {draw.number(end - 8)} {draw.number(y + 4.5)}z"
    return [
        draw.line(_SPINE, y, end - 7, y, stroke=colour, width=1.75, dash=dash),
        draw.element("path", d=tip, fill=colour),
        draw.dot(dot, y, 9.5, fill=draw.WHITE, stroke=colour, width=1.5),
        draw.words(dot, y + 4, str(stop.number), size=_SIZE, fill=draw.INK, anchor="middle", bold=True),
    ]  # fmt: skip


def _place(
    stop: Stop, y: float, x: float, width: float, height: float, lines: int
) -> Sequence[str]:
    edge, ground = (
        (draw.LIMIT, "#fff7f0")
        if _is_open(stop)
        else (draw.BRAND if stop.code else draw.EDGE, draw.WHITE)
    )
    top, room = y - height / 2, width - 2 * _INSET
    company, route = stop.company or "Company not named", stop.route.short
    said = {
        2: (stop.company or route,),
        3: (company, route),
        4: (company, stop.data or "Data: nobody has said", route),
    }[lines]
    return [
        draw.box(
            x, top, width, height, fill=ground, stroke=edge, dash=None if stop.code else "5 4"
        ),
        draw.words(
            x + _INSET, top + _FIRST, fitting(stop.what_short, room, bold=True),
            size=12, fill=draw.INK, bold=True,
        ),
        *(
            draw.words(x + _INSET, top + _FIRST + _LINE * row, fitting(each, room), size=_SIZE)
            for row, each in enumerate(said, 1)
        ),
    ]  # fmt: skip


def _is_open(stop: Stop) -> bool:
    return stop.route.kind in NO_ROUTE or stop.route.kind in ("cannot_tell", "confirm_first")


def fitting(text: str, room: float, *, bold: bool = False) -> str:
    """Return as much of a text as `room` (user units) holds; what is cut ends in dots.

    No font is asked: a letter counts as at least as wide as it is in ours.
    """
    said = " ".join(text.split())
    if _wide(said, bold) <= room:
        return said
    while said and _wide(f"{said}…", bold) > room:
        said = said[:-1]
    return f"{said.rstrip()}…"


def _wide(text: str, bold: bool) -> float:
    ems = sum(_OTHERS.get(letter) or _usual(letter) for letter in text)
    return ems * (12 if bold else _SIZE)


def _usual(letter: str) -> float:
    if ord(letter) > 0x24F:  # no letter of ours: set in whatever the system has
        return 1.1
    return 0.72 if letter.isupper() else 0.6

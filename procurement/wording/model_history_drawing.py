"""The line of models as a picture: the oldest on top, the product below, an arrow for each step.

Places along the picture are per cent of its width, so that it suits a phone. Dashed: not all is known.
The words in each box stand for the arrows too.
"""

from pages import drawing as draw
from procurement.wording.model_history import UNTOLD, CameFrom, ModelHistory, ModelTold

BOX, GAP, TOP = 82.0, 16.0, 4.0
LEFT = 0.16
_TEXT = 0.19
# What fits on a line of a phone.
_LETTERS = 34


def lineage_drawing(history: ModelHistory) -> str:
    """Return the picture of a history, or nothing where there is one model only."""
    if len(history.models) < 2:
        return ""
    place = {model.letter: number for number, model in enumerate(history.models)}
    parts = [part for number, model in enumerate(history.models) for part in _box(number, model)]
    lanes = _lanes(history.arrows, place)
    for arrow, lane in zip(history.arrows, lanes, strict=True):
        parts += _arrow(place[arrow.parent], place[arrow.child], lane, max(lanes) + 1, arrow.how)
    return draw.wide_picture(
        height=TOP + len(history.models) * (BOX + GAP),
        title=_title(history),
        parts=parts,
        css="wb-plot wb-lineage",
        size=13,
    )


def _title(history: ModelHistory) -> str:
    said = "; ".join(
        f"{model.letter}, {model.name}. {model.came}".strip() for model in history.models
    )
    return f"The models that the product comes from, oldest first: {said} The table below says the same."


def _box(number: int, model: ModelTold) -> list[str]:
    y = TOP + number * (BOX + GAP)
    x = draw.percent(_TEXT)
    return [
        draw.box(
            draw.percent(LEFT), y, draw.percent(1 - LEFT - 0.005), BOX,
            fill="none", stroke=draw.EDGE, dash="5 4" if model.unknown else None, css="model",
        ),
        draw.words(x, y + 21, _short(f"{model.letter}  {model.name}"), size=None, fill=draw.INK, bold=True, css="strong"),
        draw.words(x, y + 39, _short(_said("Maker", model.maker)), size=None),
        draw.words(x, y + 56, _short(_said("Licence", model.licence)), size=None),
        draw.words(x, y + 73, _short(model.came or model.part), size=None),
    ]  # fmt: skip


def _said(what: str, told: str) -> str:
    return f"{what}: {told[0].lower()}{told[1:]}" if told in UNTOLD else told


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def _lanes(arrows: tuple[CameFrom, ...], place: dict[str, int]) -> list[int]:
    """Return a lane for each arrow, so that no two run over each other: long ones further out."""
    by_length = sorted(
        range(len(arrows)),
        key=lambda each: place[arrows[each].child] - place[arrows[each].parent],
    )
    lanes = [0] * len(arrows)
    for lane, each in enumerate(by_length):
        lanes[each] = lane
    return lanes


def _arrow(parent: int, child: int, lane: int, of: int, how: str) -> list[str]:
    # Arrows leave low and arrive high, each at a height of its own.
    step = min(8.0, 36.0 / of)
    start = TOP + parent * (BOX + GAP) + BOX - 12 - lane * step / 2
    end = TOP + child * (BOX + GAP) + 16 + lane * step
    x = draw.percent(LEFT - 0.03 - (LEFT - 0.05) * (lane / max(of - 1, 1)))
    edge = draw.percent(LEFT)
    dash = "6 4" if how == "learned" else None
    looks = {"stroke": draw.BRAND, "width": 2, "css": "step"}
    return [
        draw.line(edge, start, x, start, dash=dash, **looks),  # type: ignore[arg-type]
        draw.line(x, start, x, end, dash=dash, **looks),  # type: ignore[arg-type]
        draw.line(x, end, edge, end, dash=dash, **looks),  # type: ignore[arg-type]
        draw.dot(edge, end, 4, fill=draw.BRAND, stroke=draw.BRAND, width=1, css="tip"),
    ]

"""The line of models as a picture: the oldest on top, the product below, an arrow for each step.

Places along the picture are per cent of its width, so that it suits a phone. Dashed: not all is known.
The words in each box stand for the arrows too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from pages import drawing as draw
from procurement.wording.model_history import UNTOLD, CameFrom, ModelHistory, ModelTold

GAP, TOP = 16.0, 4.0
# From a box's top to its first line, between a name and what follows, between lines, and to its foot.
_FIRST, _AFTER_NAME, _LINE, _FOOT = 21.0, 18.0, 17.0, 9.0
LEFT = 0.16
_TEXT = 0.19
# What fits on a line of a phone, and how many lines one thing may take.
_LETTERS = 34
_MOST_LINES = 2


def lineage_drawing(history: ModelHistory) -> str:
    """Return the picture of a history, or nothing where there is one model only."""
    if len(history.models) < 2:
        return ""
    place = {model.letter: number for number, model in enumerate(history.models)}
    boxes = _boxes(history.models)
    parts = [part for box in boxes for part in box.drawn]
    lanes = _lanes(history.arrows, place)
    for arrow, lane in zip(history.arrows, lanes, strict=True):
        parent, child = boxes[place[arrow.parent]], boxes[place[arrow.child]]
        parts += _arrow(parent, child, lane, max(lanes) + 1, arrow.how)
    return draw.wide_picture(
        height=boxes[-1].foot + GAP - TOP,
        title=_title(history),
        parts=parts,
        css="wb-plot wb-lineage",
        size=13,
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """One model's box: where it begins and ends from the top of the picture, and what is in it."""

    top: float
    foot: float
    drawn: tuple[str, ...]


def _title(history: ModelHistory) -> str:
    said = "; ".join(
        f"{model.letter}, {model.name}. {model.came}".strip() for model in history.models
    )
    return f"The models that the product comes from, oldest first: {said} The table below says the same."


def _boxes(models: Sequence[ModelTold]) -> list[_Box]:
    """Return the boxes one below the other, each as high as its words need."""
    boxes: list[_Box] = []
    for model in models:
        boxes.append(_box(boxes[-1].foot + GAP if boxes else TOP, model))
    return boxes


def _box(top: float, model: ModelTold) -> _Box:
    x = draw.percent(_TEXT)
    drawn: list[str] = []
    y = top + _FIRST
    for number, line in enumerate(_lines(f"{model.letter}  {model.name}")):
        y = top + _FIRST + number * _LINE
        drawn.append(draw.words(x, y, line, size=None, fill=draw.INK, bold=True, css="strong"))
    step = _AFTER_NAME
    said = (_said("Maker", model.maker), _said("Licence", model.licence), model.came or model.part)
    for line in (line for each in said for line in _lines(each)):
        y += step
        step = _LINE
        drawn.append(draw.words(x, y, line, size=None))
    foot = y + _FOOT
    edge = draw.box(
        draw.percent(LEFT), top, draw.percent(1 - LEFT - 0.005), foot - top,
        fill="none", stroke=draw.EDGE, dash="5 4" if model.unknown else None, css="model",
    )  # fmt: skip
    return _Box(top, foot, (edge, *drawn))


def _said(what: str, told: str) -> str:
    return f"{what}: {told[0].lower()}{told[1:]}" if told in UNTOLD else told


def _lines(text: str) -> list[str]:
    """Return a text on as many lines as it may take; what is longer still ends in dots."""
    letter, _, name = text.partition("  ")
    # Between a letter and its name stand two spaces, which wrapping would make one.
    lines = wrap(text if not name else f"{letter}\u00a0\u00a0{name}", _LETTERS)
    if len(lines) > _MOST_LINES:
        last = f"{lines[_MOST_LINES - 1]} {lines[_MOST_LINES]}"[: _LETTERS - 1].rstrip()
        lines = [*lines[: _MOST_LINES - 1], f"{last}…"]
    return lines or [""]


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


def _arrow(parent: _Box, child: _Box, lane: int, of: int, how: str) -> list[str]:
    # Arrows leave low and arrive high, each at a height of its own.
    step = min(8.0, 36.0 / of)
    start = parent.foot - 12 - lane * step / 2
    end = child.top + 16 + lane * step
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

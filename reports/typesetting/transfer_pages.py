"""What the pages say of where data goes: the picture, the three-step test, what the words mean. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import mark_safe

from protection.transfers.flow_on_paper import flow_on_paper
from protection.transfers.headline import headline, own_machines_headline
from protection.transfers.sheet import Stop, TransferSheet
from protection.transfers.worksheet import Known, Worksheet
from reports.content.report_content import ReportContent

_ANSWERS = {"yes": "Yes", "no": "No", "cannot_tell": "Cannot tell"}


@dataclass(frozen=True, slots=True)
class ThreeSteps:
    """The ICO's three-step test with what comes of it, and the arrows of which it holds."""

    arrows: str
    steps: tuple[tuple[str, str], ...]
    restricted: str


def where_data_goes(content: ReportContent) -> dict[str, object]:
    """Return what the pages need of it; `where_to` is None where nobody named a country."""
    sheet = content.where_data_goes
    if sheet is None or not sheet.drawable:
        return {"where_to": None}
    return {
        "where_to": sheet,
        "where_to_headline": headline(sheet),
        "where_to_law": _law_of(sheet),
        "where_to_own": own_machines_headline(sheet),
        "where_to_meaning": tuple(dict.fromkeys(_meaning(sheet))),
        "three_steps": three_steps(sheet),
        "flow": mark_safe(flow_on_paper(sheet)),  # noqa: S308 -- drawn by us, every value escaped
    }


@dataclass(frozen=True, slots=True)
class SixQuestions:
    """The worksheet on one country: each question with what was written and is on file for it.

    What is on file under several questions stands under the first; `again` names it after that.
    """

    country: str
    test: str
    rows: tuple[tuple[str, str, tuple[Known, ...], tuple[str, ...]], ...]
    sources: str


def worksheet_in_words(sheet: Worksheet) -> SixQuestions:
    """Return a worksheet as its table shows it."""
    seen: set[Known] = set()
    rows = []
    for part in sheet.sections:
        new = tuple(each for each in part.known if each not in seen)
        again = tuple(each.about for each in part.known if each in seen)
        seen.update(new)
        rows.append((part.title, part.written, new, again))
    return SixQuestions(
        sheet.country, sheet.test, tuple(rows), " ".join((*sheet.citations, *sheet.doubts))
    )


def three_steps(sheet: TransferSheet) -> tuple[ThreeSteps, ...]:
    """Return the test of each place; places of which the same is said stand together."""
    found: dict[tuple[tuple[tuple[str, str], ...], str], list[str]] = {}
    for stop in sheet.stops:
        steps = tuple((_ANSWERS[step.answer], step.because) for step in stop.steps)
        found.setdefault((steps, _ANSWERS[stop.restricted]), []).append(str(stop.number))
    return tuple(
        ThreeSteps(", ".join(numbers), steps, restricted)
        for (steps, restricted), numbers in found.items()
    )


def _meaning(sheet: TransferSheet) -> Iterable[tuple[str, str]]:
    """Yield what is said of each country, then what each route comes to, in whole sentences."""
    for stop in sheet.stops:
        if stop.code and stop.cover != "home":
            yield stop.country, stop.cover_says
    for stop in sheet.stops:
        yield stop.route.short, stop.route.says


def _law_of(sheet: TransferSheet) -> tuple[str, ...]:
    """Return each source behind steps, covers and routes once, with the day it was checked."""
    return tuple(dict.fromkeys(each for stop in sheet.stops for each in _cited(stop)))


def _cited(stop: Stop) -> Iterable[str]:
    for step in stop.steps:
        yield from step.citations
    yield from stop.cover_citations
    yield from stop.route.citations

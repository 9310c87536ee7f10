"""What stands in the cells of one question, and what those cells say. Both ways are here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from content.countries import code_meant, countries
from content.days import day_meant
from content.refusal import Refused
from procurement.facts.sources import Grade
from procurement.facts.values import NON_ANSWERS
from procurement.questionnaire.cells import LONGEST_TEXT
from procurement.questionnaire.posted import Posted, said_of
from procurement.workbook.line import Line, Part, Said, Wording

YES = "Yes"
LONGEST_NAME = 200
_TICKED = {"yes", "y", "x", "true", "1", "✓", "✔"}
_NOT_TICKED = {"", "no", "n", "false", "0", "-"}


@dataclass(frozen=True, slots=True)
class Cells:
    """The text of one question's cells. `ticks` has the cell of each option, where there are such."""

    parts: Mapping[Part, str] = field(default_factory=dict)
    ticks: Mapping[str, str] = field(default_factory=dict)

    def text(self, part: Part) -> str:
        """Return what stands in one column, without blanks around it."""
        return _one_kind_of_line_end(self.parts.get(part, "")).strip()

    @property
    def answered(self) -> bool:
        """Return whether anything stands where the answer goes."""
        ticked = any(text.strip().casefold() not in _NOT_TICKED for text in self.ticks.values())
        return ticked or bool(self.text(Part.ANSWER))

    def same_as(self, other: "Cells") -> bool:
        """Return whether nothing was typed that did not stand there before."""
        columns = {*self.parts, *other.parts}
        options = {*self.ticks, *other.ticks}
        return all(self.text(part) == other.text(part) for part in columns) and all(
            _ticked(self.ticks.get(each, "")) == _ticked(other.ticks.get(each, ""))
            for each in options
        )


class BadCell(Exception):
    """What stands in one cell cannot be used. `option` names the cell of an option."""

    def __init__(self, part: Part, refusal: Refused, option: str | None = None) -> None:
        super().__init__(refusal.sentence)
        self.part, self.refusal, self.option = part, refusal, option


def cells_of(line: Line, said: Said | None, wording: Wording) -> Cells:
    """Return the cells that say `said`."""
    control = line.control
    ticks = {option.id: "" for option in control.options} if control.kind == "several" else {}
    if said is None:
        return Cells({}, ticks)
    listed = said.value if isinstance(said.value, list) else [said.value]
    told = [wording.non_answers[each] for each in listed if _is_non_answer(each)]
    rest = [each for each in listed if not _is_non_answer(each)]
    spoken = {option.id: option.label for option in line.control.companions}
    if len(rest) == 1 and str(rest[0]) in spoken:
        told = [spoken[str(rest[0])]]
    elif control.kind == "several":
        ticks = {option: YES if option in rest else "" for option in ticks}
    elif control.kind == "one":
        labels = {option.id: option.label for option in control.options}
        told = [*(labels.get(str(each), str(each)) for each in rest), *told]
    elif control.kind in ("place", "places"):
        codes = [code_meant(str(each)) or str(each) for each in rest]
        told = [*(countries().get(code, code) for code in codes), *told]
    elif control.kind == "day":
        told = [*(_day_words(date.fromisoformat(str(each))) for each in rest), *told]
    else:
        told = [*(_plain(each) for each in rest), *told]
    return Cells(
        {
            Part.ANSWER: "; ".join(told),
            Part.GRADE: wording.grades[said.grade.value] if said.grade else "",
            Part.BY: said.by,
            Part.WHEN: _day_words(said.when) if said.when else "",
            Part.WORDS: said.words,
        },
        ticks,
    )


def said_by(line: Line, cells: Cells, wording: Wording, *, today: date) -> Said | None:
    """Return what the cells say; None where no answer stands in them.

    Raises
    ------
    BadCell
        With one sentence, and the cell at fault.
    """
    if not cells.answered:
        return None
    posted = _posted(line, cells, wording)
    try:
        value = said_of(line.control, posted)
    except Refused as refusal:
        raise BadCell(Part.ANSWER, _quoting(cells.text(Part.ANSWER), refusal)) from None
    if not line.grades:
        return Said(value)
    return Said(
        value,
        _grade(line, cells.text(Part.GRADE), wording),
        _short(cells, Part.BY, LONGEST_NAME),
        _day(cells, today),
        _short(cells, Part.WORDS, LONGEST_TEXT),
    )


def answers_listed(line: Line, wording: Wording) -> tuple[str, ...]:
    """Return what the list at the answer's cell offers: answers to choose, then non-answers."""
    control = line.control
    options = control.options if control.kind == "one" else control.companions
    chosen = tuple(option.label for option in options)
    return (*chosen, *(wording.non_answers[each.value] for each in control.non_answers))


def _posted(line: Line, cells: Cells, wording: Wording) -> Posted:
    control, text = line.control, cells.text(Part.ANSWER)
    names = {_loosely(wording.non_answers[each.value]): each.value for each in control.non_answers}
    spoken = {_loosely(option.label): option.id for option in line.control.companions}
    if _loosely(text) in spoken and control.kind != "several":
        return Posted((spoken[_loosely(text)],))
    if control.kind == "places":
        pieces = [piece.strip() for piece in text.replace("\n", ";").split(";")]
        names |= spoken
        chosen = [names[_loosely(each)] for each in pieces if _loosely(each) in names]
        rest = [each for each in pieces if each and _loosely(each) not in names]
        return Posted(tuple(chosen), "; ".join(code_meant(each) or each for each in rest))
    if _loosely(text) in names:
        untold = [names[_loosely(text)]]
        ticked = _ticked_options(line, cells) if control.kind == "several" else ()
        return Posted((*ticked, *untold))
    match control.kind:
        case "one":
            return Posted((_option(line, text, wording),))
        case "several":
            if text:
                offered = " or ".join(f"“{each}”" for each in answers_listed(line, wording))
                raise BadCell(
                    Part.ANSWER,
                    Refused(
                        f"“{_cut(text)}” is not in the list of this cell.",
                        what_to_do=f"Write {YES} in the rows below, or choose {offered} here.",
                    ),
                )
            return Posted(_ticked_options(line, cells))
        case "day":
            day = day_meant(text)
            return Posted(typed=day.isoformat() if day else text)
        case _:
            return Posted(typed=text)


def _ticked_options(line: Line, cells: Cells) -> tuple[str, ...]:
    chosen = []
    for option in line.control.options:
        text = cells.ticks.get(option.id, "")
        ticked = _ticked(text)
        if ticked is None:
            wrong = Refused(
                f"“{_cut(text)}” cannot be read here.",
                what_to_do=f"Write {YES}, or leave the cell empty.",
            )
            raise BadCell(Part.ANSWER, wrong, option.id)
        if ticked:
            chosen.append(option.id)
    return tuple(chosen)


def _ticked(text: str) -> bool | None:
    word = text.strip().casefold()
    return True if word in _TICKED else False if word in _NOT_TICKED else None


def _option(line: Line, text: str, wording: Wording) -> str:
    labels = {_loosely(option.label): option.id for option in line.control.options}
    ids = {option.id: option.id for option in line.control.options}
    found = labels.get(_loosely(text)) or ids.get(text)
    if found is None:
        raise BadCell(Part.ANSWER, _not_listed(text, answers_listed(line, wording)))
    return found


def _grade(line: Line, text: str, wording: Wording) -> Grade:
    if not text:
        return line.grades[0]
    words = {_loosely(wording.grades[grade.value]): grade for grade in line.grades}
    found = words.get(_loosely(text))
    if found is None:
        offered = [wording.grades[grade.value] for grade in line.grades]
        raise BadCell(Part.GRADE, _not_listed(text, offered))
    return found


def _not_listed(text: str, offered: tuple[str, ...] | list[str]) -> Refused:
    near = get_close_matches(text, offered, n=1)
    guess = f"Did you mean “{near[0]}”? " if near else ""
    return Refused(
        f"“{_cut(text)}” is not in the list of this cell.",
        what_to_do=f"{guess}Choose an answer from the list.",
    )


def _quoting(text: str, refusal: Refused) -> Refused:
    """Return a refusal that says what stands in the cell, where it does not say so itself."""
    if not text or "“" in refusal.sentence:
        return refusal
    way_out = " ".join(part for part in (refusal.sentence, refusal.what_to_do) if part)
    return Refused(f"“{_cut(text)}” cannot be used here.", what_to_do=way_out)


def _short(cells: Cells, part: Part, most: int) -> str:
    text = cells.text(part)
    if len(text) > most:
        raise BadCell(
            part,
            Refused(
                f"This cell has {len(text):,} characters.",
                what_to_do=f"Use {most:,} or fewer.",
            ),
        )
    return text


def _day(cells: Cells, today: date) -> date | None:
    text = cells.text(Part.WHEN)
    if not text:
        return None
    day = day_meant(text)
    if day is None:
        raise BadCell(
            Part.WHEN,
            Refused(
                f"“{_cut(text)}” is no day.", what_to_do="Write it like this: 4 December 2026."
            ),
        )
    if day > today:
        raise BadCell(
            Part.WHEN,
            Refused(
                f"{_day_words(day)} is still to come.",
                what_to_do="Write the day for which the answer holds, today or earlier.",
            ),
        )
    return day


def _is_non_answer(said: object) -> bool:
    return isinstance(said, str) and said in NON_ANSWERS


def _plain(said: object) -> str:
    return f"{Decimal(repr(said)):f}" if isinstance(said, float) else str(said)


def _one_kind_of_line_end(text: str) -> str:
    # Browsers end a line in two characters, spreadsheet programs in one.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year:04}"


def _loosely(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"

"""Checks one written answer against what its question or column allows, and returns its value."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from math import isfinite

from content.countries import code_guessed, code_meant, countries
from content.refusal import Refused
from content.yaml_file import Place, YamlFile
from procurement.facts.values import (
    LARGEST_NUMBER,
    NON_ANSWERS,
    Members,
    NonAnswer,
    Value,
)
from procurement.questionnaire.schema import Column, ColumnType, Option, Question, QuestionType

LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Cell:
    """What one answer may be. `named` is the question or column, for sentences."""

    named: str
    type: QuestionType | ColumnType
    options: tuple[Option, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: str | None = None
    companions: tuple[Option, ...] = ()
    must_be_known: bool = False

    @classmethod
    def of_question(cls, question: Question) -> "Cell":
        """Return the cell a question asks for."""
        return cls(
            question.id,
            question.type,
            tuple(option for option in question.options if option.kind == "answer"),
            question.min,
            question.max,
            question.unit,
            question.companions,
        )

    @classmethod
    def of_column(cls, column: Column) -> "Cell":
        """Return the cell a column asks for; a required one cannot be a non-answer."""
        return cls(column.id, column.type, column.options, must_be_known=column.required)


def value_of(cell: Cell, said: object, sheet: YamlFile, place: Place) -> Value:
    """Return what was written as a value.

    Raises
    ------
    Refused
        If it is no answer to this question: wrong type, unknown option or country, a number out
        of bounds, a day that does not exist, or a word that YAML read as true or false.
    """
    if isinstance(said, bool):
        raise _read_as_truth(cell, sheet, place)
    if isinstance(said, str) and said in NON_ANSWERS and not cell.must_be_known:
        return NonAnswer(said)
    if isinstance(said, str) and said in {option.id for option in cell.companions}:
        # Of countries only one thing is said in words: that there are none, and these are all.
        return Members(frozenset()) if cell.type == "country_list" else said
    match cell.type:
        case "single":
            return _option(cell, said, sheet, place)
        case "multi":
            return _options(cell, said, sheet, place)
        case "country":
            return _country(cell, said, sheet, place)
        case "country_list":
            return _countries(cell, said, sheet, place)
        case "number":
            return _number(cell, said, sheet, place)
        case "date":
            return _day(cell, said, sheet, place)
        case "text" | "file":
            return _text(cell, said, sheet, place)
        case _:
            raise sheet.refusal(
                f"`{cell.named}` is a table.", place, "Write its rows as a list of column: value."
            )


def _option(cell: Cell, said: object, sheet: YamlFile, place: Place) -> str:
    allowed = [option.id for option in cell.options]
    if isinstance(said, list):
        raise sheet.refusal(f"`{cell.named}` takes one answer, not a list.", place)
    if not isinstance(said, str) or said not in allowed:
        raise sheet.refusal(
            f"`{_shown(said)}` is no answer to `{cell.named}`.",
            place,
            _allowed(allowed, said, cell.must_be_known),
        )
    return said


def _options(cell: Cell, said: object, sheet: YamlFile, place: Place) -> Value:
    listed = _listed(cell, said, sheet, place)
    chosen = [
        word
        if isinstance(word, str) and word in NON_ANSWERS
        else _option(cell, word, sheet, inside)
        for word, inside in listed
    ]
    alone = {option.id for option in cell.options if option.exclusive} | NON_ANSWERS
    for word, (_, inside) in zip(chosen, listed, strict=True):
        if word in alone and len(chosen) > 1:
            raise sheet.refusal(f"`{word}` stands alone; it cannot go with others.", inside)
    if chosen[0] in NON_ANSWERS:
        return NonAnswer(chosen[0])
    return Members(frozenset(chosen))


def _countries(cell: Cell, said: object, sheet: YamlFile, place: Place) -> Value:
    places = [
        NonAnswer(word)
        if isinstance(word, str) and word in NON_ANSWERS
        else _country(cell, word, sheet, inside)
        for word, inside in _listed(cell, said, sheet, place)
    ]
    known = frozenset(one for one in places if isinstance(one, str))
    untold = frozenset(one for one in places if isinstance(one, NonAnswer))
    if not known and len(untold) == 1:
        return next(iter(untold))
    return Members(known, untold=untold)


def _listed(cell: Cell, said: object, sheet: YamlFile, place: Place) -> list[tuple[object, Place]]:
    """Return the items of a list, or one item written without a list, and where each stands."""
    if not isinstance(said, list):
        return [(said, place)]
    if not said:
        raise sheet.refusal(
            f"`{cell.named}` is an empty list, which says nothing.",
            place,
            "Choose an answer, or leave the question out.",
        )
    items: list[tuple[object, Place]] = [
        (item, [*place, number]) for number, item in enumerate(said)
    ]
    for number, (item, inside) in enumerate(items):
        if isinstance(item, bool):
            raise _read_as_truth(cell, sheet, inside)
        if item in said[:number]:
            raise sheet.refusal(f"`{_shown(item)}` is named twice.", inside)
    return items


def _country(cell: Cell, said: object, sheet: YamlFile, place: Place) -> str:
    code = said.strip().upper() if isinstance(said, str) else ""
    if code in countries():
        return code
    meant = code_meant(code) or code_guessed(code)
    raise sheet.refusal(
        f"`{_shown(said)}` is no country code.",
        place,
        f"The code of {countries()[meant]} is {meant}."
        if meant
        else "Use the two letters of ISO 3166, such as GB, IE or US.",
    )


def _number(cell: Cell, said: object, sheet: YamlFile, place: Place) -> int | float:
    unit = f" ({cell.unit})" if cell.unit else ""
    if not isinstance(said, int | float) or not isfinite(said):
        raise sheet.refusal(
            f"`{cell.named}` takes a number{unit}, not `{_shown(said)}`.",
            place,
            "Write digits without quotes, or a non-answer.",
        )
    if abs(said) > LARGEST_NUMBER:
        raise sheet.refusal(f"`{cell.named}` has a number too large to be kept exactly.", place)
    if cell.least is not None and said < cell.least:
        raise sheet.refusal(f"`{cell.named}` cannot be less than {cell.least:g}{unit}.", place)
    if cell.most is not None and said > cell.most:
        raise sheet.refusal(f"`{cell.named}` cannot be more than {cell.most:g}{unit}.", place)
    return said


def _day(cell: Cell, said: object, sheet: YamlFile, place: Place) -> date:
    if isinstance(said, date) and not isinstance(said, datetime):
        return said
    if isinstance(said, str):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    raise sheet.refusal(
        f"`{_shown(said)}` is no day.", place, "Write it as '2026-11-21': year, month, day."
    )


def _text(cell: Cell, said: object, sheet: YamlFile, place: Place) -> str:
    if not isinstance(said, str):
        raise sheet.refusal(
            f"`{cell.named}` takes text, and `{sheet.written(place) or _shown(said)}` was read "
            "as something else.",
            place,
            "Put it in quotes.",
        )
    if not said.strip():
        raise sheet.refusal(f"`{cell.named}` is empty.", place, "Leave the question out instead.")
    if len(said) > LONGEST_TEXT:
        raise sheet.refusal(f"`{cell.named}` is longer than {LONGEST_TEXT} characters.", place)
    return said.strip()


def _read_as_truth(cell: Cell, sheet: YamlFile, place: Place) -> Refused:
    word = sheet.written(place) or "true or false"
    if cell.type in ("country", "country_list") and word.upper() == "NO":
        advice = "Norway is written 'NO', with quotes."
    elif cell.type in ("single", "multi"):
        advice = _allowed([option.id for option in cell.options], word, cell.must_be_known)
    else:
        advice = "Put it in quotes if it is meant as a word."
    return sheet.refusal(f"Without quotes, YAML reads `{word}` as true or false.", place, advice)


def _allowed(allowed: Collection[str], said: object, must_be_known: bool) -> str:
    near = get_close_matches(str(said).lower(), allowed, n=1)
    words = [*allowed] if must_be_known else [*allowed, *sorted(NON_ANSWERS - set(allowed))]
    guess = f"Did you mean `{near[0]}`? " if near else ""
    return f"{guess}Allowed: {', '.join(words)}."


def _shown(said: object) -> str:
    text = str(said)
    return text if len(text) <= 40 else text[:39] + "…"

"""Turns what a person chose and typed into the bank's own form of an answer, and back. Pure.

The form of an answer is that of an answer sheet, so that pages and sheets say the same and the same
engine checks both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from content.countries import code_guessed, code_meant, countries
from content.refusal import Refused
from procurement.facts.values import LARGEST_NUMBER, NON_ANSWERS
from procurement.questionnaire.cells import LONGEST_TEXT
from procurement.questionnaire.control import Control

Said = str | int | float | list[str]

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_PENCE = re.compile(r"(\d+(?:\.\d+)?)p")
_LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class Posted:
    """What stood in a control: the ids ticked or chosen, non-answers among them, and what was typed."""

    chosen: tuple[str, ...] = ()
    typed: str = ""


def said_of(control: Control, posted: Posted) -> Said | None:
    """Return the answer as the bank writes it; None where an optional control stayed empty.

    A day must have been typed as year-month-day here; the page understands more and hands on this.

    Raises
    ------
    Refused
        With one sentence for the person who filled it in.
    """
    ticked = dict.fromkeys(posted.chosen)
    untold = [each for each in ticked if each in NON_ANSWERS]
    chosen = [each for each in ticked if each not in NON_ANSWERS]
    typed = "" if control.kind in ("one", "several", "rows") else posted.typed.strip()
    _refuse_strangers(control, chosen, untold)
    if not (untold or chosen or typed):
        if control.optional:
            return None
        raise Refused(f"{control.enter_or_not}.")
    none = next((option for option in control.companions if option.id in chosen), None)
    if control.kind == "places" and none is not None:
        if len(ticked) > 1 or typed:
            raise Refused(f"Choose “{none.label}” on its own, or leave it out.")
        return none.id
    if control.kind == "places":
        # Some places may be named and others refused: the bank takes both together.
        return _places(control, chosen, typed) + untold if chosen or typed else _bare(untold)
    if len(untold) > 1:
        raise Refused(f"Choose only one of {_named(control, untold)}.")
    if untold and (chosen or typed):
        raise Refused(f"Give an answer or choose {_named(control, untold)}, not both.")
    if untold:
        return untold[0]
    if control.companions and chosen:
        if len(chosen) > 1 or typed:
            raise Refused(f"{control.enter}, or choose one of the answers in words, not both.")
        return chosen[0]
    match control.kind:
        case "one":
            return chosen[0]
        case "several":
            return _several(control, chosen)
        case "place":
            return _country(typed)
        case "number":
            return _number(control, typed)
        case "day":
            return _day(typed)
        case _:
            return _text(typed)


def posted_of(control: Control, said: object) -> Posted:
    """Return what must stand in a control so that it says `said` again."""
    listed = said if isinstance(said, list) else [said]
    words = [str(each) for each in listed if each is not None]
    untold = tuple(each for each in words if each in NON_ANSWERS)
    rest = [each for each in words if each not in NON_ANSWERS]
    if control.kind in ("one", "several"):
        return Posted((*rest, *untold))
    if rest and any(rest[0] == companion.id for companion in control.companions):
        return Posted((rest[0],))
    if control.kind == "places":
        codes = [code_meant(each) or each for each in rest]
        ticked = tuple(code for code in codes if control.option(code))
        others = ", ".join(_typed_name(code) for code in codes if not control.option(code))
        return Posted((*ticked, *untold), others)
    if control.kind == "place":
        rest = [countries().get(each, each) for each in rest]
    if control.kind == "rows":
        rest = []
    return Posted(untold, rest[0] if rest else "")


def _typed_name(code: str) -> str:
    """Return a country's name as it can be typed in a list: one with a comma goes by its code."""
    name = countries().get(code, code)
    return code if "," in name else name


def _refuse_strangers(control: Control, chosen: Sequence[str], untold: Sequence[str]) -> None:
    offered = {answer.value for answer in control.non_answers}
    if control.kind in ("one", "several", "places"):
        offered |= {option.id for option in control.options}
    offered |= {companion.id for companion in control.companions}
    strange = [each for each in (*chosen, *untold) if each not in offered]
    if strange or (control.kind == "one" and len(chosen) + len(untold) > 1):
        raise Refused(f"{control.enter} from the list.")


def _several(control: Control, chosen: Sequence[str]) -> Said:
    ticked = [option for option in control.options if option.id in chosen]
    alone = next((option for option in ticked if option.exclusive), None)
    if alone is not None and len(ticked) > 1:
        raise Refused(f"Choose “{alone.label}” on its own, or leave it out.")
    return [option.id for option in ticked]


def _places(control: Control, chosen: Sequence[str], typed: str) -> list[str]:
    codes = [option.id for option in control.options if option.id in chosen]
    for part in (part.strip() for part in re.split(r"[,;\n]", typed)):
        whole = code_meant(part)
        pieces = [part] if whole else re.split(r"\s+(?:and|&)\s+", part)
        codes += [_country(piece) for piece in pieces if piece]
    return list(dict.fromkeys(codes))


def _country(typed: str) -> str:
    code = code_meant(typed)
    if code is None:
        guess = code_guessed(typed)
        raise Refused(
            f"“{_short(typed)}” is no country we know. "
            + (
                f"Did you mean {countries()[guess]}?"
                if guess
                else "Type its English name or its two letters, with commas between countries."
            )
        )
    return code


def _number(control: Control, typed: str) -> int | float:
    plain = re.sub(r"[\s£%]|percent|per cent", "", typed.lower())
    plain = re.sub(r"(gbp|pounds?|days?|hours?|requests?)$", "", plain)
    pence = _PENCE.fullmatch(plain) if control.unit == "GBP" else None
    if len(plain) > _LONGEST_NUMBER or not (pence or _NUMBER.fullmatch(plain)):
        raise Refused(f"{control.enter}, in digits, such as 30 or 1,200.50.")
    digits = plain.replace(",", "")
    if pence:
        number: int | float = round(float(pence[1]) / 100, 10)
    else:
        number = float(digits) if "." in digits else int(digits)
    if not isfinite(number):
        raise Refused(f"{control.enter}.")
    if abs(number) > LARGEST_NUMBER:
        raise Refused("The number is too large to be kept exactly.")
    if control.least is not None and number < control.least:
        raise Refused(f"The number must be {control.least:g} or more.")
    if control.most is not None and number > control.most:
        raise Refused(f"The number must be {control.most:g} or less.")
    return number


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise Refused("Enter the day like this: 4 December 2026.") from None


def _text(typed: str) -> str:
    if len(typed) > LONGEST_TEXT:
        raise Refused(f"Use {LONGEST_TEXT:,} characters or fewer; this has {len(typed):,}.")
    return typed


def _bare(untold: Sequence[str]) -> Said:
    return untold[0] if len(untold) == 1 else list(untold)


def _named(control: Control, untold: Sequence[str]) -> str:
    return " and ".join(f"“{control.untold_word(each)}”" for each in untold)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"

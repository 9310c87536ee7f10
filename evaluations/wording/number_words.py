"""A test whose labels are numbers, in words: how far off, in the unit of the label. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from content.words import word
from evaluations.wording import counts
from evaluations.wording.counts import Number
from evaluations.wording.rival import rival_of

_LARGE: Final = "Off by, large errors counting more"
_SPREAD: Final = "Share of the labels' spread explained"
NAMES: Final = (
    ("mae", "Off by, on average"),
    ("median_absolute_error", "Off by no more than, for half of them"),
    ("rmse", _LARGE),
    ("r2", _SPREAD),
)
# What statistics calls them: for the method of a report.
TERMS: Final = (
    (_LARGE, "Root mean square error"),
    (_SPREAD, "R2, the coefficient of determination"),
)
_FIGURES = 4
# Statistics' own words for why there is no range are for the tables to take away.
_TOO_FEW: Final = "too few examples for a range"


def amount(value: float) -> str:
    """Return a number with four figures: "1,872", "0.4371", "12.5"."""
    if abs(value) >= 10 ** (_FIGURES - 1):
        return f"{value:,.0f}"
    shown = f"{value:.{_FIGURES}g}"
    if "e" in shown:
        return shown
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def with_range(number: Number) -> str:
    """Return a number with its range: "12.5 (11.2 to 13.9)", or why there is none."""
    if number["value"] is None:
        return f"Not defined. {number.get('why', '')}".strip()
    if number["low"] is None:
        return f"{amount(number['value'])} (no range: {number.get('why', '')})"
    return f"{amount(number['value'])} ({amount(number['low'])} to {amount(number['high'])})"


def against_in_words(difference: Number) -> str:
    """Return how much further off this version is: "12.5 more, between 9.1 and 15.9 more"."""
    value = difference["value"]
    if value is None:
        return with_range(difference)
    said = f"{amount(abs(value))} {'more' if value >= 0 else 'less'}"
    if difference["low"] is None:
        return f"{said} ({_TOO_FEW})"
    return f"{said}, {_further(difference)}"


def kind_in_words(each: Mapping[str, Any]) -> str:
    """Return how far off a kind of case is: "12.5, against 3.1: 9.4 more, between 8 and 10.8 more"."""
    if not each["teacher"]:
        alone = each["student"]
        return (
            f"{amount(alone['value'])} ({_TOO_FEW})" if alone["low"] is None else with_range(alone)
        )
    both = f"{amount(each['student']['value'])}, against {amount(each['teacher']['value'])}"
    difference = each["difference"]
    return f"{both}: {against_in_words(difference)}" if difference else both


def headline(evaluation: Mapping[str, Any], product: str) -> str:
    """Return what a test came to, as a heading: the range, else the number alone."""
    found, rival = evaluation["numbers"], rival_of(evaluation)
    difference = found["mae_difference"]
    if difference and difference["low"] is not None:
        return f"{product} is off by {_further(difference)} than {rival}, on average"
    if difference and difference["value"] is not None:
        return f"{product} is off by {_as_far(difference['value'], rival)}, on average"
    error = found["student"]["mae"]
    if error["low"] is None:
        return f"{product} is off by {amount(error['value'])} on average"
    return (
        f"{product} is off by between {amount(error['low'])} and {amount(error['high'])} on average"
    )


def no_range(evaluation: Mapping[str, Any]) -> str:
    """Return why the headline has no range; nothing where it has one."""
    found = evaluation["numbers"]
    difference = found["mae_difference"]
    if difference and difference["value"] is not None:
        return counts.no_range(difference)
    return counts.no_range(found["student"]["mae"])


def result_of(evaluation: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the result in a word, what it rests on, and the limit."""
    found = evaluation["numbers"]
    judged, margin = found["verdict"], found["margin"]
    limit = (
        "No limit in the unit of the label was set before the test."
        if margin is None
        else f"Your limit: {amount(margin)} further off on average, set before the test."
    )
    if not judged:
        said = "There was no bigger version to compare with."
        return "No result against a limit", f"{said} {no_range(evaluation)}".strip(), limit
    if judged["verdict"] is None:
        return "No result against a limit", judged["verdict_why"], limit
    return word("result", judged["verdict"]), _rests_on(judged, evaluation), limit


def error_rows(
    student: Mapping[str, Any], teacher: Mapping[str, Any] | None
) -> list[tuple[str, str, str]]:
    """Return the table of errors: what, this version, the bigger one."""
    return [
        (
            name,
            with_range(student["metrics"][key]),
            with_range(teacher["metrics"][key]) if teacher else "",
        )
        for key, name in NAMES
    ]


def _rests_on(judged: Mapping[str, Any], evaluation: Mapping[str, Any]) -> str:
    if judged["verdict"] != "cannot_tell":
        return f"{word('finer', judged['finer']).format(rival=rival_of(evaluation))}."
    return no_range(evaluation) or counts.undecided(judged, evaluation["samples"]["n"])


def _as_far(difference: float, rival: str) -> str:
    if not difference:
        return f"as much as {rival}"
    return f"{amount(abs(difference))} {'more' if difference > 0 else 'less'} than {rival}"


def _further(difference: Number) -> str:
    low, high = difference["low"], difference["high"]
    if low >= 0:
        return f"between {amount(low)} and {amount(high)} more"
    if high <= 0:
        return f"between {amount(-high)} and {amount(-low)} less"
    return f"between {amount(-low)} less and {amount(high)} more"

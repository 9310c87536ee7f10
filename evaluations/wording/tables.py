"""The tables of a result: what was measured, example by example, by kind of case, and how. Pure.

The terms of statistics stand in `method_rows` alone: a report prints those in its method.
"""

from collections.abc import Mapping
from typing import Any, Final

from content.words import word
from evaluations.wording import counts
from evaluations.wording.judged import kinds_of
from evaluations.wording.number_words import TERMS, against_in_words, error_rows, kind_in_words

# What people read for macro-F1.
SCORE: Final = "Hits weighed against mix-ups, every label counting alike"
_MACRO_F1 = (
    "Macro-F1: for each label twice the hits, over twice the hits, the misses and the false alarms "
    "together; then the mean of the labels"
)
_CLAIMED = {"macro_f1": "Macro-F1", "auc": "AUC, the area under the curve of hits by false alarms"}


def measured_rows(evaluation: Mapping[str, Any], rival: str) -> list[tuple[str, str, str]]:
    """Return the table beside the plots: what, this version, the other one (`rival`)."""
    student, teacher, comparison = (evaluation[key] for key in ("student", "teacher", "comparison"))
    if "mae" in student["metrics"]:
        between = (evaluation.get("numbers") or {}).get("mae_difference")
        against = [(f"Off by, against {rival}", against_in_words(between), "")] if between else []
        return [*error_rows(student, teacher), *against]
    shown = [
        ("Right answers", "accuracy"),
        ("Right answers, every label counting alike", "balanced_accuracy"),
        (SCORE, "macro_f1"),
    ]
    rows = [
        (
            name,
            counts.of_100(student["metrics"][key]),
            counts.of_100(teacher["metrics"][key]) if teacher else "",
        )
        for name, key in shown
    ]
    if comparison:
        rows += [
            (f"Share of {rival}'s right answers kept", counts.of_100(comparison["retention"]), ""),
            ("Both give the same answer", counts.of_100(comparison["agreement"]), ""),
        ]  # fmt: skip
    return rows


def pair_counts(comparison: Mapping[str, Any] | None, rival: str) -> tuple[tuple[str, int], ...]:
    """Return how many examples each version alone, both or neither got right."""
    if not comparison:
        return ()
    found = comparison["counts"]
    return (
        ("Both right", found["both_right"]),
        (f"Only {rival} right", found["teacher_only_right"]),
        ("Only this version right", found["student_only_right"]),
        ("Both wrong", found["both_wrong"]),
    )


def kinds_of_case(evaluation: Mapping[str, Any]) -> list[tuple[str, int, str, str]]:
    """Return for each kind of case its name, its examples, its range and its result in words.

    Where right answers are amounts the range is told with how far off both versions are.
    """
    told = kind_in_words if evaluation.get("numbers") else _more_wrong
    return [
        (
            kind_name(each),
            each["n"],
            told(each),
            word("kind_result", each["verdict"]) if each["verdict"] else "",
        )
        for each in kinds_of(evaluation)
    ]


def what_kinds_tell(evaluation: Mapping[str, Any], rival: str) -> str:
    """Return what stands over the range of each kind of case."""
    if evaluation.get("numbers"):
        return "Off by on average, in the unit of the answers"
    return f"Against {rival}"


def _more_wrong(each: Mapping[str, Any]) -> str:
    found = counts.more_wrong(each["difference"]) if each["difference"] else None
    return f"{counts.between_wrong(found)} wrong in 100" if found else ""


def kind_name(each: Mapping[str, Any]) -> str:
    """Return what a kind of case is called: the buyer's own words, or ours for those we made."""
    if each["made_by"] != "us":
        return f"{each['column']}: {each['value']}"
    ours = str(each["value"])
    said = f"the {ours} by length" if each["column"] == "input_length" else ours
    return said[:1].upper() + said[1:]


def method_rows(evaluation: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return how the test was done: what, and which."""
    samples, student, comparison = (
        evaluation["samples"], evaluation["student"], evaluation["comparison"],
    )  # fmt: skip
    rows = [
        ("Examples", f"{samples['n']:,}; labelled by: {word('labelled_by', samples['labelled_by'])}; seen by the vendor: {word('seen_by_vendor', samples['seen_by_vendor'])}; SHA-256 {samples['sha256'][:16]}…"),
        ("This version", f"{student['format']}, {word('isolation', student['isolation']).lower()}; SHA-256 {student['sha256'][:16]}…"),
        *_measured_by(student["metrics"]),
    ]  # fmt: skip
    if comparison:
        rows += [
            ("Difference", comparison["accuracy_difference"]["method"]),
            ("Share kept", comparison["retention"]["method"]),
            ("McNemar", _mcnemar(comparison["mcnemar"])),
        ]
    between = (evaluation.get("numbers") or {}).get("mae_difference")
    if between:
        rows.append(("Difference", _with_level(between)))
    claim = evaluation["claim"]
    if claim and claim["metric"] in _CLAIMED:
        rows.append(("The vendor’s figure", _CLAIMED[claim["metric"]]))
    rows.append(
        (
            "Seed and versions",
            f"{evaluation['seed']}; engine {evaluation['engine_version']}, "
            + ", ".join(f"{name} {number}" for name, number in evaluation["versions"].items()),
        )
    )
    return rows


def _measured_by(metrics: Mapping[str, Any]) -> list[tuple[str, str]]:
    if "mae" in metrics:
        return [("Errors", metrics["mae"]["method"]), *TERMS]
    right = metrics["accuracy"]
    level = right["level"]  # None where there is no range
    return [
        ("Right answers", f"{right['method']}, {level:.0%}" if level else right["method"]),
        (SCORE, _MACRO_F1),
        ("Other measures", metrics["macro_f1"]["method"]),
    ]


def _with_level(number: Mapping[str, Any]) -> str:
    method = str(number["method"])
    return f"{method}, {number['level']:.0%}" if number["level"] else method


def _mcnemar(test: Mapping[str, Any]) -> str:
    value = test["p_value"]
    return f"{test['method']}, p = {value:.3g}" if value is not None else str(test["method"])

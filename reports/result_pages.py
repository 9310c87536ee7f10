"""What stands on the pages of tests, put into sentences. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.words import word
from reports import charts, counts
from reports.page_one import lead_sentence
from reports.report_content import ReportContent


@dataclass(frozen=True, slots=True)
class TestText:
    """One test in words, with its charts."""

    __test__ = False  # pytest: this is no test case

    number: int
    lead: str
    result: str
    finer: str
    limit: str
    claim: str
    right_plot: str
    wrong_plot: str
    rows: tuple[tuple[str, str, str], ...]
    counts: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int, str, str], ...]
    notes: tuple[str, ...]
    method: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ResultText:
    """What a test came to, in words."""

    result: str
    finer: str
    limit: str
    claim: str


def result_texts(evaluation: Mapping[str, Any]) -> ResultText:
    """Return what a published `evaluate` result came to, in words."""
    comparison = evaluation["comparison"]
    verdict = comparison["verdict"] if comparison else None
    limit = counts.count(evaluation["margin"] * 100)
    return ResultText(
        result=word("result", verdict) if verdict else "No result against a limit",
        finer=_finer(comparison, verdict, comparison["finer"] if comparison else None),
        limit=f"Your limit: {limit} more wrong in 100, set before the test.",
        claim=_claim(evaluation),
    )


def test_texts(content: ReportContent) -> tuple[TestText, ...]:
    """Return each test in words."""
    return tuple(
        _test(number, evaluation, content.assessment.product)
        for number, evaluation in enumerate(content.evaluations, 1)
    )


def _test(number: int, evaluation: Mapping[str, Any], product: str) -> TestText:
    student, teacher, comparison = (evaluation[key] for key in ("student", "teacher", "comparison"))
    texts = result_texts(evaluation)
    return TestText(
        number=number,
        lead=lead_sentence(evaluation, product),
        result=texts.result,
        finer=texts.finer,
        limit=texts.limit,
        claim=texts.claim,
        right_plot=_right_plot(student, teacher),
        wrong_plot=_wrong_plot(evaluation, comparison),
        rows=tuple(_rows(student, teacher, comparison)),
        counts=_counts(comparison),
        kinds=tuple(_kinds(evaluation)),
        notes=tuple(evaluation["notes"]),
        method=tuple(_method(evaluation)),
    )


def _finer(comparison: Any, verdict: str | None, finer: str | None) -> str:
    if not comparison:
        return "There was no bigger version to compare with."
    if verdict is None:
        return "The bigger version wrote the labels, so the test shows only how far the two agree."
    if verdict != "cannot_tell":
        return f"{word('finer', finer or 'unclear')}."
    low, high = comparison["needed_n"] or (None, None)
    if low is None or high is None:
        return "The range reaches both sides of your limit. No realistic number of examples would settle it."
    return (
        "The range reaches both sides of your limit. "
        f"About {_rounded(low)} to {_rounded(high)} examples in all would probably settle it."
    )


def _rounded(rows: int) -> str:
    digits = max(0, len(str(rows)) - 2)
    return f"{round(rows, -digits):,}"


def _claim(evaluation: Mapping[str, Any]) -> str:
    claim = evaluation["claim"]
    if not claim:
        return ""
    stated = f"{claim['value']:.{claim['decimals']}f}"
    return (
        f"The vendor says {claim['metric'].replace('_', ' ')} {stated}. "
        f"{word('claim', evaluation['claim_verdict'])}, on your examples."
    )


def _right_plot(student: Mapping[str, Any], teacher: Mapping[str, Any] | None) -> str:
    rows, said = [], []
    for name, side, tested in (
        ("This version", student, True),
        ("The bigger version", teacher, False),
    ):
        found = counts.right(side["metrics"]["accuracy"]) if side else None
        if found:
            rows.append((name, found, tested))
            said.append(f"{name}: between {counts.between(found)} of 100 right.")
    return charts.right_of_100(rows, title=" ".join(said))


def _wrong_plot(evaluation: Mapping[str, Any], comparison: Mapping[str, Any] | None) -> str:
    found = counts.more_wrong(comparison["accuracy_difference"]) if comparison else None
    if found is None:
        return ""
    limit = evaluation["margin"] * 100
    title = (
        f"The range runs from {counts.between_wrong(found).replace(' and ', ' to ')} wrong in 100. "
        f"The limit is {counts.count(limit)} more."
    )
    return charts.more_wrong(found, limit=limit, title=title)


def _rows(
    student: Mapping[str, Any],
    teacher: Mapping[str, Any] | None,
    comparison: Mapping[str, Any] | None,
) -> list[tuple[str, str, str]]:
    """Return the table beside the plots: what, this version, the bigger one."""
    shown = [
        ("Right answers", "accuracy"),
        ("Right answers, every label counting alike", "balanced_accuracy"),
        ("Macro-F1", "macro_f1"),
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
            ("Share of the bigger version's right answers kept", counts.of_100(comparison["retention"]), ""),
            ("Both give the same answer", counts.of_100(comparison["agreement"]), ""),
        ]  # fmt: skip
    return rows


def _counts(comparison: Mapping[str, Any] | None) -> tuple[tuple[str, int], ...]:
    if not comparison:
        return ()
    found = comparison["counts"]
    return (
        ("Both right", found["both_right"]),
        ("Only the bigger version right", found["teacher_only_right"]),
        ("Only this version right", found["student_only_right"]),
        ("Both wrong", found["both_wrong"]),
    )


def _kinds(evaluation: Mapping[str, Any]) -> list[tuple[str, int, str, str]]:
    verdicts = {
        "worse": "Worse than your limit",
        "no_worse_shown": "No worse shown",
        "too_few": "Too few to say",
    }
    kinds = []
    for each in evaluation["slices"]:
        found = counts.more_wrong(each["difference"]) if each["difference"] else None
        kinds.append(
            (
                _kind_name(each),
                each["n"],
                f"{counts.between_wrong(found)} wrong in 100" if found else "",
                verdicts.get(each["verdict"] or "", ""),
            )
        )
    return kinds


def _kind_name(each: Mapping[str, Any]) -> str:
    """Return what a kind of case is called: the buyer's own words, or ours for those we made."""
    if each["made_by"] != "us":
        return f"{each['column']}: {each['value']}"
    ours = str(each["value"])
    said = f"the {ours} by length" if each["column"] == "input_length" else ours
    return said[:1].upper() + said[1:]


def _method(evaluation: Mapping[str, Any]) -> list[tuple[str, str]]:
    samples, student, comparison = (
        evaluation["samples"], evaluation["student"], evaluation["comparison"],
    )  # fmt: skip
    rows = [
        ("Examples", f"{samples['n']:,}; labelled by: {word('labelled_by', samples['labelled_by'])}; seen by the vendor: {word('seen_by_vendor', samples['seen_by_vendor'])}; SHA-256 {samples['sha256'][:16]}…"),
        ("This version", f"{student['format']}, {word('isolation', student['isolation']).lower()}; SHA-256 {student['sha256'][:16]}…"),
        ("Right answers", f"{student['metrics']['accuracy']['method']}, {student['metrics']['accuracy']['level']:.0%}"),
        ("Other measures", student["metrics"]["macro_f1"]["method"]),
    ]  # fmt: skip
    if comparison:
        rows += [
            ("Difference", comparison["accuracy_difference"]["method"]),
            ("Share kept", comparison["retention"]["method"]),
            ("McNemar", _mcnemar(comparison["mcnemar"])),
        ]
    rows.append(
        (
            "Seed and versions",
            f"{evaluation['seed']}; "
            + ", ".join(f"{name} {number}" for name, number in evaluation["versions"].items()),
        )
    )
    return rows


def _mcnemar(test: Mapping[str, Any]) -> str:
    value = test["p_value"]
    return f"{test['method']}, p = {value:.3g}" if value is not None else str(test["method"])

"""When a result is poor: what the pattern points to, so that somebody knows what to ask for.

Hints, never verdicts: each says how strong it is. *Strong* is a pattern shown beyond chance, *weak*
one that the numbers merely look like. Which is which stands with each function.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from evaluations.statistics.comparison import Comparison
from evaluations.statistics.hard_cases import HARD_CASES
from evaluations.statistics.label_checks import LabelChecks
from evaluations.statistics.model_report import ModelReport
from evaluations.statistics.slices import Slice
from evaluations.statistics.two_tier import smallest_within

HintKey = Literal[
    "labels_swapped",
    "no_better_than_majority",
    "never_found_in_a_kind",
    "worse_on_hard_cases_only",
    "worse_after_quantisation",
    "wrong_on_your_words",
    "sure_and_wrong",
    "wrong_alike",
]
Strength = Literal["strong", "weak"]

FEWEST_ALIKE: Final = 10
MOSTLY_ALIKE: Final = 0.5
FAR_OFF: Final = 0.1  # of confidence from the share right
OFF: Final = 0.03
MUCH_BETTER: Final = 0.3  # accuracy another order of labels must win
NEAR_SIZE: Final = 1.25  # a copy has about as many parameters


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing the pattern points to.

    Parameters
    ----------
    key
        Which.
    strength
        strong or weak.
    details
        What its sentence needs; plain values.
    """

    key: HintKey
    strength: Strength
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {"key": self.key, "strength": self.strength, "details": dict(self.details)}


@dataclass(frozen=True, slots=True)
class Lineage:
    """What the files show of how the student was made; None is not known.

    Parameters
    ----------
    student_quantised, teacher_quantised
        Whether the weights are numbers of low precision.
    parameters_ratio
        The student's parameters divided by the teacher's.
    """

    student_quantised: bool | None = None
    teacher_quantised: bool | None = None
    parameters_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Everything hints are read from.

    Parameters
    ----------
    student, comparison, slices, checks
        A run's numbers; comparison None without a teacher.
    margin
        The run's margin; None for none.
    claim_kept
        What the rows say of the vendor's claim: False where it is not supported, None where there
        is none or nobody can tell.
    lineage
        What the files show.
    """

    student: ModelReport
    comparison: Comparison | None
    slices: tuple[Slice, ...]
    checks: LabelChecks
    margin: float | None
    claim_kept: bool | None
    lineage: Lineage

    @property
    def worse(self) -> bool:
        """Whether the student is shown to be worse than the teacher."""
        number = self.comparison and self.comparison.numbers["accuracy_difference"]
        return bool(number and number.high is not None and number.high < 0)


def hints_of(pattern: Pattern) -> tuple[Hint, ...]:
    """Return what the pattern points to, what spoils everything else first."""
    swapped = tuple(_labels_swapped(pattern))
    if swapped:
        return swapped  # every other number is then about another task
    return tuple(
        hint
        for look in (
            _no_better_than_majority,
            _never_found_in_a_kind,
            _worse_on_hard_cases_only,
            _worse_after_quantisation,
            _wrong_on_your_words,
            _sure_and_wrong,
            _wrong_alike,
        )
        for hint in look(pattern)
    )


def _labels_swapped(pattern: Pattern) -> Iterator[Hint]:
    """Agreement below chance: labels may be in another order.

    Strong where another order of the labels would be right on at least 0.3 of all rows more.
    """
    kappa = pattern.student.classes.metrics["kappa"]
    if kappa.high is None or kappa.high >= 0 or pattern.student.accuracy.value is None:
        return
    counts = pattern.student.classes.table.dense()
    truth, answer = linear_sum_assignment(counts, maximize=True)
    best = float(counts[truth, answer].sum() / counts.sum())
    won = best - pattern.student.accuracy.value
    labels = pattern.student.classes.table.labels
    order = {
        labels[said]: labels[meant]
        for meant, said in zip(truth.tolist(), answer.tolist(), strict=True)
        if said != meant
    }
    yield Hint(
        "labels_swapped",
        "strong" if won >= MUCH_BETTER else "weak",
        {"accuracy_if_so": best, "read_as": order if won >= MUCH_BETTER else {}},
    )


def _no_better_than_majority(pattern: Pattern) -> Iterator[Hint]:
    """No better than always giving the commonest label.

    Strong where only one label was ever given, or the whole range lies at or below its share.
    """
    accuracy, share = pattern.student.accuracy, pattern.checks.majority_share
    if accuracy.low is None or accuracy.high is None or len(pattern.checks.support) < 2:
        return
    answers = np.unique(pattern.student.classes.table.cells[:, 1])
    if accuracy.low > share:
        return
    only = len(answers) == 1
    beyond = only or accuracy.high <= share
    if beyond or (accuracy.value is not None and accuracy.value <= share):
        yield Hint(
            "no_better_than_majority",
            "strong" if beyond else "weak",
            {
                "majority_share": share,
                "only_answer": pattern.student.classes.table.labels[int(answers[0])]
                if only
                else None,
            },
        )


def _never_found_in_a_kind(pattern: Pattern) -> Iterator[Hint]:
    """Labels never found in one kind of case though found elsewhere: strong, one hint a kind."""
    for each in pattern.slices:
        if each.never_found:
            yield Hint(
                "never_found_in_a_kind",
                "strong",
                {"column": each.column, "value": each.value, "labels": list(each.never_found)},
            )


def _worse_on_hard_cases_only(pattern: Pattern) -> Iterator[Hint]:
    """Worse, but not once the least sure cases go to the teacher.

    Strong where the split is shown to be within the margin and the hard cases, or no other slice,
    are shown to be worse; weak where only one of the two holds.
    """
    comparison = pattern.comparison
    if comparison is None or not pattern.worse or pattern.margin is None:
        return
    worse = [each for each in pattern.slices if each.verdict == "worse"]
    hard = any(each.column == HARD_CASES for each in worse)
    tier = smallest_within(comparison.tiers, pattern.margin) if comparison.tiers else None
    few = tier is not None and tier.sent.value is not None and 0 < tier.sent.value <= 0.5
    if tier is not None and few:
        yield Hint(
            "worse_on_hard_cases_only",
            "strong" if hard else "weak",
            {"sent": tier.sent.value, "below": tier.below},
        )
    elif hard and all(each.column == HARD_CASES for each in worse):
        yield Hint("worse_on_hard_cases_only", "weak", {"sent": None, "below": None})


def _worse_after_quantisation(pattern: Pattern) -> Iterator[Hint]:
    """Worse, and its numbers are of low precision while the teacher's are not.

    Strong where it has about as many parameters as the teacher, so that precision is what differs.
    """
    lineage = pattern.lineage
    if not (pattern.worse and lineage.student_quantised) or lineage.teacher_quantised:
        return
    ratio = lineage.parameters_ratio
    copy = ratio is not None and 1 / NEAR_SIZE <= ratio <= NEAR_SIZE
    strong = copy and lineage.teacher_quantised is False
    yield Hint("worse_after_quantisation", "strong" if strong else "weak")


def _wrong_on_your_words(pattern: Pattern) -> Iterator[Hint]:
    """Not as good here as where the vendor tested it.

    Strong where the vendor's figure is not supported here while the teacher does well (so the task
    can be done on these words); weak where one of the two holds and the student is worse all over.
    """
    if pattern.claim_kept is False:
        yield Hint("wrong_on_your_words", "strong" if pattern.worse else "weak")
    elif pattern.worse and not any(_worse_on_hard_cases_only(pattern)):
        yield Hint("wrong_on_your_words", "weak")


def _sure_and_wrong(pattern: Pattern) -> Iterator[Hint]:
    """More confident than right. Strong where it is off by 0.1 beyond chance, weak from 0.03."""
    calibration = pattern.student.calibration
    if calibration is None or not calibration.equal_mass.off:
        return
    bins = calibration.reliability
    rows = sum(each.right.n for each in bins)
    over = sum((each.confidence - (each.right.value or 0.0)) * each.right.n for each in bins) / rows
    off = calibration.equal_mass.debiased
    if over > 0 and off >= OFF:
        yield Hint(
            "sure_and_wrong", "strong" if off >= FAR_OFF else "weak", {"off": off, "too_sure": over}
        )


def _wrong_alike(pattern: Pattern) -> Iterator[Hint]:
    """Both models give the same wrong answer on most rows they both get wrong: look at the labels.

    Strong where that is shown for at least half of them; always weak with two classes, where two
    wrong answers cannot differ, and shown only where most of the student's errors are the teacher's.
    """
    comparison = pattern.comparison
    if comparison is None:
        return
    alike, counts = comparison.numbers["wrong_alike"], comparison.counts
    if alike.value is None or alike.low is None or alike.value * alike.n < FEWEST_ALIKE:
        return
    wrong = counts.n - counts.student_right
    details = {"rows": round(alike.value * alike.n), "both_wrong": alike.n}
    if len(pattern.student.classes.table.labels) <= 2:
        if counts.both_wrong >= 0.8 * wrong:
            yield Hint("wrong_alike", "weak", details)
    elif alike.value >= MOSTLY_ALIKE and counts.both_wrong >= MOSTLY_ALIKE * wrong:
        yield Hint("wrong_alike", "strong" if alike.low > MOSTLY_ALIKE else "weak", details)

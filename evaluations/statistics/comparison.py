"""Teacher against student on the same rows: counts, difference, retention, agreement, verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse

from evaluations.statistics.class_scores import margin_map, paired_scores
from evaluations.statistics.clusters import Clusters
from evaluations.statistics.divergence import divergence
from evaluations.statistics.estimates import Precision, Score, scores, share
from evaluations.statistics.flips import MOST_FLIPS, Flip, surest_flips
from evaluations.statistics.mcnemar import METHOD as MCNEMAR
from evaluations.statistics.mcnemar import PairedTest, mcnemar_mid_p
from evaluations.statistics.measured import Measured
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_sample import PairedSample
from evaluations.statistics.rows import Answered, Rows
from evaluations.statistics.tables import CellTable, count_cells
from evaluations.statistics.two_tier import ALL_ALIKE, NO_CONFIDENCE, Tier, two_tiers
from evaluations.statistics.verdict import Verdict

TEACHER_LABELLED: Final = (
    "The teacher made these labels itself: they show agreement with the teacher, and nothing of"
    " which of the two is right."
)
NO_PROBABILITIES: Final = "One of the two models gives no probabilities."

SAME_ANSWER: Final = (
    "Both models always gave one and the same answer: agreement beyond chance is 0/0."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything measured of two models on the same rows; differences are student - teacher.

    Parameters
    ----------
    counts
        Rows by who was right.
    numbers
        accuracy_difference, retention, macro_f1_difference, agreement, kappa,
        kl_teacher_student (nats), total_variation, flips_where_teacher_sure and
        flips_where_student_sure; wrong_alike is the share of the rows both get wrong on which
        they give the same wrong answer.
    mcnemar
        McNemar's mid-p; for the table only.
    verdict
        The verdict against the margin.
    flips
        The rows that exactly one of the two answers rightly, the surest first.
    design_effect
        Of the accuracy difference; None for independent rows.
    tiers
        What sending the student's least sure rows to the teacher would give.
    why_no_tiers
        Why there are none.
    """

    counts: PairedCounts
    numbers: Mapping[str, Measured]
    mcnemar: PairedTest
    verdict: Verdict
    flips: tuple[Flip, ...]
    design_effect: float | None
    tiers: tuple[Tier, ...] = ()
    why_no_tiers: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "counts": self.counts.as_json(),
            **{name: number.as_json() for name, number in self.numbers.items()},
            "mcnemar": self.mcnemar.as_json(),
            **self.verdict.as_json(),
            "design_effect": self.design_effect,
            "flips": [flip.as_json() for flip in self.flips],
            "two_tier": [tier.as_json() for tier in self.tiers],
            "two_tier_why": self.why_no_tiers,
        }


def compare(
    rows: Rows,
    teacher: Answered,
    sample: PairedSample,
    *,
    precision: Precision,
    verdict: Verdict,
    flips: int = MOST_FLIPS,
    labelled_by_teacher: bool = False,
) -> Comparison:
    """Compare two models on the same rows.

    Parameters
    ----------
    rows, teacher
        The rows, and the teacher's answers to them.
    sample
        The rows counted by who was right.
    precision
        Level, bootstrap size and seed.
    verdict
        The verdict on `sample`.
    flips
        How many rows of each kind of flip to list.
    labelled_by_teacher
        Then only agreement means anything; the rest is undefined, with the reason.
    """
    table, cell_of_row = count_cells(rows.labels, rows.truth, rows.student.codes, teacher.codes)
    clusters = None if rows.groups is None else rows.groups.over(cell_of_row, table.counts)
    macro_f1_difference, kappa = macro_f1_and_kappa(table, precision, clusters)
    label_place, student_place, teacher_place = table.cells.T
    alike = student_place == teacher_place
    numbers = {
        "accuracy_difference": sample.difference(level=precision.level),
        "retention": sample.retention(level=precision.level),
        "macro_f1_difference": macro_f1_difference,
        "agreement": share(
            table.counts,
            alike,
            np.ones(len(table.counts), dtype=bool),
            level=precision.level,
            clusters=clusters,
            why_empty="There are no rows.",
        ),
        "wrong_alike": share(
            table.counts,
            alike,
            (student_place != label_place) & (teacher_place != label_place),
            level=precision.level,
            clusters=clusters,
            why_empty="No row got a wrong answer from both.",
        ),
        "kappa": kappa,
        **_distances(rows, teacher, precision),
    }
    test = mcnemar_mid_p(
        int(sample.counts.student_only_right), int(sample.counts.teacher_only_right)
    )
    if labelled_by_teacher:
        numbers, test = without_truth(numbers, rows.n)
    found = surest_flips(
        rows.labels,
        rows.truth,
        rows.student.codes,
        teacher.codes,
        student_scores=rows.student.scores,
        teacher_scores=teacher.scores,
        most=flips,
    )
    tiers, why_none = _tiers(rows, precision, labelled_by_teacher=labelled_by_teacher)
    return Comparison(
        sample.counts, numbers, test, verdict, found, sample.design_effect, tiers, why_none
    )


def without_truth(
    numbers: Mapping[str, Measured], n: int
) -> tuple[dict[str, Measured], PairedTest]:
    """Return a comparison's numbers where the teacher made the labels, and the test that is none."""
    missing = Measured.undefined(n=n, method="none", why=TEACHER_LABELLED)
    names = ("accuracy_difference", "retention", "macro_f1_difference", "wrong_alike")
    return {**numbers, **dict.fromkeys(names, missing)}, PairedTest(None, MCNEMAR, TEACHER_LABELLED)


def _tiers(
    rows: Rows, precision: Precision, *, labelled_by_teacher: bool
) -> tuple[tuple[Tier, ...], str | None]:
    outcome = rows.outcome
    if labelled_by_teacher or outcome is None:
        return (), TEACHER_LABELLED
    if rows.student.scores is None:
        return (), NO_CONFIDENCE
    tiers = two_tiers(rows.student.scores.confidence, outcome, precision, groups=rows.groups)
    return (tiers, None) if len(tiers) > 2 else ((), ALL_ALIKE)


def macro_f1_and_kappa(
    table: CellTable, precision: Precision, clusters: Clusters | None
) -> tuple[Measured, Measured]:
    """Return the macro-F1 difference and kappa between the models, from one set of resamples."""
    label, student, teacher = table.cells.T
    labels = len(table.labels)
    to_sums = sparse.csr_array(
        sparse.hstack(
            [
                margin_map(label, student, labels),
                margin_map(label, teacher, labels),
                margin_map(teacher, student, labels),
            ]
        )
    )
    differing = int(table.counts[student != teacher].sum())
    known = [
        Score(differing, "No label occurs.", smallest=-1.0),
        Score(differing, SAME_ANSWER, smallest=-1.0),
    ]
    difference, kappa = scores(
        table.counts, to_sums, paired_scores, known, precision=precision, clusters=clusters
    )
    return difference, kappa


_DISTANCES = (
    "kl_teacher_student",
    "total_variation",
    "flips_where_teacher_sure",
    "flips_where_student_sure",
)


def _distances(rows: Rows, teacher: Answered, precision: Precision) -> dict[str, Measured]:
    if rows.student.scores is None or teacher.scores is None:
        missing = Measured.undefined(n=rows.n, method="none", why=NO_PROBABILITIES)
        return dict.fromkeys(_DISTANCES, missing)
    distance = divergence(
        rows.student.scores,
        teacher.scores,
        rows.student.codes == teacher.codes,
        level=precision.level,
        groups=rows.groups,
    )
    measured = (
        distance.kl,
        distance.total_variation,
        distance.flips_where_teacher_sure,
        distance.flips_where_student_sure,
    )
    return dict(zip(_DISTANCES, measured, strict=True))

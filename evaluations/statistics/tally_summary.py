"""From a tally to the same published blocks that whole rows give, without the rows.

What comes from counts and exact sums is equal to the last bit; what comes from scores (calibration,
AUC, average precision, the two-tier curve) is as fine as the histogram's steps. Rows that belong
together are left to `summarise`.
"""

from typing import Any, Literal

import numpy as np

from evaluations.statistics.calibration import calibration_error, reliability
from evaluations.statistics.class_metrics import class_metrics
from evaluations.statistics.comparison import (
    NO_PROBABILITIES,
    TEACHER_LABELLED,
    Comparison,
    macro_f1_and_kappa,
    without_truth,
)
from evaluations.statistics.divergence import SURE
from evaluations.statistics.estimates import Precision, share
from evaluations.statistics.mcnemar import mcnemar_mid_p
from evaluations.statistics.measured import Measured
from evaluations.statistics.model_report import (
    NO_PROBABILITIES as NO_SCORES,
)
from evaluations.statistics.model_report import Calibration, ModelReport
from evaluations.statistics.paired_counts import paired_counts
from evaluations.statistics.paired_sample import PairedSample
from evaluations.statistics.proportions import proportion
from evaluations.statistics.ranking import Ranking, average_precision, roc_auc
from evaluations.statistics.row_means import mean_of_sums
from evaluations.statistics.score_histogram import (
    equal_mass_bins,
    equal_width_bins,
    score_counts,
)
from evaluations.statistics.tally import DistanceTally, ScoreTally, Tally
from evaluations.statistics.two_tier import ALL_ALIKE, NO_CONFIDENCE, Tier, two_tiers_of_steps
from evaluations.statistics.verdict import Verdict, verdict


def summary_of_tally(
    kept: Tally,
    *,
    margin: float | None = 0.02,
    look: int = 1,
    precision: Precision | None = None,
    positive: str | None = None,
) -> dict[str, Any]:
    """Return the published blocks student, teacher and comparison of all rows tallied.

    Parameters
    ----------
    kept
        The tally of at least one row.
    margin, look, positive
        As for `summarise`.
    precision
        Level, bootstrap size and seed.
    """
    held = precision or Precision()
    paired = kept.cells.cells.shape[1] > 2
    return {
        "n": kept.n,
        "student": report_of_tally(kept, "student", held, positive).as_json(),
        "teacher": report_of_tally(kept, "teacher", held, positive).as_json() if paired else None,
        "comparison": comparison_of_tally(
            kept, held, verdict(sample_of_tally(kept), margin, look=look)
        ).as_json()
        if paired
        else None,
    }


def sample_of_tally(kept: Tally) -> PairedSample:
    """Return the rows counted by who is right; both models answered them."""
    return PairedSample(paired_counts(kept.cells))


def report_of_tally(
    kept: Tally,
    who: Literal["student", "teacher"],
    precision: Precision,
    positive: str | None = None,
) -> ModelReport:
    """Return what `model_report` gives of one model's rows.

    Parameters
    ----------
    kept
        The tally of at least one row.
    who
        Whose report.
    precision, positive
        As for `model_report`.
    """
    cells = kept.cells.marginal(0, 1 if who == "student" else 2)
    scores = kept.student if who == "student" else kept.teacher
    classes = class_metrics(cells.seen(), precision)
    known = sorted({*classes.table.labels, *(scores.classes if scores else ())})
    wanted = None
    if len(known) == 2:
        wanted = positive if positive in known else known[1]
    binary: dict[str, Measured] = {}
    if wanted is not None:
        binary = _binary(classes.per_class, wanted, scores, classes.table.n, precision)
    calibration = None if scores is None else _calibration(scores, precision)
    return ModelReport(classes, binary, wanted, calibration)


def _binary(
    per_class: Any, positive: str, scores: ScoreTally | None, n: int, precision: Precision
) -> dict[str, Measured]:
    unseen = Measured.undefined(n=0, method="Wilson score", why="No row carries this label.")
    others = [numbers.recall for label, numbers in per_class.items() if label != positive]
    found = {
        "sensitivity": per_class[positive].recall if positive in per_class else unseen,
        "specificity": others[0] if others else unseen,
    }
    if scores is None or scores.by_class is None or positive not in scores.classes:
        missing = Measured.undefined(n=n, method="none", why=NO_SCORES)
        return found | {"auc": missing, "average_precision": missing}
    counts = score_counts(scores.by_class[scores.classes.index(positive)])
    nothing = np.empty(0, dtype=np.int64)
    ranking = Ranking(counts, nothing, nothing.astype(bool))
    return found | {
        "auc": roc_auc(ranking, level=precision.level),
        "average_precision": average_precision(counts, precision),
    }


def _calibration(scores: ScoreTally, precision: Precision) -> Calibration:
    histogram = scores.confidence
    mass, width = equal_mass_bins(histogram), equal_width_bins(histogram)
    level = precision.level
    return Calibration(
        brier=mean_of_sums(scores.brier, level=level, what="Brier score"),
        log_loss=mean_of_sums(scores.log_loss, level=level, what="log loss, nats"),
        equal_mass=calibration_error(mass, precision, kind="equal mass"),
        equal_width=calibration_error(width, precision, kind="equal width"),
        reliability=reliability(mass, level=level),
        without_class=scores.without_class,
    )


def comparison_of_tally(
    kept: Tally, precision: Precision, verdict: Verdict, *, labelled_by_teacher: bool = False
) -> Comparison:
    """Return what `compare` gives of both models' rows.

    Parameters
    ----------
    kept
        The tally of rows that both answered.
    precision, verdict, labelled_by_teacher
        As for `compare`.
    """
    cells, level = kept.cells, precision.level
    sample = sample_of_tally(kept)
    macro_f1, kappa = macro_f1_and_kappa(cells, precision, None)
    label, student, teacher = cells.cells.T
    alike = student == teacher
    everywhere = np.ones(len(cells.counts), dtype=bool)

    def of(hits: Any, among: Any, why: str) -> Measured:
        return share(cells.counts, hits, among, level=level, clusters=None, why_empty=why)

    numbers = {
        "accuracy_difference": sample.difference(level=level),
        "retention": sample.retention(level=level),
        "macro_f1_difference": macro_f1,
        "agreement": of(alike, everywhere, "There are no rows."),
        "wrong_alike": of(
            alike,
            (student != label) & (teacher != label),
            "No row got a wrong answer from both.",
        ),
        "kappa": kappa,
        **_distances(kept.distance, kept.n, level),
    }
    counts = sample.counts
    test = mcnemar_mid_p(int(counts.student_only_right), int(counts.teacher_only_right))
    if labelled_by_teacher:
        numbers, test = without_truth(numbers, kept.n)
    flips = tuple(flip for found in kept.flips.values() for _, flip in found)
    tiers, why_none = _tiers(kept, precision, labelled_by_teacher=labelled_by_teacher)
    return Comparison(counts, numbers, test, verdict, flips, None, tiers, why_none)


def _tiers(
    kept: Tally, precision: Precision, *, labelled_by_teacher: bool
) -> tuple[tuple[Tier, ...], str | None]:
    if labelled_by_teacher:
        return (), TEACHER_LABELLED
    if kept.outcomes is None:
        return (), NO_CONFIDENCE
    tiers = two_tiers_of_steps(kept.outcomes, precision)
    return (tiers, None) if len(tiers) > 2 else ((), ALL_ALIKE)


def _distances(distance: DistanceTally | None, n: int, level: float) -> dict[str, Measured]:
    if distance is None:
        missing = Measured.undefined(n=n, method="none", why=NO_PROBABILITIES)
        names = ("kl_teacher_student", "total_variation")
        return dict.fromkeys(
            (*names, "flips_where_teacher_sure", "flips_where_student_sure"), missing
        )

    def flips(sure: tuple[int, int], who: str) -> Measured:
        why = f"The {who} is never sure: it gives no answer {SURE:.0%} or more."
        return proportion(sure[1], sure[0], level=level, why_empty=why)

    variation = mean_of_sums(distance.total_variation, level=level, what="mean total variation")
    return {
        "kl_teacher_student": mean_of_sums(
            distance.kl, level=level, what="mean KL divergence, nats"
        ),
        "total_variation": variation,
        "flips_where_teacher_sure": flips(distance.teacher_sure, "teacher"),
        "flips_where_student_sure": flips(distance.student_sure, "student"),
    }

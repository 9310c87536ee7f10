"""One run's numbers from what was kept of its rows: the same blocks as `summarise`, without the rows."""

from evaluations.statistics.claims import Claim
from evaluations.statistics.comparison import TEACHER_LABELLED
from evaluations.statistics.estimates import Precision
from evaluations.statistics.hints import Lineage
from evaluations.statistics.label_checks import LabelChecks
from evaluations.statistics.slice_tally import Kinds, measure_kinds
from evaluations.statistics.slices import NO_TEACHER
from evaluations.statistics.summary import Summary, answer_to_claim, check_plan, whole_summary
from evaluations.statistics.tally import Tally
from evaluations.statistics.tally_summary import (
    comparison_of_tally,
    report_of_tally,
    sample_of_tally,
)
from evaluations.statistics.verdict import Verdict, verdict


def summarise_tally(
    kept: Tally,
    kinds: Kinds,
    checks: LabelChecks,
    *,
    margin: float | None = 0.02,
    claim: Claim | None = None,
    labelled_by: str = "not_known",
    look: int = 1,
    level: float = 0.95,
    seed: int = 0,
    replicates: int = 2_000,
    positive: str | None = None,
    lineage: Lineage | None = None,
) -> Summary:
    """Measure a student, and a teacher beside it, from the counts of independent rows.

    Parameters
    ----------
    kept
        The tally of all rows.
    kinds
        The same rows by kind of case.
    checks
        What is odd about the labels.
    margin, claim, labelled_by, look, level, seed, replicates, positive, lineage
        As for `summarise`.

    Raises
    ------
    Refused
        If the plan cannot be followed.
    """
    check_plan(labelled_by, margin, look, level, seed, replicates)
    precision = Precision(level, replicates, seed)
    by_teacher = labelled_by == "teacher"
    ours = report_of_tally(kept, "student", precision, positive)
    theirs = comparison = sample = None
    if kept.cells.cells.shape[1] > 2:
        sample = sample_of_tally(kept)
        theirs = report_of_tally(kept, "teacher", precision, positive)
        comparison = comparison_of_tally(
            kept,
            precision,
            Verdict(None, why=TEACHER_LABELLED)
            if by_teacher
            else verdict(sample, margin, look=look),
            labelled_by_teacher=by_teacher,
        )
    answer = None
    if claim is not None:
        answer = answer_to_claim(
            claim,
            lambda exact: report_of_tally(kept, "student", exact, positive),
            ours,
            sample,
            precision,
            by_teacher=by_teacher,
        )
    why_none = NO_TEACHER if sample is None else None
    slices = measure_kinds(
        kinds,
        positive=ours.positive,
        margin=margin or 0.0,
        level=level,
        why_none=TEACHER_LABELLED if by_teacher else why_none,
    )
    return whole_summary(
        student=ours,
        teacher=theirs,
        comparison=comparison,
        claim=answer,
        slices=slices,
        checks=checks,
        groups=None,
        margin=margin,
        look=look,
        labelled_by=labelled_by,
        precision=precision,
        lineage=lineage,
    )

"""One run's numbers from one call: labels and predictions in, the published blocks out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from content.refusal import Refused
from evaluations.statistics.claims import CLAIM_LEVEL, Claim, ClaimVerdict, claim_verdict
from evaluations.statistics.clusters import Groups
from evaluations.statistics.codes import Keys
from evaluations.statistics.comparison import TEACHER_LABELLED, Comparison, compare
from evaluations.statistics.estimates import Precision
from evaluations.statistics.flips import MOST_FLIPS
from evaluations.statistics.hard_cases import made_slices
from evaluations.statistics.hints import Hint, Lineage, Pattern, hints_of
from evaluations.statistics.label_checks import LabelChecks, checks_of_codes
from evaluations.statistics.levels import one_sided_level, two_sided_reach
from evaluations.statistics.model_report import ModelReport, model_report
from evaluations.statistics.paired_sample import PairedSample
from evaluations.statistics.planning import check_margin
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.rows import check_lengths, encode_rows
from evaluations.statistics.slice_rates import AnswersWithin
from evaluations.statistics.slices import NO_TEACHER, Slice, measure_slices, rows_by_value
from evaluations.statistics.verdict import Verdict, verdict

LABELLERS: Final = ("people", "teacher", "other_model", "mixed", "not_known")
FEWEST_REPLICATES: Final = 100


@dataclass(frozen=True, slots=True)
class Summary:
    """All statistics of one run.

    Parameters
    ----------
    student, teacher
        Each model's own numbers; teacher None without one.
    comparison
        The two on the same rows; None without a teacher.
    claim
        What the rows say of the vendor's claim; None without one.
    slices
        The comparison kind by kind, the surest bad news first.
    checks
        What is odd about the labels.
    groups
        How rows belong together; None where each stands alone.
    margin, look, labelled_by, precision
        What was settled before the run.
    hints
        What the pattern points to; none where the teacher made the labels.
    """

    student: ModelReport
    teacher: ModelReport | None
    comparison: Comparison | None
    claim: ClaimVerdict | None
    slices: tuple[Slice, ...]
    checks: LabelChecks
    groups: Groups | None
    margin: float | None
    look: int
    labelled_by: str
    precision: Precision
    hints: tuple[Hint, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the published blocks that statistics fill; plain, ordered, the same each time."""
        return {
            "seed": self.precision.seed,
            "replicates": self.precision.replicates,
            "level": self.precision.level,
            "samples": {
                "n": self.checks.n,
                "labels": list(self.checks.support),
                "labelled_by": self.labelled_by,
                "groups": None if self.groups is None else self.groups.count,
                "grouped_by": None if self.groups is None else self.groups.reason,
                "design_effect": self.comparison.design_effect if self.comparison else None,
                "checks": self.checks.as_json(),
            },
            "margin": self.margin,
            "look": self.look,
            "claim": self.claim.claim.as_json() if self.claim else None,
            "student": self.student.as_json(),
            "teacher": self.teacher.as_json() if self.teacher else None,
            "comparison": self.comparison.as_json() if self.comparison else None,
            "claim_verdict": self.claim.decision if self.claim else None,
            "claim_details": self.claim.as_json() if self.claim else None,
            "slices": [each.as_json() for each in self.slices],
            "hints": [each.as_json() for each in self.hints],
        }


def summarise(
    truth: Sequence[str],
    student: Predictions,
    teacher: Predictions | None = None,
    *,
    slices: Mapping[str, Sequence[object]] | None = None,
    groups: Keys | None = None,
    duplicates: Keys | None = None,
    text_lengths: Sequence[int] | None = None,
    margin: float | None = 0.02,
    claim: Claim | None = None,
    labelled_by: str = "not_known",
    look: int = 1,
    level: float = 0.95,
    seed: int = 0,
    replicates: int = 2_000,
    flips: int = MOST_FLIPS,
    positive: str | None = None,
    lineage: Lineage | None = None,
) -> Summary:
    """Measure a student, and a teacher beside it, on labelled rows.

    Everything given by row is in one and the same order. The same input, seed and versions give
    the same numbers.

    Parameters
    ----------
    truth
        The label of each row; at least one row.
    student, teacher
        What each model answered.
    slices
        Columns by which to look kind by kind: a name and a value for each row.
    groups
        For each row the key of rows that belong together, as a customer's number.
    duplicates
        For each row a key that is equal for equal inputs.
    text_lengths
        For each row the length of its input, for slices by length.
    margin
        How many more wrong answers are acceptable, as a fraction of rows, set before the run;
        None for no verdict.
    claim
        The vendor's figure, written down before the run.
    labelled_by
        Who made the labels: people, teacher, other_model, mixed or not_known.
    look
        Which look at this pair of product and sample set this is, from 1.
    level
        Two-sided level of the shown intervals.
    seed, replicates
        Of the bootstrap.
    flips
        How many rows of each kind of flip to list.
    positive
        The positive class of a task with two classes; by default the last in sorted order.
    lineage
        What the files show of how the student was made, for hints.

    Raises
    ------
    Refused
        If anything given does not fit.
    """
    check_plan(labelled_by, margin, look, level, seed, replicates)
    columns = dict(slices or {})
    check_lengths(len(truth), {**columns, "text_lengths": text_lengths})
    rows = encode_rows(truth, student, teacher, groups=groups, duplicates=duplicates)
    precision = Precision(level, replicates, seed)
    by_teacher = labelled_by == "teacher"
    ours = model_report(rows, rows.student, precision=precision, positive=positive)
    theirs = comparison = answer = None
    sample = rows.paired()
    if rows.teacher is not None and sample is not None:
        theirs = model_report(rows, rows.teacher, precision=precision, positive=positive)
        comparison = compare(
            rows,
            rows.teacher,
            sample,
            precision=precision,
            verdict=Verdict(None, why=TEACHER_LABELLED)
            if by_teacher
            else verdict(sample, margin, look=look),
            flips=flips,
            labelled_by_teacher=by_teacher,
        )
    if claim is not None:
        answer = answer_to_claim(
            claim,
            lambda exact: model_report(rows, rows.student, precision=exact, positive=positive),
            ours,
            sample,
            precision,
            by_teacher=by_teacher,
        )
    kinds = measure_slices(
        [*rows_by_value(columns, rows.n), *made_slices(rows, text_lengths)],
        rows.student.codes == rows.truth,
        None if by_teacher else rows.outcome,
        margin=margin or 0.0,
        level=level,
        groups=rows.groups,
        why_none=TEACHER_LABELLED if by_teacher else NO_TEACHER,
        answers=AnswersWithin(
            rows.labels,
            rows.truth,
            rows.student.codes,
            rows.teacher.codes if rows.teacher else None,
            ours.positive,
        ),
    )
    checks = checks_of_codes(
        rows.labels, rows.truth, answers_possible=student.classes, duplicates=duplicates
    )
    return whole_summary(
        student=ours,
        teacher=theirs,
        comparison=comparison,
        claim=answer,
        slices=kinds,
        checks=checks,
        groups=rows.groups,
        margin=margin,
        look=look,
        labelled_by=labelled_by,
        precision=precision,
        lineage=lineage,
    )


def whole_summary(
    *,
    student: ModelReport,
    teacher: ModelReport | None,
    comparison: Comparison | None,
    claim: ClaimVerdict | None,
    slices: tuple[Slice, ...],
    checks: LabelChecks,
    groups: Groups | None,
    margin: float | None,
    look: int,
    labelled_by: str,
    precision: Precision,
    lineage: Lineage | None,
) -> Summary:
    """Return all parts together, with what their pattern points to; parameters are its fields'."""
    kept = {"supported": True, "not_supported": False}.get(claim.decision) if claim else None
    pattern = Pattern(student, comparison, slices, checks, margin, kept, lineage or Lineage())
    return Summary(
        student=student,
        teacher=teacher,
        comparison=comparison,
        claim=claim,
        slices=slices,
        checks=checks,
        groups=groups,
        margin=margin,
        look=look,
        labelled_by=labelled_by,
        precision=precision,
        hints=() if labelled_by == "teacher" else hints_of(pattern),
    )


def answer_to_claim(
    claim: Claim,
    report_at: Callable[[Precision], ModelReport],
    report: ModelReport,
    sample: PairedSample | None,
    precision: Precision,
    *,
    by_teacher: bool,
) -> ClaimVerdict:
    """Hold the claim against its metric, whatever level the shown intervals have.

    Parameters
    ----------
    claim
        The vendor's figure.
    report_at, report
        The student's numbers at any precision, and at that of the run.
    sample
        The rows counted by who is right; None without a teacher.
    precision
        Of the run.
    by_teacher
        Whether the teacher made the labels; then nothing can be told.
    """
    if by_teacher:
        return ClaimVerdict(claim, "cannot_tell", None, TEACHER_LABELLED)
    if claim.metric == "retention":
        if sample is None:
            return ClaimVerdict(claim, "cannot_tell", None, NO_TEACHER)
        return claim_verdict(claim, sample.retention(level=CLAIM_LEVEL))
    if precision.level != CLAIM_LEVEL:
        report = report_at(replace(precision, level=CLAIM_LEVEL))
    return claim_verdict(claim, report.metric(claim.metric))


def check_plan(
    labelled_by: str, margin: float | None, look: int, level: float, seed: int, replicates: int
) -> None:
    """Refuse a plan that cannot be followed, before anything is counted."""
    two_sided_reach(level)
    one_sided_level(look)
    if margin is not None:
        check_margin(margin)
    if labelled_by not in LABELLERS:
        raise Refused(
            f"Labels made by {labelled_by!r} are not known here.",
            what_to_do=f"Say one of: {', '.join(LABELLERS)}.",
        )
    if seed < 0:
        raise Refused(
            "A seed below 0 cannot be used.", what_to_do="Give 0 or a whole number above."
        )
    if replicates < FEWEST_REPLICATES:
        raise Refused(
            f"{replicates} resamples are too few for an interval.",
            what_to_do=f"Give at least {FEWEST_REPLICATES}; 2,000 is usual.",
        )

"""The rows of a run, encoded and checked once: labels, both models' answers, and what belongs together."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass

from content.refusal import Refused
from evaluations.statistics.clusters import Groups, groups_from
from evaluations.statistics.codes import Codes, Keys, encode_labels
from evaluations.statistics.paired_sample import PairedSample, paired_sample, row_outcomes
from evaluations.statistics.predictions import Predictions, Scores, checked_scores


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """One model's answers as codes, and its probabilities where it gives any."""

    codes: Codes
    scores: Scores | None


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows with their label and what the models answered.

    Parameters
    ----------
    labels
        Every label seen, sorted; codes are positions in it.
    truth
        The label of each row, shape ``(n,)``.
    student, teacher
        What each model answered; teacher None without one.
    groups
        How rows belong together; None where each stands alone.
    """

    labels: tuple[str, ...]
    truth: Codes
    student: Answered
    teacher: Answered | None
    groups: Groups | None

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.truth)

    @property
    def outcome(self) -> Codes | None:
        """Who is right on each row, as `row_outcomes` gives; None without a teacher."""
        if self.teacher is None:
            return None
        return row_outcomes(self.truth, self.student.codes, self.teacher.codes)

    def paired(self) -> PairedSample | None:
        """Return the rows counted by who is right; None without a teacher."""
        outcome = self.outcome
        return None if outcome is None else paired_sample(outcome, self.groups)


def encode_rows(
    truth: Sequence[str],
    student: Predictions,
    teacher: Predictions | None = None,
    *,
    groups: Keys | None = None,
    duplicates: Keys | None = None,
) -> Rows:
    """Encode and check what a run brings, all in one order of rows.

    Parameters
    ----------
    truth, student, teacher, groups, duplicates
        As for `summarise`.

    Raises
    ------
    Refused
        If there are no rows, columns differ in length, or a cell is no label.
    """
    columns = {"label": truth, "student": student.labels}
    if teacher is not None:
        columns["teacher"] = teacher.labels
    check_lengths(len(truth), {**columns, "groups": groups, "duplicates": duplicates})
    labels, codes = encode_labels(**columns)
    return Rows(
        labels=labels,
        truth=codes["label"],
        student=_answered(student, labels, codes["student"], whose="student"),
        teacher=None
        if teacher is None
        else _answered(teacher, labels, codes["teacher"], whose="teacher"),
        groups=groups_from(groups, duplicates),
    )


def check_lengths(n: int, columns: Mapping[str, Sized | None]) -> None:
    """Refuse columns that have not one cell for each of the `n` rows.

    Raises
    ------
    Refused
        If there are no rows, or a column is longer or shorter.
    """
    if n == 0:
        raise Refused("There are no rows to measure.", what_to_do="Give at least one labelled row.")
    for name, cells in columns.items():
        if cells is not None and len(cells) != n:
            raise Refused(
                f"This column has {len(cells):,} cells and there are {n:,} labelled rows.",
                column=name,
                what_to_do="Give every row one cell, in the order of the labels.",
            )


def _answered(
    predictions: Predictions, labels: tuple[str, ...], codes: Codes, *, whose: str
) -> Answered:
    return Answered(codes, checked_scores(predictions, labels, codes, whose=whose))

"""One run's numbers where labels are numbers: labels and answers in, the published block out."""

import re
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.statistics.clusters import Groups, groups_from
from evaluations.statistics.codes import Keys
from evaluations.statistics.compared_slice import ComparedSlice
from evaluations.statistics.comparison import TEACHER_LABELLED
from evaluations.statistics.estimates import Precision
from evaluations.statistics.flips import MOST_FLIPS
from evaluations.statistics.hard_cases import length_quarters
from evaluations.statistics.measured import Measured
from evaluations.statistics.number_difference import error_difference, number_verdict
from evaluations.statistics.number_slices import number_slices
from evaluations.statistics.regression import NumberReport, number_reports
from evaluations.statistics.rows import check_lengths
from evaluations.statistics.slices import MADE, SliceRows, rows_by_value
from evaluations.statistics.verdict import Verdict

Numbers = NDArray[np.float64]

INPUT_LENGTH: Final = "input_length"
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+")
SEVERAL: Final = 20  # different values under which whole numbers may be names


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """All statistics of one run whose labels are numbers.

    Parameters
    ----------
    n
        Rows.
    student, teacher
        Each model's own errors; teacher None without one.
    difference
        Student's mean absolute error minus the teacher's; None without a teacher, undefined where
        the teacher made the labels.
    verdict
        Against a margin in the label's unit; None without a teacher.
    slices
        The comparison kind by kind.
    misses
        Rows on which the student is furthest beyond the teacher, or furthest off without one.
    groups
        How rows belong together.
    margin, look
        What was settled before the run.
    """

    n: int
    student: NumberReport
    teacher: NumberReport | None
    difference: Measured | None
    verdict: Verdict | None
    slices: tuple[ComparedSlice, ...]
    misses: tuple[dict[str, Any], ...]
    groups: Groups | None
    margin: float | None
    look: int

    def as_json(self) -> dict[str, Any]:
        """Return the published block."""
        return {
            "margin": self.margin,
            "look": self.look,
            "student": self.student.as_json(),
            "teacher": self.teacher.as_json() if self.teacher else None,
            "mae_difference": self.difference.as_json() if self.difference else None,
            "verdict": self.verdict.as_json() if self.verdict else None,
            "slices": [each.as_json() for each in self.slices],
            "misses": list(self.misses),
        }


def are_numbers(labels: Iterable[str]) -> bool:
    """Return whether labels look like amounts: all numbers, many of them, not mere codes.

    Whole numbers without a gap (0, 1, 2 ... or 1 to 5) are taken for the codes of classes.
    """
    numbers: set[float] = set()
    for label in set(labels):
        number = read_number(label)
        if not np.isfinite(number):
            return False
        numbers.add(number)
    if len(numbers) < SEVERAL:
        return False
    whole = all(number == int(number) for number in numbers)
    return not (whole and max(numbers) - min(numbers) + 1 == len(numbers))


def read_number(cell: str) -> float:
    """Return a cell as a number, commas between thousands taken; NaN where it is none."""
    text = cell.strip()
    try:
        return float(text.replace(",", "") if has_thousands(text) else text)
    except ValueError:
        return float("nan")


def has_thousands(cell: str) -> bool:
    """Return whether a cell is a number with commas between thousands."""
    return "," in cell and _THOUSANDS.fullmatch(cell.strip()) is not None


def with_point(cell: str) -> str:
    """Return a number whose comma can only be a decimal one with a point; any other cell as it is."""
    text = cell.strip()
    if "," not in text or has_thousands(text) or not _DECIMAL_COMMA.fullmatch(text):
        return cell
    return text.replace(".", "").replace(",", ".")


def summarise_numbers(
    truth: Numbers,
    student: Numbers,
    teacher: Numbers | None = None,
    *,
    slices: Mapping[str, Sequence[object]] | None = None,
    groups: Keys | None = None,
    duplicates: Keys | None = None,
    text_lengths: Sequence[int] | None = None,
    margin: float | None = None,
    labelled_by_teacher: bool = False,
    look: int = 1,
    precision: Precision | None = None,
    most: int = MOST_FLIPS,
) -> NumberSummary:
    """Measure a student, and a teacher beside it, on rows labelled with numbers.

    Parameters
    ----------
    truth, student, teacher
        Label and answers of each row, finite, in one unit, shape ``(n,)``, n at least 1.
    slices, groups, duplicates, text_lengths
        As for `summarise`.
    margin
        How much larger the mean absolute error may be, in the label's unit, set before the run;
        None for no verdict.
    labelled_by_teacher
        Then nothing is said of which is further off.
    look
        Which look at this pair of product and sample set this is, from 1.
    precision
        Level, bootstrap size and seed.
    most
        How many of the worst rows to list.

    Raises
    ------
    Refused
        If there are no rows, columns differ in length, or the margin is below 0.
    """
    held = precision or Precision()
    check_limit(margin)
    columns = dict(slices or {})
    given: dict[str, Sized | None] = {"student": student, "teacher": teacher, "groups": groups}
    given |= {"duplicates": duplicates, "text_lengths": text_lengths, **columns}
    check_lengths(len(truth), given)
    together = groups_from(groups, duplicates)
    off = np.abs(student - truth)
    other = None if teacher is None or labelled_by_teacher else np.abs(teacher - truth)
    difference, judged = None, None
    if teacher is not None:
        difference = Measured.undefined(n=len(truth), method="none", why=TEACHER_LABELLED)
        judged = Verdict(None, why=TEACHER_LABELLED)
    if other is not None:
        difference = error_difference(off - other, level=held.level, groups=together)
        judged = number_verdict(off - other, margin, look=look, groups=together)
    models = [student] if teacher is None else [student, teacher]
    reports = number_reports(truth, models, held, groups=together)
    lengths = [] if text_lengths is None else length_quarters(text_lengths)
    return NumberSummary(
        n=len(truth),
        student=reports[0],
        teacher=None if teacher is None else reports[1],
        difference=difference,
        verdict=judged,
        slices=number_slices(
            [
                *rows_by_value(columns, len(truth)),
                *(SliceRows(INPUT_LENGTH, name, rows, MADE) for name, rows in lengths),
            ],
            off,
            other,
            margin=margin or 0.0,
            level=held.level,
            groups=together,
        ),
        misses=_misses(truth, student, teacher, off if other is None else off - other, most),
        groups=together,
        margin=margin,
        look=look,
    )


def check_limit(margin: float | None) -> None:
    """Refuse a limit below 0."""
    if margin is not None and not (np.isfinite(margin) and margin >= 0):
        raise Refused(
            f"A limit of {margin} cannot be used.",
            what_to_do="Give it in the unit of the label, 0 or more: 500 for 500 pounds.",
        )


def _misses(
    truth: Numbers, student: Numbers, teacher: Numbers | None, further: Numbers, most: int
) -> tuple[dict[str, Any], ...]:
    worst = np.argsort(-further, kind="stable")[:most].tolist()
    return tuple(
        {
            "row": row,
            "label": float(truth[row]),
            "student": float(student[row]),
            "teacher": None if teacher is None else float(teacher[row]),
        }
        for row in worst
        if further[row] > 0
    )

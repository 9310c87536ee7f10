"""Who was right on the same rows: the four counts every paired method starts from."""

from dataclasses import asdict, dataclass

import numpy as np

from evaluations.statistics.tables import CellTable


@dataclass(frozen=True, slots=True)
class PairedCounts:
    """Rows by who answered them rightly.

    Counts are whole numbers, or fractions where `scaled` made them effective counts.
    """

    both_right: float
    teacher_only_right: float
    student_only_right: float
    both_wrong: float

    @property
    def n(self) -> float:
        """All rows."""
        return self.both_right + self.teacher_only_right + self.student_only_right + self.both_wrong

    @property
    def discordant(self) -> float:
        """Rows that exactly one of the two answered rightly."""
        return self.teacher_only_right + self.student_only_right

    @property
    def student_right(self) -> float:
        """Rows the student answered rightly."""
        return self.both_right + self.student_only_right

    @property
    def teacher_right(self) -> float:
        """Rows the teacher answered rightly."""
        return self.both_right + self.teacher_only_right

    @property
    def difference(self) -> float:
        """Student accuracy minus teacher accuracy, -1 to 1."""
        return (self.student_only_right - self.teacher_only_right) / self.n

    def scaled(self, factor: float) -> "PairedCounts":
        """Return the counts a sample `factor` times as large would have, shares unchanged."""
        return PairedCounts(
            self.both_right * factor,
            self.teacher_only_right * factor,
            self.student_only_right * factor,
            self.both_wrong * factor,
        )

    def swapped(self) -> "PairedCounts":
        """Return the counts with student and teacher in each other's place."""
        return PairedCounts(
            self.both_right, self.student_only_right, self.teacher_only_right, self.both_wrong
        )

    def as_json(self) -> dict[str, int]:
        """Return the four counts as whole numbers."""
        return {name: int(count) for name, count in asdict(self).items()}


def paired_counts(table: CellTable) -> PairedCounts:
    """Return the four counts of a table over (label, student, teacher)."""
    label, student, teacher = table.cells.T
    student_right = student == label
    teacher_right = teacher == label

    def rows(chosen: np.ndarray) -> int:
        return int(table.counts[chosen].sum())

    return PairedCounts(
        both_right=rows(student_right & teacher_right),
        teacher_only_right=rows(~student_right & teacher_right),
        student_only_right=rows(student_right & ~teacher_right),
        both_wrong=rows(~student_right & ~teacher_right),
    )

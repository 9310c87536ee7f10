"""Class scores as scikit-learn defines them, for many count tables at once.

Every score depends on the rows only through three sums a label: rows right, rows carrying it, and
rows answered with it. What is 0/0 for a label leaves the mean; what is 0/0 for a table is NaN here
and becomes None, with its reason, before it leaves the package.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evaluations.statistics.tables import Counts

Numbers = NDArray[np.float64]

AGGREGATES: Final = ("balanced_accuracy", "macro_f1", "weighted_f1", "kappa", "mcc")
SMALLEST: Final = {"kappa": -1.0, "mcc": -1.0}  # every other score starts at 0

_MACRO_F1, _KAPPA = AGGREGATES.index("macro_f1"), AGGREGATES.index("kappa")


def margin_map(truth: Counts, answer: Counts, labels: int) -> sparse.csr_array:
    """Return the matrix that takes cell counts to the three sums for each label.

    Parameters
    ----------
    truth, answer
        For each cell, the position of its label and of its answer, shape ``(cells,)``.
    labels
        The number of labels.

    Returns
    -------
    csr_array
        Shape ``(cells, 3 * labels)``: rows right, rows carrying, rows answered.
    """
    cells = np.arange(len(truth))
    right = truth == answer
    rows = np.concatenate([cells[right], cells, cells])
    columns = np.concatenate([truth[right], labels + truth, 2 * labels + answer])
    ones = np.ones(len(rows), dtype=np.int64)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(truth), 3 * labels))


def class_scores(sums: Counts) -> Numbers:
    """Return the aggregate scores and the F1 of each label for each row of sums.

    Parameters
    ----------
    sums
        Shape ``(tables, 3 * labels)``, as `margin_map` makes them.

    Returns
    -------
    array
        Shape ``(tables, 5 + labels)``: `AGGREGATES` in order, then F1 by label; NaN is 0/0.
    """
    right, carried, answered = (part.astype(float) for part in np.split(sums, 3, axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        f1 = 2 * right / (carried + answered)
        n = carried.sum(axis=1)
        agreed = right.sum(axis=1)
        by_chance = (carried * answered).sum(axis=1)
        carried_twice = (carried**2).sum(axis=1)
        answered_twice = (answered**2).sum(axis=1)
        kappa = (agreed * n - by_chance) / (n**2 - by_chance)
        # One root of the product, so that perfect answers give exactly 1.
        spread = np.sqrt((n**2 - carried_twice) * (n**2 - answered_twice))
        aggregates = np.column_stack(
            [
                _mean_of_defined(right / carried),
                _mean_of_defined(f1),
                np.nansum(f1 * carried, axis=1) / n,
                kappa,
                (agreed * n - by_chance) / spread,
            ]
        )
    return np.hstack([aggregates, f1])


def paired_scores(sums: Counts) -> Numbers:
    """Return the macro-F1 difference and the kappa of two models on the same rows.

    Parameters
    ----------
    sums
        Shape ``(tables, 9 * labels)``: `margin_map` sums of label and student, of label and
        teacher, and of teacher and student, side by side.

    Returns
    -------
    array
        Shape ``(tables, 2)``: student's macro-F1 minus teacher's, and Cohen's kappa between them.
    """
    student, teacher, between = (class_scores(part) for part in np.split(sums, 3, axis=1))
    return np.column_stack([student[:, _MACRO_F1] - teacher[:, _MACRO_F1], between[:, _KAPPA]])


def _mean_of_defined(values: Numbers) -> Numbers:
    defined = np.isfinite(values)
    total = np.where(defined, values, 0.0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Numbers = total / defined.sum(axis=1)
    return mean

"""Proper scores of probabilities against labels: the Brier score and log loss, row by row.

Definitions are scikit-learn's: Brier is the squared distance summed over classes, halved for two
classes; log loss is in nats, from probabilities made to add up to 1 and kept above 1e-9.
"""

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.codes import Codes
from evaluations.statistics.divergence import LEAST
from evaluations.statistics.predictions import BLOCK, Scores

Numbers = NDArray[np.float64]


def brier_rows(scores: Scores, columns: Codes) -> Numbers:
    """Return each row's Brier score: 0 for a sure right answer, 1 or 2 for a sure wrong one.

    Parameters
    ----------
    scores
        Checked probabilities.
    columns
        The column of each row's label, -1 where the model has no such class.
    """
    given = scores.given_to(columns)
    squares = np.empty(len(columns))
    for start in range(0, len(columns), BLOCK):
        rows = slice(start, start + BLOCK)
        squares[rows] = (scores.probabilities[rows] ** 2).sum(axis=1)
    # sum_k (p_k - y_k)^2 = sum_k p_k^2 - 2 p_label + 1
    brier = np.maximum(squares - 2 * given + 1, 0.0)
    return brier / 2 if len(scores.classes) == 2 else brier


def log_loss_rows(scores: Scores, columns: Codes) -> Numbers:
    """Return each row's log loss in nats, at most -log(1e-9).

    Parameters
    ----------
    scores, columns
        As for `brier_rows`.
    """
    losses = np.empty(len(columns))
    for start in range(0, len(columns), BLOCK):
        rows = slice(start, start + BLOCK)
        losses[rows] = scores.probabilities[rows].sum(axis=1)
    given = scores.given_to(columns) / losses
    return -np.log(np.clip(given, LEAST, 1.0))

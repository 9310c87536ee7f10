"""Trains a student on a teacher's answers to messages nobody labelled."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from demo.kinds import SAFETY

Numbers = NDArray[np.float64]
# A week of ordinary traffic, without danger.
ORDINARY_TRAFFIC: Final = {
    "repairs": 0.20, "viewing": 0.18, "keys and access": 0.12, "paperwork": 0.12, "deposit": 0.10,
    "arrears": 0.10, "notice": 0.10, "neighbours": 0.08,
}  # fmt: skip
LEAST_SHARE: Final = 0.05  # answers the teacher holds for less likely teach nothing


def traffic_mix(danger: float) -> Mapping[str, float]:
    """Return each kind's share of traffic in which danger has the share `danger`."""
    return {kind: share * (1 - danger) for kind, share in ORDINARY_TRAFFIC.items()} | {
        SAFETY: danger
    }


def learn_from_answers(
    features: Any, answers: Numbers, classes: Sequence[str], *, looseness: float
) -> LogisticRegression:
    """Return a linear model fitted to a teacher's probabilities (soft targets).

    Each message stands once for each answer the teacher holds for likely, weighted by how likely.

    Parameters
    ----------
    features
        Rows as the student sees them, sparse, shape ``(n, features)``.
    answers
        The teacher's probabilities, shape ``(n, classes)``.
    looseness
        The inverse of the regularisation's strength, above 0.

    Notes
    -----
    G. Hinton, O. Vinyals, J. Dean (2015), "Distilling the knowledge in a neural network",
    arXiv 1503.02531, with the temperature at 1.
    """
    row, answer = np.nonzero(answers > LEAST_SHARE)
    student = LogisticRegression(C=looseness, max_iter=1_000, tol=1e-3)
    return student.fit(features[row], np.asarray(classes)[answer], answers[row, answer])

"""What one model gets right, from its confusion table: each number with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from evaluations.statistics.class_scores import AGGREGATES, SMALLEST, class_scores, margin_map
from evaluations.statistics.clusters import Clusters
from evaluations.statistics.estimates import Precision, Score, scores, share
from evaluations.statistics.measured import Measured
from evaluations.statistics.tables import CellTable

WHY_UNDEFINED: Final = {
    "balanced_accuracy": "No row carries a label.",
    "macro_f1": "No label occurs.",
    "weighted_f1": "No label occurs.",
    "kappa": "Every row carries one label and got it as its answer: agreement beyond chance is 0/0.",
    "mcc": "Only one label occurs among the labels, or among the answers: a correlation is 0/0.",
}
NEVER_CARRIED: Final = "No row carries this label."
NEVER_ANSWERED: Final = "This label was never given as an answer."


@dataclass(frozen=True, slots=True)
class ClassNumbers:
    """One label's numbers."""

    precision: Measured
    recall: Measured
    f1: Measured
    support: int

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "precision": self.precision.as_json(),
            "recall": self.recall.as_json(),
            "f1": self.f1.as_json(),
            "support": self.support,
        }


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """All that a confusion table says of one model.

    Parameters
    ----------
    metrics
        accuracy, balanced_accuracy, macro_f1, weighted_f1, kappa, mcc.
    per_class
        The numbers of each label, labels sorted.
    table
        The counted pairs of label and answer, only labels that occur.
    """

    metrics: Mapping[str, Measured]
    per_class: Mapping[str, ClassNumbers]
    table: CellTable

    def confusion_json(self) -> dict[str, Any]:
        """Return labels and the square of counts: label down, answer across."""
        return {"labels": list(self.table.labels), "counts": self.table.dense().tolist()}


def class_metrics(
    table: CellTable, precision: Precision, *, clusters: Clusters | None = None
) -> ClassMetrics:
    """Return every class metric of a table over (label, answer).

    Parameters
    ----------
    table
        At least one row; only labels that occur.
    precision
        Level, bootstrap size and seed.
    clusters
        The grouping of rows over the table's cells, where rows belong together.
    """
    truth, answer = table.cells.T
    hits = truth == answer
    to_sums = margin_map(truth, answer, len(table.labels))
    right, carried, answered = np.split(table.counts @ to_sums, 3)
    errors = table.n - int(right.sum())
    known = [
        Score(errors, WHY_UNDEFINED[name], smallest=SMALLEST.get(name, 0.0)) for name in AGGREGATES
    ]
    known += [
        Score(int(found), WHY_UNDEFINED["macro_f1"]) for found in carried + answered - 2 * right
    ]
    measured = scores(
        table.counts, to_sums, class_scores, known, precision=precision, clusters=clusters
    )

    def hit_share(among: np.ndarray, why_empty: str) -> Measured:
        return share(
            table.counts,
            hits,
            among,
            level=precision.level,
            clusters=clusters,
            why_empty=why_empty,
        )

    metrics = {"accuracy": hit_share(np.ones(len(hits), dtype=bool), "There are no rows.")}
    metrics |= dict(zip(AGGREGATES, measured, strict=False))
    per_class = {
        label: ClassNumbers(
            precision=hit_share(answer == place, NEVER_ANSWERED),
            recall=hit_share(truth == place, NEVER_CARRIED),
            f1=measured[len(AGGREGATES) + place],
            support=int(carried[place]),
        )
        for place, label in enumerate(table.labels)
    }
    return ClassMetrics(metrics, per_class, table)

"""One model on the samples: class metrics, and what its probabilities are worth."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from evaluations.statistics.calibration import (
    CalibrationError,
    ReliabilityBin,
    binned,
    calibration_error,
    equal_mass_edges,
    equal_width_edges,
    reliability,
)
from evaluations.statistics.class_metrics import ClassMetrics, class_metrics
from evaluations.statistics.codes import Codes
from evaluations.statistics.estimates import Precision
from evaluations.statistics.measured import Measured
from evaluations.statistics.predictions import Scores
from evaluations.statistics.ranking import average_precision, rank_rows, roc_auc
from evaluations.statistics.row_means import mean_of_rows
from evaluations.statistics.rows import Answered, Rows
from evaluations.statistics.scoring_rules import brier_rows, log_loss_rows
from evaluations.statistics.tables import CellTable, count_cells

NO_PROBABILITIES: Final = "The model gives labels only, no probabilities."
NOT_BINARY: Final = "It exists for tasks with two classes only."


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a model's probabilities are worth.

    Parameters
    ----------
    brier, log_loss
        Mean scores of the probabilities; log loss in nats.
    equal_mass, equal_width
        Expected calibration errors of the answers' confidence.
    reliability
        The reliability table over the equal-mass bins.
    without_class
        Rows whose label is no class of the model.
    """

    brier: Measured
    log_loss: Measured
    equal_mass: CalibrationError
    equal_width: CalibrationError
    reliability: tuple[ReliabilityBin, ...]
    without_class: int

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "brier": self.brier.as_json(),
            "log_loss": self.log_loss.as_json(),
            "ece_equal_mass": self.equal_mass.as_json(),
            "ece_equal_width": self.equal_width.as_json(),
            "reliability": [each.as_json() for each in self.reliability],
            "rows_without_class": self.without_class,
        }


@dataclass(frozen=True, slots=True)
class ModelReport:
    """Everything measured of one model.

    Parameters
    ----------
    classes
        Class metrics from the confusion table.
    binary
        sensitivity, specificity, auc and average_precision of a task with two classes; empty
        otherwise.
    positive
        The class that counts as positive; None where the task is not binary.
    calibration
        None without probabilities.
    """

    classes: ClassMetrics
    binary: dict[str, Measured]
    positive: str | None
    calibration: Calibration | None

    @property
    def accuracy(self) -> Measured:
        """The share of rows answered rightly."""
        return self.classes.metrics["accuracy"]

    def metric(self, name: str) -> Measured:
        """Return a metric by name; undefined, with the reason, where the task has none."""
        found = self.classes.metrics.get(name) or self.binary.get(name)
        n = self.classes.table.n
        return found or Measured.undefined(n=n, method="none", why=NOT_BINARY)

    def as_json(self) -> dict[str, Any]:
        """Return the published keys that statistics fill."""
        metrics = {**self.classes.metrics, **self.binary}
        shown: dict[str, Any] = {
            "metrics": {name: number.as_json() for name, number in metrics.items()},
            "per_class": {
                label: numbers.as_json() for label, numbers in self.classes.per_class.items()
            },
            "confusion": self.classes.confusion_json(),
            "positive": self.positive,
            "calibration": None if self.calibration is None else self.calibration.as_json(),
        }
        return shown if self.calibration else {**shown, "calibration_why": NO_PROBABILITIES}


def model_report(
    rows: Rows, model: Answered, *, precision: Precision, positive: str | None = None
) -> ModelReport:
    """Measure one model.

    Parameters
    ----------
    rows
        The rows.
    model
        The student's or the teacher's answers to them.
    precision
        Level, bootstrap size and seed.
    positive
        The positive class of a task with two classes; by default the last label in sorted order,
        as in scikit-learn.
    """
    counted, cell_of_row = count_cells(rows.labels, rows.truth, model.codes)
    table = counted.seen()
    clusters = None if rows.groups is None else rows.groups.over(cell_of_row, table.counts)
    classes = class_metrics(table, precision, clusters=clusters)
    wanted = _positive_class(table, model.scores, positive)
    binary, calibration = {}, None
    if wanted is not None:
        binary = _binary(classes, wanted, rows, model.scores, precision)
    if model.scores is not None:
        calibration = _calibration(rows, model.codes, model.scores, precision)
    return ModelReport(classes, binary, wanted, calibration)


def _positive_class(table: CellTable, scores: Scores | None, wanted: str | None) -> str | None:
    known = sorted({*table.labels, *(scores.classes if scores else ())})
    if len(known) != 2:
        return None
    return wanted if wanted in known else known[1]


def _binary(
    classes: ClassMetrics,
    positive: str,
    rows: Rows,
    scores: Scores | None,
    precision: Precision,
) -> dict[str, Measured]:
    n = rows.n
    recalls = {label: numbers.recall for label, numbers in classes.per_class.items()}
    unseen = Measured.undefined(n=0, method="Wilson score", why="No row carries this label.")
    negative = next((label for label in recalls if label != positive), None)
    found = {
        "sensitivity": recalls.get(positive, unseen),
        "specificity": unseen if negative is None else recalls[negative],
    }
    if scores is None or positive not in scores.classes:
        missing = Measured.undefined(n=n, method="none", why=NO_PROBABILITIES)
        return found | {"auc": missing, "average_precision": missing}
    ranking = rank_rows(
        scores.probabilities[:, scores.classes.index(positive)],
        rows.truth == rows.labels.index(positive)
        if positive in rows.labels
        else np.zeros(n, dtype=bool),
    )
    return found | {
        "auc": roc_auc(ranking, level=precision.level, groups=rows.groups),
        "average_precision": average_precision(ranking.counts, precision, groups=rows.groups),
    }


def _calibration(rows: Rows, answers: Codes, scores: Scores, precision: Precision) -> Calibration:
    columns = scores.columns_of(rows.labels)[rows.truth]
    right = rows.truth == answers
    sure = scores.confidence
    mass = binned(sure, right, equal_mass_edges(sure), closed="left")
    width = binned(sure, right, equal_width_edges(), closed="right")
    level, groups = precision.level, rows.groups
    brier, loss = brier_rows(scores, columns), log_loss_rows(scores, columns)
    return Calibration(
        brier=mean_of_rows(brier, level=level, what="Brier score", groups=groups),
        log_loss=mean_of_rows(loss, level=level, what="log loss, nats", groups=groups),
        equal_mass=calibration_error(mass, precision, kind="equal mass"),
        equal_width=calibration_error(width, precision, kind="equal width"),
        reliability=reliability(mass, level=level),
        without_class=int((columns < 0).sum()),
    )

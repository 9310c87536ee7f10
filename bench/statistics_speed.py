"""All statistics beside others' reports of the same rows: `python -m bench.statistics_speed [rows]`.

Ours are two models and their comparison, 2,000 bootstrap replicates and every interval; each peer
reports on one model. scikit-learn's report is timed in turn with ours on a million rows, the others
in environments of their own on 100,000, without their start and imports. Best of so many rounds.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sklearn import __version__ as sklearn_version
from sklearn.metrics import classification_report

from bench.peers import CONFIDENCEINTERVAL, EVIDENTLY, MLFLOW
from bench.rows import Row, in_turn, print_rows
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise

CLASSES = 10
ROUNDS = 3
ROWS, PEERS_ROWS = 1_000_000, 100_000
NAMES = np.array([f"class_{number}" for number in range(CLASSES)])


def rows(many: int = ROWS, fewer: int = PEERS_ROWS) -> Iterator[Row]:
    """Yield the ratio to each peer."""
    yield from beside_sklearn(many)
    yield from beside_others(fewer)


def beside_sklearn(many: int) -> Iterator[Row]:
    truth, student, teacher = _drawn(many)
    for kind, dtype in (("fixed-width strings", str), ("Python strings", object)):
        label, one, other = (NAMES[codes].astype(dtype) for codes in (truth, student, teacher))
        best = in_turn(
            {
                "ours": lambda: summarise(_as_texts(label), _answers(one), _answers(other)),  # noqa: B023
                "peer": lambda: classification_report(label, one),  # noqa: B023
            },
            ROUNDS,
        )
        yield Row(
            f"all statistics, {many:,} rows, {CLASSES} classes, {kind}",
            best["ours"],
            peer=f"sklearn {sklearn_version} report",
            theirs=best["peer"],
            bar=1.0,
        )


def beside_others(many: int) -> Iterator[Row]:
    truth, student, teacher = _drawn(many)
    label, one, other = (NAMES[codes].tolist() for codes in (truth, student, teacher))
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "arrays.npz"
        np.savez(arrays, names=NAMES, truth=truth, student=student)
        for peer in (CONFIDENCEINTERVAL, MLFLOW, EVIDENTLY):
            peer.python  # noqa: B018 - installed before anything is timed
            ours = {"ours": lambda: summarise(label, Predictions(one), Predictions(other))}
            best = in_turn(ours, ROUNDS)["ours"]
            named, theirs = peer.time(arrays, ROUNDS)
            yield Row(
                f"all statistics, {many:,} rows, {CLASSES} classes, no probabilities",
                best,
                peer=named,
                theirs=theirs,
                bar=1.0,
            )


def _drawn(many: int) -> tuple[NDArray[np.int64], ...]:
    generator = np.random.default_rng(20261121)
    truth = generator.integers(0, CLASSES, many)

    def noisy(share: float) -> NDArray[np.int64]:
        chosen = generator.random(many) < share
        return np.where(chosen, generator.integers(0, CLASSES, many), truth)

    return truth, noisy(0.1), noisy(0.08)


def _answers(labels: NDArray[Any]) -> Predictions:
    return Predictions(_as_texts(labels))


def _as_texts(labels: NDArray[Any]) -> Sequence[str]:
    return cast("Sequence[str]", labels)  # an array of strings is as good as a list


if __name__ == "__main__":
    print_rows(rows(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))

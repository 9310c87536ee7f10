"""Time all classification and paired statistics of a million rows against one scikit-learn report.

Run: python bench/statistics_speed.py [rows]. Prints the ratio of the two times in one run, best of
three each; below 1 the whole summary, with 2,000 bootstrap replicates of two models and their
comparison, is quicker than one call of sklearn.metrics.classification_report.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import classification_report

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from evaluations.statistics import Predictions, summarise

CLASSES = 10
ROUNDS = 3


def best_of(work: Callable[..., object], *given: object) -> float:
    """Return the shortest of several times, in seconds: neighbours only ever add."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(*given)
        times.append(time.perf_counter() - start)
    return min(times)


def _answers(labels: NDArray[Any]) -> Predictions:
    return Predictions(cast("Sequence[str]", labels))  # an array of strings is as good as a list


def main(rows: int) -> None:
    generator = np.random.default_rng(20261121)
    names = np.array([f"class_{number}" for number in range(CLASSES)])
    truth = generator.integers(0, CLASSES, rows)

    def noisy(share: float) -> np.ndarray:
        chosen = generator.random(rows) < share
        return np.where(chosen, generator.integers(0, CLASSES, rows), truth)

    for kind, dtype in (("fixed-width strings", str), ("Python strings", object)):
        label, student, teacher = (
            names[codes].astype(dtype) for codes in (truth, noisy(0.1), noisy(0.08))
        )
        ours = best_of(summarise, label, _answers(student), _answers(teacher))
        theirs = best_of(classification_report, label, student)
        print(
            f"{rows:,} rows, {CLASSES} classes, {kind}: all statistics {ours:.2f} s,"
            f" classification_report {theirs:.2f} s, ratio {ours / theirs:.2f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

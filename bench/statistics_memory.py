"""Measure what statistics keep of the rows they have seen: it must not grow with their number.

Run: `python -m bench.statistics_memory [rows ...]`. Each size runs in a process of its own, which is
fed batches it forgets; its state is the peak memory above what the interpreter and the libraries
held before the first batch. At the largest size it is at most 1.2 times that at the smallest.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import numpy as np

from bench.peak_memory import begin, peak
from bench.rows import Row, print_rows
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.tally import Tally, tally
from evaluations.statistics.tally_summary import summary_of_tally

CLASSES = 10
BATCH = 1 << 14
SIZES = (100_000, 1_000_000, 10_000_000)


def batch(generator: np.random.Generator, rows: int) -> tuple[list[str], Predictions, Predictions]:
    """Return made-up labels and two models' answers with probabilities."""
    names = np.array([f"class_{number}" for number in range(CLASSES)])
    truth = generator.integers(0, CLASSES, rows)
    models = []
    for sharpness in (2.0, 3.0):
        logits = generator.normal(size=(rows, CLASSES))
        logits[np.arange(rows), truth] += sharpness
        powers = np.exp(logits)
        shares = powers / powers.sum(axis=1, keepdims=True)
        models.append(Predictions(names[shares.argmax(axis=1)].tolist(), shares, names.tolist()))
    return names[truth].tolist(), models[0], models[1]


def measure(rows: int) -> None:
    """Tally so many rows and print the peak above the floor, in bytes, and the seconds."""
    floor = begin()
    generator = np.random.default_rng(20261122)
    kept: Tally | None = None
    start = time.perf_counter()
    for first in range(0, rows, BATCH):
        truth, student, teacher = batch(generator, min(BATCH, rows - first))
        one = tally(truth, student, teacher, first_row=first)
        if kept is None:
            kept = one
        else:
            kept += one
    assert kept is not None
    summary_of_tally(kept)
    print(peak() - floor, time.perf_counter() - start)


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Yield the peak of each size, and the largest beside the smallest."""
    peaks = []
    for size in sizes:
        told = subprocess.run(
            [sys.executable, "-m", "bench.statistics_memory", "--one", str(size)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        peaks.append(int(told[0]) / 1e6)
        yield Row(f"state of the statistics, {size:,} rows, {CLASSES} classes", peaks[-1], "MB")
    yield Row(
        f"state at {sizes[-1]:,} rows beside {sizes[0]:,}",
        peaks[-1],
        "MB",
        peer="the smallest",
        theirs=peaks[0],
        bar=1.2,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        print_rows(rows([int(each) for each in sys.argv[1:]] or SIZES))

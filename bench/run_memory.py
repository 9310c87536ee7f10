"""What a whole test holds, file to result: `python -m bench.run_memory [rows ...]`.

A table of 20 columns and a label, two models in the jail, all statistics. Each size runs in a process
of its own, and what it holds is the peak above what the interpreter and the libraries held before.
Two processes do the work, and the jailed one's peak, inputs mapped and not counted, stands beside.
"""

import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression

from bench.peak_memory import begin, peak
from bench.rows import Row, print_rows
from evaluations.measurement.columns import Columns, LabelledBy
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from sandbox.candidates import candidates
from sandbox.locales import build_locale
from tests.sandbox import models

SIZES = (100_000, 1_000_000)
COLUMNS, BLOCK = 20, 50_000


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Yield the peak of a run at each size, and the largest beside the smallest."""
    peaks = []
    for size in sizes:
        told = subprocess.run(
            [sys.executable, "-m", "bench.run_memory", "--one", str(size)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.split()
        held, jailed, seconds = (float(each) for each in told)
        peaks.append(held)
        yield Row(f"whole test, {size:,} rows x {COLUMNS}: held above the floor", held, "MB")
        yield Row(f"whole test, {size:,} rows x {COLUMNS}: held by the jailed model", jailed, "MB")
        yield Row(f"whole test, {size:,} rows x {COLUMNS}: time", seconds)
    yield Row(
        f"whole test held at {sizes[-1]:,} rows beside {sizes[0]:,}",
        peaks[-1],
        "MB",
        peer="the smallest",
        theirs=peaks[0],
        bar=1.2,
    )


def measure(size: int) -> None:
    """Run one test and print what it held, what its models held, in MB, and its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        plan = _plan(size, place)
        jail = next(iter(candidates())).make(place, build_locale(place / "locales").folder)
        floor, start = begin(), time.perf_counter()
        result = evaluate(plan, jail=jail, progress=Silent()).result
        seconds = time.perf_counter() - start
    jailed = result["student"]["speed"]["peak_bytes"]["value"] or 0
    print((peak() - floor) / 1e6, jailed / 1e6, seconds)


def _plan(size: int, place: Path) -> TestPlan:
    x, y = make_classification(4_000, COLUMNS, n_informative=10, random_state=0)
    named = np.array(["no", "yes"])[y]
    versions = {}
    for name, taught in (("student", 300), ("teacher", 4_000)):
        content = models.exported(
            LogisticRegression(max_iter=1_000).fit(x[:taught].astype(np.float32), named[:taught]),
            [("x", FloatTensorType([None, COLUMNS]))],
            options={"zipmap": False},
        )
        path = place / f"{name}.onnx"
        path.write_bytes(content)
        versions[name] = Contender(path, path.name, is_sheet=False)
    samples = place / "samples.csv"
    _write(samples, size, x, named)
    return TestPlan(
        student=versions["student"],
        teacher=versions["teacher"],
        samples=samples,
        samples_name="samples.csv",
        columns=Columns("label"),
        labelled_by=LabelledBy.PEOPLE,
    )


def _write(path: Path, size: int, x: np.ndarray, named: np.ndarray) -> None:
    """Write the rows a block at a time, so that the floor is no higher for many."""
    draw = np.random.default_rng(20261122)
    with path.open("w") as stream:
        stream.write(",".join([f"c{number}" for number in range(COLUMNS)]) + ",label\n")
        for first in range(0, size, BLOCK):
            picked = draw.integers(0, len(x), min(BLOCK, size - first))
            cells = x[picked] + draw.normal(scale=0.1, size=(len(picked), COLUMNS))
            stream.writelines(
                ",".join(f"{cell:.2f}" for cell in row) + f",{label}\n"
                for row, label in zip(cells.tolist(), named[picked].tolist(), strict=True)
            )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        print_rows(rows([int(each) for each in sys.argv[1:]] or SIZES))

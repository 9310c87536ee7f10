"""What each way of taking in a large file holds: `python -m bench.file_memory [rows ...]`.

The preview of an upload, a look at the examples, and whole tests: on two answer sheets in another
order, of rows that belong together, and of amounts. Each way and size runs in a process of its own;
what it holds is the peak above what the interpreter and the libraries held before.
"""

import csv
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from skl2onnx.common.data_types import FloatTensorType
from sklearn.linear_model import LinearRegression, LogisticRegression

from bench.peak_memory import begin, peak
from bench.rows import Row, print_rows
from evaluations.measurement.columns import Columns, LabelledBy
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.examples_in_batches import look_through
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.row_blocks import MOST_WHOLE
from evaluations.measurement.sample_preview import preview_of
from evaluations.measurement.samples import take_samples
from evaluations.measurement.text_table import text_frame
from sandbox.candidates import candidates
from sandbox.contract import Jail
from sandbox.locales import build_locale
from sandbox.reading import read_table
from tests.sandbox import models

SIZES: Final = (MOST_WHOLE + 1, 1_000_000)
NUMBERS: Final = tuple(f"c{number}" for number in range(10))
HEADER: Final = ("id", *NUMBERS, "text", "tenant", "kind", "rent")
KINDS: Final = ("repair", "viewing", "deposit")
WORDS: Final = ("boiler", "rent", "viewing", "key", "deposit", "cold", "late", "garden", "window")
NAME: Final = "examples.csv"
# Held to this much more at the largest size than at the smallest; the others may grow, and say so.
BAR: Final = 1.2
FLAT: Final = frozenset({"preview", "look", "sheets"})


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Yield the peak of each way at each size, and the largest beside the smallest."""
    peaks: dict[str, list[float]] = {way: [] for way in WAYS}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), size)
            for way in WAYS:
                held, seconds = _in_its_own_process(way, folder)
                peaks[way].append(held)
                yield Row(f"{way}, {size:,} rows: held above the floor", held, "MB")
                yield Row(f"{way}, {size:,} rows: time", seconds)
    for way, held_by in peaks.items():
        yield Row(
            f"{way} held at {sizes[-1]:,} rows beside {sizes[0]:,}",
            held_by[-1],
            "MB",
            peer="the smallest",
            theirs=held_by[0],
            bar=BAR if way in FLAT else None,
        )


def measure(way: str, folder: Path) -> None:
    """Go one way and print what was held, in MB, and its seconds."""
    jail = next(iter(candidates())).make(folder, build_locale(folder / "locales").folder)
    floor, start = begin(), time.perf_counter()
    WAYS[way](folder, jail)
    print((peak() - floor) / 1e6, time.perf_counter() - start)


def _preview(folder: Path, jail: Jail) -> None:
    read = read_table(jail, folder / NAME, name=NAME)
    preview_of(text_frame(read.table), read.row_numbers, format=read.format, folder=jail.run_dir)


def _look(folder: Path, jail: Jail) -> None:
    read = read_table(jail, folder / NAME, name=NAME)
    samples = take_samples(
        text_frame(read.table),
        read.row_numbers,
        _columns("kind"),
        name=NAME,
        sha256=read.sha256,
        folder=jail.run_dir,
    )
    look_through(samples, folder=jail.run_dir)


def _sheets(folder: Path, jail: Jail) -> None:
    evaluate(_plan(folder, "kind", "csv"), jail=jail, progress=Silent())


def _groups(folder: Path, jail: Jail) -> None:
    plan = _plan(folder, "kind", "onnx", inputs=NUMBERS, group="tenant")
    evaluate(plan, jail=jail, progress=Silent())


def _amounts(folder: Path, jail: Jail) -> None:
    evaluate(_plan(folder, "rent", "amounts.onnx", inputs=NUMBERS), jail=jail, progress=Silent())


WAYS: Final[Mapping[str, Callable[[Path, Jail], None]]] = {
    "preview": _preview,
    "look": _look,
    "sheets": _sheets,
    "groups": _groups,
    "amounts": _amounts,
}


def _in_its_own_process(way: str, folder: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.file_memory", "--one", way, folder]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(told[0]), float(told[1])


def _columns(
    label: str, inputs: tuple[str, ...] | None = None, group: str | None = None
) -> Columns:
    return Columns(label, inputs or (*NUMBERS, "text"), id="id", group=group)


def _plan(
    folder: Path,
    label: str,
    ending: str,
    *,
    inputs: tuple[str, ...] | None = None,
    group: str | None = None,
) -> TestPlan:
    versions = [
        Contender(folder / f"{name}.{ending}", f"{name}.{ending}", is_sheet=ending == "csv")
        for name in ("student", "teacher")
    ]
    return TestPlan(
        student=versions[0],
        teacher=versions[1],
        samples=folder / NAME,
        samples_name=NAME,
        columns=_columns(label, inputs, group),
        labelled_by=LabelledBy.PEOPLE,
        margin_in_units=20.0 if label == "rent" else None,
    )


def _write(folder: Path, size: int) -> None:
    """Write the examples, a sheet and two models for each version."""
    draw, words = np.random.default_rng(20261122), random.Random(20261122)
    with (folder / NAME).open("w", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER)
        for row in range(size):
            numbers = draw.normal(size=len(NUMBERS)).round(2)
            text = " ".join(words.choices(WORDS, k=6)) + (
                f" ring 020 7946 0{row % 900 + 100}" if row % 50 == 0 else f" {row}"
            )
            place = int(numbers[0] > 0) + int(numbers[1] > 0)
            rent = round(1_000 + 100 * float(numbers[2]) + words.gauss(0, 50), 2)
            out.writerow([f"e{row}", *numbers.tolist(), text, f"t{row // 3}", KINDS[place], rent])
    order = list(range(size))
    words.shuffle(order)
    for name, right in (("student", 0.85), ("teacher", 0.92)):
        with (folder / f"{name}.csv").open("w", newline="") as stream:
            out = csv.writer(stream)
            out.writerow(["id", "answer", *(f"p_{kind}" for kind in KINDS)])
            for row in order:
                sure = round(words.uniform(0.5, 0.98), 4)
                said = words.randrange(3) if words.random() > right else row % 3
                shares = [sure if kind == said else (1 - sure) / 2 for kind in range(3)]
                out.writerow([f"e{row}", KINDS[said], *shares])
    for name, taught in (("student", 60), ("teacher", 2_000)):
        x = draw.normal(size=(taught, len(NUMBERS))).astype(np.float32)
        kinds = np.array(KINDS)[(x[:, 0] > 0).astype(int) + (x[:, 1] > 0)]
        takes = [("x", FloatTensorType([None, len(NUMBERS)]))]
        by_kind = LogisticRegression(max_iter=1_000).fit(x, kinds)
        (folder / f"{name}.onnx").write_bytes(
            models.exported(by_kind, takes, options={"zipmap": False})
        )
        by_rent = LinearRegression().fit(x, 1_000 + 100 * x[:, 2] + draw.normal(0, 50, taught))
        (folder / f"{name}.amounts.onnx").write_bytes(models.exported(by_rent, takes))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        print_rows(rows([int(each) for each in sys.argv[1:]] or SIZES))

"""What the jail costs: `python -m bench.jail_speed [rows ...]`, by default 1,000, 100,000 and 1,000,000.

Each line is one model on so many rows, of 20 columns or one text of eight words. Whole runs are timed,
cold each time: process, imports, model, transport. *Jailed* is held against the same runner in the
same shape of process with every wall left out (that stands here only; the product has none): at most
1.10. *In process* is onnxruntime in this very process, its libraries loaded before: at most 1.5 times
that for a million rows of boosted trees. A cold run of 1,000 rows takes at most 0.4 s. All take turns,
and the best of each counts, for neighbours on the machine only ever add; beside it stands the median
of the ratios of each turn, and the lower of both is held to the bar. *Processor* is
the processor time of the jailed run and its ratio, which neighbours hardly touch.
"""

import resource
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
import pyarrow as pa
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import make_classification
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from bench.rows import Row, print_rows
from sandbox import interpreter
from sandbox.candidates import candidates
from sandbox.confined_child import Walls, run_confined
from sandbox.contract import Jail, Job, Limits, Outcome, Receive, ShouldStop, never
from sandbox.limits import PREDICTING
from sandbox.locales import build_locale
from sandbox.lockdown import lay_out_code
from sandbox.model_source import ModelSource
from sandbox.predicting import predict
from tests.sandbox import models

ROWS = (1_000, 100_000, 1_000_000)
ROUNDS = {1_000: 9, 100_000: 5}
FEW_ROUNDS = 3
COLUMNS = 20
TEXTS_AT_ONCE, TABLE_AT_ONCE = 256, 16_384
JAIL_BAR, COLD_BAR, WHOLE_BAR = 1.10, 0.4, 1.5
NONE = "none"
UNLOCKED = """
import runpy
from sandbox.runner import lock
lock.set_limits = lambda *_: None
lock.confine = lambda *_, **__: 0
lock.become = lambda *_: None
lock.tighten = lambda *_: None
runpy.run_module("sandbox.runner", run_name="__main__")
"""


@dataclass(frozen=True)
class NoJail:
    """The runner as it is, with every wall left out."""

    run_dir: Path
    locales: Path | None
    name: str = NONE
    isolation: str = "none"

    def run(
        self, job: Job, *, limits: Limits, receive: Receive, should_stop: ShouldStop = never
    ) -> Outcome:
        """Run one job."""
        *start, _, _ = interpreter.command()
        code = lay_out_code(self.run_dir)
        environment = interpreter.environment(limits, code=code, locales=self.locales)
        walls = Walls([*start, "-c", UNLOCKED], readable=(), environment=environment)
        return run_confined(walls, job, limits=limits, receive=receive, should_stop=should_stop)


@dataclass(frozen=True)
class Spent:
    """Seconds of one run: real ones, and those of the processor in other processes than this."""

    seconds: float
    processor: float


@dataclass(frozen=True)
class Case:
    """One model and its rows, and how it is run in this process."""

    name: str
    source: ModelSource
    features: pa.Table
    inside: Callable[[], object]


def rows(sizes: Sequence[int] = ROWS) -> Iterator[Row]:
    """Yield every jail beside the bare runner and beside this process."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        locales = build_locale(place / "locales").folder
        jails: dict[str, Jail] = {each.name: each.make(place, locales) for each in candidates()}
        for size in sizes:
            for case in _cases(size, place):
                yield from _measure(case, size, jails, NoJail(place, locales))


def _measure(case: Case, size: int, jails: dict[str, Jail], no_jail: Jail) -> Iterator[Row]:
    times: dict[str, list[Spent]] = {name: [] for name in (*jails, NONE)}
    inside = []
    for _ in range(ROUNDS.get(size, FEW_ROUNDS)):
        for name, jail in {**jails, NONE: no_jail}.items():
            times[name].append(_timed(partial(predict, jail, case.source, case.features)))
        inside.append(_timed(case.inside).seconds)
    free = times[NONE]
    without, needed = min(each.seconds for each in free), min(each.processor for each in free)
    for name in jails:
        of = f"{case.name}, {size:,} rows, {name}"
        best = min(each.seconds for each in times[name])
        median = statistics.median(
            a.seconds / b.seconds for a, b in zip(times[name], free, strict=True)
        )
        # Of the two ways to tell the ratio the lower is held: neighbours only ever add.
        bar = JAIL_BAR if best / without <= median else None
        yield Row(f"{of}: best", best, peer="no jail", theirs=without, bar=bar)
        bar = None if bar else JAIL_BAR
        yield Row(f"{of}: median", median * without, peer="no jail", theirs=without, bar=bar)
        processor = min(each.processor for each in times[name])
        # bubblewrap's own first process hides what its children used.
        if processor >= needed / 2:
            yield Row(f"{of}: processor", processor, peer="no jail", theirs=needed)
        if size == ROWS[0]:
            yield Row(f"{of}: cold", best, bar=COLD_BAR)
        whole = WHOLE_BAR if size == ROWS[2] and "tree" in case.name else None
        yield Row(f"{of}: whole", best, peer="in process", theirs=min(inside), bar=whole)


def _cases(size: int, place: Path) -> Iterator[Case]:
    draw = np.random.default_rng(20261121)
    drawn = draw.normal(size=(size, COLUMNS)).astype(np.float32)
    features = pa.table({f"c{number}": drawn[:, number] for number in range(COLUMNS)})
    x, y = make_classification(2_000, COLUMNS, n_informative=10, random_state=0)
    x = x.astype(np.float32)
    for name, model in {
        "logistic": LogisticRegression(),
        "boosted trees": GradientBoostingClassifier(n_estimators=100, random_state=0),
    }.items():
        content = models.exported(
            model.fit(x, y),
            [("x", FloatTensorType([None, COLUMNS]))],
            options={"zipmap": False},
        )
        path = place / f"{name}-{size}.onnx"
        path.write_bytes(content)
        yield Case(
            name,
            ModelSource(path),
            features,
            partial(_in_process, content, features),
        )
    texts = [" ".join(words) for words in draw.choice(list(models.WORDS), (size, 8)).tolist()]
    folder, files = place / f"text-{size}", models.bundle()
    folder.mkdir()
    yield Case(
        "text bundle",
        models.laid_out(files, folder),
        pa.table({"t": texts}),
        partial(_text_in_process, files, texts),
    )


def _session(content: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = PREDICTING.threads
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _in_process(content: bytes, features: pa.Table) -> list[object]:
    session = _session(content)
    columns = [column.to_numpy() for column in features.columns]
    answers = []
    for start in range(0, features.num_rows, TABLE_AT_ONCE):
        piece = np.column_stack([column[start : start + TABLE_AT_ONCE] for column in columns])
        answers.append(session.run(None, {"x": piece}))
    return answers


def _text_in_process(files: dict[str, bytes], texts: list[str]) -> list[object]:
    session = _session(files["model.onnx"])
    tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
    tokenizer.enable_truncation(6)
    tokenizer.enable_padding()
    answers = []
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        encoded = tokenizer.encode_batch(texts[start : start + TEXTS_AT_ONCE])
        feed = {
            "input_ids": np.array([each.ids for each in encoded], np.int64),
            "attention_mask": np.array([each.attention_mask for each in encoded], np.int64),
        }
        answers.append(session.run(None, feed))
    return answers


def _timed(work: Callable[[], object]) -> Spent:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(
        time.perf_counter() - start,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print_rows(rows(tuple(map(int, sys.argv[1:])) or ROWS))

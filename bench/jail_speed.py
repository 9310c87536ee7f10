"""Time a model run in the jail against the same runner, in the same shape of process, without it.

Run: python bench/jail_speed.py [rows]. Prints the seconds of whole runs (process, imports, model,
transport), cold each time, best and median of several, their ratio, and for many rows the ratio to
onnxruntime in this very process. The unjailed runner stands here only; the product has none.
"""

import base64
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sandbox import interpreter
from sandbox.candidates import find_jail
from sandbox.contract import Job, Limits, Outcome, Receive, ShouldStop, never
from sandbox.predicting import predict
from sandbox.supervision import Supervision
from tests.sandbox import models

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
UNLOCKED = """
import runpy
from sandbox.runner import lock
lock.set_limits = lambda *_: None
lock.confine = lambda *_: 0
lock.tighten = lambda *_: None
runpy.run_module("sandbox.runner", run_name="__main__")
"""


@dataclass
class NoJail:
    """The runner as it is, with every wall left out."""

    run_dir: Path
    name: str = "none"
    isolation: str = "none"

    def run(
        self, job: Job, *, limits: Limits, receive: Receive, should_stop: ShouldStop = never
    ) -> Outcome:
        """Run one job."""
        reading, writing = os.pipe()
        request = {
            "profile": job.profile,
            "descriptor": writing,
            "limits": {},
            "readable": [],
            "inputs": {name: str(path) for name, path in job.inputs.items()},
            "filter": base64.b64encode(b"").decode(),
            "seccomp": 0,
            "options": dict(job.options),
        }
        environment = interpreter.environment(limits)
        packages = [str(ROOT), *map(str, interpreter.packages())]
        return Supervision(limits, receive, should_stop).run(
            [str(interpreter.executable()), "-s", "-S", "-B", "-X", "utf8", "-c", UNLOCKED],
            request=json.dumps(request).encode(),
            results=(reading, writing),
            environment={**environment, "PYTHONPATH": ":".join(packages)},
        )


def main(rows: int) -> None:
    """Print the table."""
    model, real, _ = models.breast_cancer()
    draw = np.random.default_rng(20261121)
    columns = [draw.choice(real[:, place], rows) for place in range(real.shape[1])]
    features = pa.table({f"c{place}": column for place, column in enumerate(columns)})
    with tempfile.TemporaryDirectory() as folder:
        source = models.laid_out(model, Path(folder))
        jails = {
            "jailed": find_jail(run_dir=Path(folder) / "runs"),
            "unjailed": NoJail(Path(folder)),
        }
        times: dict[str, list[float]] = {name: [] for name in jails}
        for _ in range(ROUNDS):
            for name, jail in jails.items():
                times[name].append(_timed(lambda jail=jail: predict(jail, source, features)))
    for name, found in times.items():
        print(f"{name:<10} best {min(found):.3f} s, median {statistics.median(found):.3f} s")
    print(
        f"ratio      best {min(times['jailed']) / min(times['unjailed']):.2f}, "
        f"median {_median_ratio(times):.2f}, of {rows:,} rows"
    )
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    matrix = np.column_stack(columns)
    inside = min(_timed(lambda: session.run(None, {"input": matrix})) for _ in range(ROUNDS))
    print(
        f"in process {inside:.3f} s, the model alone; jailed is {min(times['jailed']) / inside:.1f} times that"
    )


def _median_ratio(times: dict[str, list[float]]) -> float:
    return statistics.median(a / b for a, b in zip(times["jailed"], times["unjailed"], strict=True))


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)

"""Runs and inspects LightGBM models from their own text files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Column
from sandbox.runner.lightgbm_file import LightgbmFile, facts_of, labels_of, read_lightgbm
from sandbox.runner.model_files import PlainModel
from sandbox.runner.row_matrix import column_inputs, rows_of_numbers
from sandbox.runner.running import TABLE_ROWS, Running

QUIET = {"verbosity": -1, "num_threads": 1}


def prepare() -> None:
    """Let the library open now what it would open at first use."""
    rows = np.arange(40, dtype=np.float64).reshape(40, 1)
    data = lightgbm.Dataset(rows, label=np.arange(40) % 2, params=QUIET)
    smallest = lightgbm.train({**QUIET, "objective": "binary"}, data, num_boost_round=1)
    again = lightgbm.Booster(model_str=smallest.model_to_string())
    again.predict(rows, num_threads=1)


def inspect(model: PlainModel, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts, inputs, outputs and labels. Trouble for a model that cannot be run."""
    file = read_lightgbm(model)
    _open(file)
    facts = {**facts_of(file), "opens_with": f"lightgbm {lightgbm.__version__}"}
    return {
        "facts": facts,
        "inputs": column_inputs(file.width, file.names, "float64"),
        "outputs": [{"name": file.objective, "type": "float64", "shape": [None, file.classes]}],
        "labels": labels_of(file),
    }


def start(model: PlainModel, columns: Sequence[Column], options: Mapping[str, Any]) -> Running:
    """Return the model, open and joined to `columns`, which are fed whole: blanks are missing.

    LightGBM takes a figure that is left out for a zero, so it makes no difference which is fed.
    """
    file = read_lightgbm(model)
    booster = _open(file)
    rows = rows_of_numbers(columns, width=file.width, names=file.names, kind=np.float64)

    def ask(start: int, stop: int) -> Iterator[tuple[list[Any], int]]:
        try:
            given = booster.predict(rows(start, stop), num_threads=options["threads"])
        except lightgbm.basic.LightGBMError as problem:
            raise Trouble(Code.RUN_FAILED, reason=str(problem)[:160]) from problem
        # Rounding may leave a probability a hair above 1.
        answer = np.asarray(given, np.float32 if file.gives == "labels" else np.float64)
        yield [answer], stop - start

    labels = labels_of(file)
    return Running(
        ask,
        TABLE_ROWS,
        lists=[labels] if labels else [],
        certain=True,
        gives=file.gives,
        fed="dense",
    )


def _open(file: LightgbmFile) -> Any:
    try:
        return lightgbm.Booster(model_str=file.content)
    except lightgbm.basic.LightGBMError as problem:
        raise Trouble(Code.CANNOT_OPEN, reason=str(problem)[:160]) from problem

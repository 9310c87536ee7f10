"""Runs and inspects XGBoost models from their own files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import xgboost

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Column
from sandbox.runner.model_files import PlainModel
from sandbox.runner.row_matrix import column_inputs, rows_of_numbers
from sandbox.runner.running import TABLE_ROWS, Ask, Running
from sandbox.runner.xgboost_file import HOW, XgboostFile, facts_of, labels_of, read_xgboost

Numbers = npt.NDArray[np.float32]


def prepare() -> None:
    """Let the library open now what it would open at first use."""
    matrix = xgboost.DMatrix(np.zeros((2, 1), np.float32), label=[0, 1], nthread=1)
    smallest = xgboost.train({"max_depth": 1, "nthread": 1}, matrix, num_boost_round=1)
    smallest.inplace_predict(np.zeros((1, 1), np.float32))


def inspect(model: PlainModel, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts, inputs, outputs and labels. Trouble for a model that cannot be run."""
    file = read_xgboost(model)
    _open(file, options["threads"])
    facts = {**facts_of(file), "opens_with": f"xgboost {xgboost.__version__}"}
    width = max(1, file.classes)
    return {
        "facts": facts,
        "inputs": column_inputs(file.width, file.names, "float32"),
        "outputs": [{"name": file.objective, "type": "float32", "shape": [None, width]}],
        "labels": labels_of(file),
    }


def start(model: PlainModel, columns: Sequence[Column], options: Mapping[str, Any]) -> Running:
    """Return the model, open and joined to `columns`, which are fed whole: blanks are missing."""
    file = read_xgboost(model)
    booster = _open(file, options["threads"])
    rows = rows_of_numbers(columns, width=file.width, names=file.names, kind=np.float32)

    def ask_with(missing: float) -> Ask:
        def ask(start: int, stop: int) -> Iterator[tuple[list[Any], int]]:
            yield [_answer(file, booster, rows(start, stop), missing)], stop - start

        return ask

    absent = options.get("zeros") == "missing"
    labels = labels_of(file)
    return Running(
        ask_with(0.0 if absent else np.nan),
        TABLE_ROWS,
        lists=[labels] if labels else [],
        certain=True,
        gives=file.gives,
        fed="sparse" if absent else "dense",
        zeros_left_out=None if absent else ask_with(0.0),
    )


def _open(file: XgboostFile, threads: int) -> Any:
    booster = xgboost.Booster({"nthread": threads})
    try:
        booster.load_model(bytearray(file.content))
    except xgboost.core.XGBoostError as problem:
        raise _said(problem, Code.CANNOT_OPEN) from problem
    return booster


def _answer(file: XgboostFile, booster: Any, rows: Numbers, missing: float) -> Any:
    how = HOW.get(file.objective, "value")
    kind = "margin" if how in {"sigmoid", "softmax"} else "value"
    try:
        given = booster.inplace_predict(
            rows, predict_type=kind, missing=missing, validate_features=False
        )
    except xgboost.core.XGBoostError as problem:
        raise _said(problem, Code.RUN_FAILED) from problem
    if file.gives == "numbers":
        return given
    given = given.reshape(len(rows), -1)
    if how == "label":
        return given[:, 0].astype(np.int64)
    if how == "sigmoid":
        with np.errstate(over="ignore"):
            return (1 / (1 + np.exp(-given.astype(np.float64)))).astype(np.float32)
    if how == "softmax":
        raised = np.exp((given - given.max(axis=1, keepdims=True)).astype(np.float64))
        return (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return given


def _said(problem: Exception, code: Code) -> Trouble:
    # Its messages begin with the time and the place in its own source.
    lines = [line.rpartition(": ")[2].strip() for line in str(problem).splitlines()[:1]]
    return Trouble(code, reason=(lines[0] if lines and lines[0] else "no reason given")[:160])

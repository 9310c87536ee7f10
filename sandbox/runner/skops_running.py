"""Runs and inspects scikit-learn models from skops files, once every type in them was allowed."""

import importlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import sklearn
import skops.io
from sklearn.base import is_classifier, is_regressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from sandbox.runner.binding import named_column
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Column
from sandbox.runner.model_files import PlainModel
from sandbox.runner.row_matrix import rows_of_numbers
from sandbox.runner.running import TABLE_ROWS, TEXT_ROWS, Running
from sandbox.runner.skops_columns import inputs_of
from sandbox.runner.skops_facts import facts_of
from sandbox.runner.skops_schema import Plan, read_plan
from sandbox.runner.skops_types import decided
from sandbox.runner.tree_pointers import check_tree

MOST_CLASSES = 10_000
# Ensembles that hand their own columns to their trees without another look.
SAME_COLUMNS = {"sklearn.ensemble._forest", "sklearn.ensemble._gb"}
BOOSTED_NODES = {"left", "right", "feature_idx", "is_leaf"}


def prepare() -> None:
    """Import every module that an allowed type may come from, and what the first use would open."""
    warnings.simplefilter("ignore")
    for module in decided().modules:
        if module.startswith("sklearn.") and not module.startswith("sklearn._loss._loss"):
            importlib.import_module(module)
    smallest = LogisticRegression().fit(np.array([[0.0], [1.0]]), ["a", "b"])
    smallest.predict_proba(pd.DataFrame({"x": [0.5]}).to_numpy())
    again = skops.io.loads(skops.io.dumps(smallest))
    again.predict(np.array([[0.0]]))


def inspect(model: PlainModel, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts, inputs, outputs and labels. Trouble for a model that cannot be run."""
    loaded, plan = _load(model)
    inputs = inputs_of(loaded)
    classes = _classes(loaded)
    outputs: list[dict[str, Any]] = [{"name": "label", "type": "string", "shape": [None]}]
    if classes is None:
        outputs = [{"name": "number", "type": "float64", "shape": [None]}]
    elif hasattr(loaded, "predict_proba"):
        outputs.append({"name": "probabilities", "type": "float64", "shape": [None, len(classes)]})
    facts = facts_of(plan, model.stream, loaded)
    facts["opens_with"] = f"scikit-learn {sklearn.__version__}, skops {skops.__version__}"
    return {"facts": facts, "inputs": inputs, "outputs": outputs, "labels": classes}


def start(model: PlainModel, columns: Sequence[Column], _: Mapping[str, Any]) -> Running:
    """Return the model, open and joined to `columns`."""
    loaded, _plan = _load(model)
    inputs = inputs_of(loaded)
    classes = _classes(loaded)
    rows = _rows(inputs, columns)

    def ask(start: int, stop: int) -> Iterator[tuple[list[Any], int]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield _answers(loaded, rows(start, stop), scored=classes is not None), stop - start
        except Trouble:
            raise
        except MemoryError:
            raise
        except Exception as problem:
            raise Trouble(Code.RUN_FAILED, reason=_said(problem)) from problem

    return Running(
        ask,
        TEXT_ROWS if _is_text(inputs) else TABLE_ROWS,
        lists=[classes] if classes else [],
        certain=True,
        gives="numbers" if classes is None else "labels",
    )


def _load(model: PlainModel) -> tuple[Any, Plan]:
    plan = read_plan(model.stream, sklearn.__version__)
    model.stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loaded = skops.io.load(model.stream, trusted=decided().names)
    except (MemoryError, RecursionError):
        raise
    except Exception as problem:
        raise Trouble(Code.BROKEN_MODEL, found="skops") from problem
    if not hasattr(loaded, "predict") or not (is_classifier(loaded) or is_regressor(loaded)):
        raise Trouble(Code.NOTHING_PREDICTS)
    try:
        _check_trees(loaded)
    except (AttributeError, TypeError, KeyError, ValueError) as problem:
        raise Trouble(Code.BROKEN_MODEL, found="skops") from problem
    return loaded, plan


def _check_trees(loaded: Any) -> None:
    """Look through everything in the model: check each tree, and let nothing start processes."""
    waiting: list[Any] = [loaded]
    seen: set[int] = set()
    trees = 0
    while waiting:
        held = waiting.pop()
        if id(held) in seen:
            continue
        seen.add(id(held))
        if isinstance(held, list | tuple | set):
            waiting.extend(held)
        elif isinstance(held, dict):
            waiting.extend(held.values())
        elif isinstance(held, np.ndarray):
            if held.dtype == object:
                waiting.extend(held.reshape(-1).tolist())
        elif type(held).__module__.startswith("sklearn."):
            trees += _check_nodes(held, trees)
            if getattr(held, "n_jobs", None) is not None:
                held.n_jobs = None
            waiting.extend(getattr(held, "__dict__", {}).values())


def _check_nodes(held: Any, trees: int) -> int:
    """Check the trees that `held` has, against the columns it will be given; return how many."""
    width = getattr(held, "n_features_in_", None)
    kind = type(held).__name__
    if type(held).__module__ in SAME_COLUMNS:
        for each in np.ravel(held.estimators_).tolist():
            if each.n_features_in_ != width:
                raise Trouble(Code.BROKEN_MODEL, found="skops")
    if hasattr(held, "tree_"):
        if type(width) is not int or held.tree_.n_features != width:
            raise Trouble(Code.BROKEN_MODEL, found="skops")
        nodes = held.tree_.__getstate__()["nodes"]
        check_tree(
            nodes["left_child"], nodes["right_child"], nodes["feature"], width=width, tree=trees
        )
        return 1
    if not kind.startswith("HistGradientBoosting"):
        return 0
    found = [each for several in held._predictors for each in several]
    for place, each in enumerate(found):
        nodes = each.nodes
        if not set(nodes.dtype.names or ()) >= BOOSTED_NODES or type(width) is not int:
            raise Trouble(Code.BROKEN_MODEL, found="skops")
        leaf = nodes["is_leaf"].astype(bool)
        left, right = (np.where(leaf, -1, nodes[key].astype(np.int64)) for key in ("left", "right"))
        check_tree(left, right, nodes["feature_idx"], width=width, tree=trees + place)
    return len(found)


def _classes(loaded: Any) -> list[str] | None:
    """Return the labels, in the order of the scores, or None for a model that gives numbers."""
    if not is_classifier(loaded):
        return None
    held = getattr(loaded, "classes_", None)
    if not isinstance(held, np.ndarray) or held.ndim != 1 or not len(held):
        raise Trouble(Code.UNSUPPORTED_OUTPUT, outputs="several answers for each row")
    if len(held) > MOST_CLASSES:
        raise Trouble(Code.TOO_MANY_LABELS, limit=MOST_CLASSES)
    return [str(each) for each in held.tolist()]


def _answers(loaded: Any, rows: Any, *, scored: bool) -> list[Any]:
    """Return labels and, where there are any, scores; the steps before the model run once."""
    if isinstance(loaded, Pipeline):
        for _, step in loaded.steps[:-1]:
            if step not in (None, "passthrough"):
                rows = step.transform(rows)
        loaded = loaded.steps[-1][1]
    labels = np.asarray(loaded.predict(rows))
    if not scored:
        return [labels.astype(np.float64)]
    if labels.dtype.kind not in "OUSiub":
        labels = np.array([str(each) for each in labels.tolist()], dtype=object)
    answers: list[Any] = [labels]
    if hasattr(loaded, "predict_proba"):
        answers.append(np.asarray(loaded.predict_proba(rows), dtype=np.float32))
    return answers


def _is_text(inputs: Sequence[Mapping[str, Any]]) -> bool:
    return len(inputs) == 1 and inputs[0]["shape"] == [None]


def _rows(inputs: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> Any:
    if _is_text(inputs):
        if len(columns) != 1 or not columns[0].is_text:
            raise Trouble(Code.ONE_TEXT_COLUMN, found=len(columns))
        return columns[0].texts
    if inputs[0]["shape"][1] != 1 or (len(inputs) == 1 and inputs[0]["name"] == "features"):
        width = inputs[0]["shape"][1]
        if inputs[0]["type"] != "string":
            return rows_of_numbers(columns, width=width, names=None, kind=np.float64)
        return _words(columns, width)
    named = [(each["name"], named_column(each["name"], columns)) for each in inputs]
    for each, (_, column) in zip(inputs, named, strict=True):
        if column.is_text and each["type"] != "string":
            raise Trouble(Code.COLUMN_NOT_NUMBERS, column=column.name)
        if not column.is_text and each["type"] == "string":
            raise Trouble(Code.COLUMN_NOT_TEXT, column=column.name)

    def frame(start: int, stop: int) -> Any:
        return pd.DataFrame({
            name: pd.Series(column.texts(start, stop), dtype=object)
            if column.is_text
            else column.numbers(start, stop)
            for name, column in named
        })  # fmt: skip

    return frame


def _words(columns: Sequence[Column], width: int) -> Any:
    if len(columns) != width:
        raise Trouble(Code.COLUMN_COUNT, input="features", expected=width, found=len(columns))
    for column in columns:
        if not column.is_text:
            raise Trouble(Code.COLUMN_NOT_TEXT, column=column.name)

    def rows(start: int, stop: int) -> Any:
        cells = np.empty((stop - start, width), dtype=object)
        for place, column in enumerate(columns):
            cells[:, place] = column.texts(start, stop)
        return cells

    return rows


def _said(problem: Exception) -> str:
    lines = str(problem).strip().splitlines()
    return (lines[0] if lines else type(problem).__name__)[:160]

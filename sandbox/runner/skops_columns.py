"""Tells which columns a scikit-learn model reads: one text, named columns, or numbers by their place."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.row_matrix import column_inputs

MOST_COLUMNS = 100_000
TEXT = {"name": "text", "type": "string", "shape": [None]}


def inputs_of(model: Any) -> list[dict[str, Any]]:
    """Return the inputs as the inspection tells them. Trouble where columns have no names."""
    first = _first(model)
    if _reads_text(first):
        return [dict(TEXT)]
    width = getattr(model, "n_features_in_", getattr(first, "n_features_in_", None))
    if type(width) is not int or not 0 < width <= MOST_COLUMNS:
        raise Trouble(Code.NOTHING_PREDICTS)
    held = getattr(model, "feature_names_in_", getattr(first, "feature_names_in_", None))
    names = None if held is None else [str(each) for each in held]
    wordy = _wordy(first, names, width)
    if names is None:
        if wordy and len(wordy) < width:
            raise Trouble(Code.COLUMNS_WITHOUT_NAMES)
        return column_inputs(width, None, "string" if wordy else "float64")
    inputs = column_inputs(width, names, "float64")
    for place in wordy:
        inputs[place]["type"] = "string"
    return inputs


def _first(model: Any) -> Any:
    """Return the step that reads the columns."""
    while isinstance(model, Pipeline):
        steps = [step for _, step in model.steps if step not in (None, "passthrough")]
        if not steps:
            break
        model = steps[0]
    if isinstance(model, FeatureUnion) and model.transformer_list:
        return _first(model.transformer_list[0][1])
    return model


def _reads_text(step: Any) -> bool:
    return isinstance(step, CountVectorizer | HashingVectorizer)


def _wordy(first: Any, names: list[str] | None, width: int) -> set[int]:
    """Return the places of the columns that hold words."""
    if not isinstance(first, ColumnTransformer):
        return {place for place, kind in enumerate(_kinds(first)) if kind}
    found: set[int] = set()
    for _, step, chosen in first.transformers_:
        places = list(_places(chosen, names, width))
        if _reads_text(_first(step)):
            found.update(places)
        for place, kind in zip(places, _kinds(step), strict=False):
            if kind:
                found.add(place)
    return found


def _kinds(step: Any) -> list[bool]:
    """Return for each column that `step` reads whether it holds words, as far as the step knows."""
    inner = [part for _, part in step.steps] if isinstance(step, Pipeline) else [step]
    for part in inner:
        for held in ("categories_", "statistics_"):
            values = getattr(part, held, None)
            if values is not None:
                return [_has_words(each) for each in values]
    return []


def _has_words(values: Any) -> bool:
    listed = np.asarray(values, dtype=object).reshape(-1).tolist()
    return any(isinstance(each, str) for each in listed)


def _places(chosen: Any, names: list[str] | None, width: int) -> Iterator[int]:
    if isinstance(chosen, str | int):
        chosen = [chosen]
    if isinstance(chosen, slice):
        if isinstance(chosen.start, str) or isinstance(chosen.stop, str):
            raise Trouble(Code.COLUMNS_WITHOUT_NAMES)
        chosen = range(*chosen.indices(width))
    chosen = list(chosen)
    if len(chosen) == width and all(isinstance(each, bool | np.bool_) for each in chosen):
        chosen = [place for place, each in enumerate(chosen) if each]
    for each in chosen:
        if isinstance(each, str):
            if names is None or each not in names:
                raise Trouble(Code.COLUMNS_WITHOUT_NAMES)
            yield names.index(each)
        else:
            yield int(each) % width

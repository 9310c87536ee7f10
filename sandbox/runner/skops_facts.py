"""Gathers what a scikit-learn model in a skops file shows by itself."""

import math
import zipfile
from collections import Counter
from typing import Any, BinaryIO

import numpy as np
from sklearn.base import is_classifier
from sklearn.pipeline import Pipeline

from sandbox.runner.skops_schema import Plan, learnt_arrays
from sandbox.runner.tree_pointers import trees_in_words

LIST_MOST = 200
ARRAYS_MOST = 64
KINDS: tuple[tuple[str, str], ...] = (
    ("sklearn.ensemble._gb.", "boosted ensemble of {trees}"),
    ("sklearn.ensemble._hist_gradient_boosting.gradient_boosting.", "boosted ensemble of {trees}"),
    ("sklearn.ensemble._forest.", "forest of {trees}"),
    ("sklearn.tree.", "one decision tree"),
    ("sklearn.neural_network.", "feed-forward network"),
    ("sklearn.naive_bayes.", "naive Bayes model"),
    ("sklearn.svm._classes.Linear", "linear model"),
    ("sklearn.linear_model.", "linear model"),
    ("sklearn.discriminant_analysis.", "discriminant analysis"),
    ("sklearn.svm.", "support-vector machine"),
    ("sklearn.neighbors.", "comparison with kept examples"),
)  # fmt: skip
WORDS = (
    "sklearn.feature_extraction.text.TfidfVectorizer",
    "sklearn.feature_extraction.text.CountVectorizer",
    "sklearn.feature_extraction.text.HashingVectorizer",
)


def facts_of(plan: Plan, stream: BinaryIO, model: Any) -> dict[str, Any]:
    """Return every fact; a key that cannot be told is absent."""
    formats: Counter[str] = Counter()
    size = 0
    for _, shape, dtype in learnt_arrays(plan):
        count = math.prod(shape)
        fields = [dtype[name].base for name in dtype.names] if dtype.names else [dtype]
        for each in fields:
            if each.kind == "f":
                formats[str(each)] += count
                size += count * each.itemsize
    parameters = sum(formats.values())
    trees = sum(
        plan.types[name]
        for name in (
            "sklearn.tree._tree.Tree",
            "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
        )
    )
    facts: dict[str, Any] = {
        "producer": f"skops {plan.skops}".strip(),
        "sklearn_version": sorted(plan.versions)[0],
        "types": {
            name: count for name, count in plan.types.most_common() if name.startswith("sklearn.")
        },
        "architecture": _kind(model, plan, trees),
        "task": "classes" if is_classifier(model) else "numbers",
        "trees": trees or None,
        "parameters": parameters,
        "weight_bytes": size,
        "number_formats": {name: n / parameters for name, n in formats.most_common()} or None,
        "bytes_per_parameter": size / parameters if parameters else None,
        # A zero in a tree is a threshold or an answer, and no sign of pruning.
        "sparsity": None if trees else _sparsity(plan, stream),
        "external_data": False,
        "custom_operators": [],
    }
    facts["types"] = dict(list(facts["types"].items())[:LIST_MOST])
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _kind(model: Any, plan: Plan, trees: int) -> str | None:
    last = model.steps[-1][1] if isinstance(model, Pipeline) else model
    name = f"{type(last).__module__}.{type(last).__name__}"
    words = " on word counts" if any(each in plan.types for each in WORDS) else ""
    for start, kind in KINDS:
        if name.startswith(start):
            return kind.format(trees=trees_in_words(trees)) + words
    return None


def _sparsity(plan: Plan, stream: BinaryIO) -> float | None:
    """Return the share of exact zeros among what was learnt, trees aside."""
    floats = zeros = 0
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        for name in sorted(plan.learnt)[:ARRAYS_MOST]:
            _, dtype = plan.arrays[name]
            if dtype.kind == "f":
                with archive.open(name) as member:
                    held = np.lib.format.read_array(member, allow_pickle=False)
                floats += held.size
                zeros += held.size - int(np.count_nonzero(held))
    return zeros / floats if floats else None

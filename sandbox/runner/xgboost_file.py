"""Reads an XGBoost model's own file (JSON or UBJSON), checks its trees, and tells what it shows."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.model_files import PlainModel
from sandbox.runner.tree_pointers import check_tree, trees_in_words
from sandbox.runner.ubj import UbjReader

MOST_COLUMNS = 1_000_000
MOST_CLASSES = 10_000
# Objective: what one row's answer is. Margins are turned into probabilities where they mean one.
LABELS = ("binary:", "multi:")
NUMBERS = ("reg:", "count:", "survival:")
HOW = {
    "binary:logistic": "value", "reg:logistic": "value", "binary:logitraw": "sigmoid", "binary:hinge": "label",
    "multi:softprob": "value", "multi:softmax": "softmax",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class XgboostFile:
    """What the file says, checked. `width` is the number of columns, `names` theirs or None."""

    content: bytes
    version: str
    booster: str
    objective: str
    classes: int
    width: int
    names: list[str] | None
    trees: int
    numbers: int
    zeros: int

    @property
    def gives(self) -> str:
        """Return "labels" or "numbers"."""
        return "labels" if self.objective.startswith(LABELS) else "numbers"


def read_xgboost(model: PlainModel) -> XgboostFile:
    """Return the file's content. Trouble for one that is damaged, made up, or of no known use."""
    content = model.stream.read()
    try:
        held = UbjReader(content).read() if model.format == "xgboost_ubj" else json.loads(content)
        return _read(held, content)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as problem:
        raise Trouble(Code.BROKEN_MODEL, found=model.format) from problem


def _read(held: dict[str, Any], content: bytes) -> XgboostFile:
    learner = held["learner"]
    booster = learner["gradient_booster"]
    name = str(booster["name"])
    sizes = learner["learner_model_param"]
    width = int(sizes["num_feature"])
    classes = int(sizes.get("num_class", 0))
    objective = str(learner["objective"]["name"])
    if not 0 < width <= MOST_COLUMNS or not 0 <= classes <= MOST_CLASSES:
        raise ValueError(width)
    if not objective.startswith((*LABELS, *NUMBERS)) or int(sizes.get("num_target", 1)) > 1:
        raise Trouble(Code.OBJECTIVE, objective=objective)
    trees, numbers, zeros = 0, 0, 0
    if name == "gblinear":
        weights = np.asarray(booster["model"]["weights"], dtype=np.float64)
        numbers, zeros = len(weights), int((weights == 0).sum())
    else:
        forest = booster["gbtree"] if name == "dart" else booster
        for tree in forest["model"]["trees"]:
            left = tree["left_children"]
            check_tree(left, tree["right_children"], tree["split_indices"], width=width, tree=trees)
            short = ("split_conditions", "base_weights", "default_left")
            if any(len(tree[key]) != len(left) for key in short):
                raise ValueError(trees)
            if int(tree["tree_param"]["num_nodes"]) != len(left):
                raise ValueError(trees)
            trees += 1
            numbers += len(left)
    names = [str(each) for each in learner.get("feature_names") or []]
    if names and len(names) != width:
        raise ValueError(names)
    return XgboostFile(
        content=content,
        version=".".join(str(int(part)) for part in list(held["version"])[:3]),
        booster=name[:40],
        objective=objective[:60],
        classes=classes,
        width=width,
        names=names or None,
        trees=trees,
        numbers=numbers,
        zeros=zeros,
    )


def facts_of(file: XgboostFile) -> dict[str, Any]:
    """Return what the file shows; a key that cannot be told is absent."""
    facts: dict[str, Any] = {
        "producer": f"xgboost {file.version}",
        "objective": file.objective,
        "task": "classes" if file.gives == "labels" else "numbers",
        "parameters": file.numbers,
        "weight_bytes": 4 * file.numbers,
        "number_formats": {"float32": 1.0},
        "external_data": False,
        "custom_operators": [],
        "input_style": "dense",
    }
    if file.booster == "gblinear":
        facts["architecture"] = "linear model"
        if file.numbers:
            facts["sparsity"] = file.zeros / file.numbers
    else:
        facts["architecture"] = f"boosted ensemble of {trees_in_words(file.trees)}"
        facts["trees"] = file.trees
    if file.numbers:
        facts["bytes_per_parameter"] = 4.0
    return facts


def labels_of(file: XgboostFile) -> list[str] | None:
    """Return the numbers by which the model calls its classes, None where it gives numbers."""
    if file.gives == "numbers":
        return None
    return [str(number) for number in range(max(2, file.classes))]

"""Reads a LightGBM model's text file, checks its trees, and tells what it shows."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.model_files import PlainModel
from sandbox.runner.tree_pointers import check_children, trees_in_words

MOST_COLUMNS = 1_000_000
MOST_CLASSES = 10_000
NAMED_BY_PLACE = re.compile(r"Column_\d+")
LABELS = {"binary", "cross_entropy", "multiclass", "multiclassova"}
NUMBERS = {
    "regression", "regression_l1", "huber", "fair", "poisson", "quantile", "mape", "gamma", "tweedie",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LightgbmFile:
    """What the file says, checked. `width` is the number of columns, `names` theirs or None."""

    content: str
    version: str
    objective: str
    classes: int
    width: int
    names: list[str] | None
    trees: int
    numbers: int

    @property
    def gives(self) -> str:
        """Return "labels" or "numbers"."""
        return "labels" if self.objective.split(" ")[0] in LABELS else "numbers"


def read_lightgbm(model: PlainModel) -> LightgbmFile:
    """Return the file's content. Trouble for one that is damaged, made up, or of no known use."""
    try:
        content = model.stream.read().decode("utf-8")
        return _read(content)
    except (KeyError, ValueError, IndexError, OverflowError) as problem:
        raise Trouble(Code.BROKEN_MODEL, found="lightgbm_text") from problem


def _read(content: str) -> LightgbmFile:
    # CRLF is what a copy through Windows leaves; the library wants plain line ends.
    content = content.replace("\r\n", "\n")
    trees_end = content.find("\nend of trees")
    if trees_end < 0:
        raise ValueError("no end")
    blocks = re.split(r"^Tree=(\d+)$", content[:trees_end], flags=re.MULTILINE)
    head = _pairs(blocks[0])
    width = int(head["max_feature_idx"]) + 1
    classes = int(head["num_class"])
    names = head["feature_names"].split(" ")
    if not 0 < width <= MOST_COLUMNS or not 0 < classes <= MOST_CLASSES or len(names) != width:
        raise ValueError(width)
    objective = head.get("objective", "")
    if objective.split(" ")[0] not in LABELS | NUMBERS:
        raise Trouble(Code.OBJECTIVE, objective=objective or "none")
    numbers = 0
    for place, block in enumerate(blocks[2::2]):
        numbers += _check(_pairs(block), width, place)
    return LightgbmFile(
        content=content,
        version=head["version"][:20],
        objective=objective[:60],
        classes=classes,
        width=width,
        names=None if all(map(NAMED_BY_PLACE.fullmatch, names)) else names,
        trees=len(blocks[2::2]),
        numbers=numbers,
    )


def _check(tree: dict[str, str], width: int, place: int) -> int:
    """Raise unless the tree's pointers make a tree; return how many numbers it holds."""
    leaves = int(tree["num_leaves"])
    values = _whole_or_not(tree["leaf_value"])
    if leaves < 1 or len(values) != leaves:
        raise ValueError(place)
    if leaves == 1:
        return 1
    left, right, columns = (
        np.array(tree[key].split(), dtype=np.int64)
        for key in ("left_child", "right_child", "split_feature")
    )
    inner = leaves - 1
    thresholds = _whole_or_not(tree["threshold"])
    kinds = np.array(tree["decision_type"].split(), dtype=np.int64)
    if any(len(each) != inner for each in (left, right, columns, thresholds, kinds)):
        raise ValueError(place)
    children = np.concatenate([left, right])
    check_children(children[children >= 0], nodes=inner, tree=place)
    outer = ~children[children < 0]
    outside = len(np.unique(outer)) != len(outer) or outer.max(initial=0) >= leaves
    if outside or not 0 <= columns.min() <= columns.max() < width:
        raise Trouble(Code.TREE_POINTS_OUTSIDE, tree=place + 1)
    _check_kinds(tree, thresholds[kinds & 1 == 1], place)
    return inner + leaves


def _check_kinds(tree: dict[str, str], thresholds: Any, place: int) -> None:
    """Raise unless what is asked of columns of kinds lies inside the tree's own lists."""
    if not len(thresholds):
        return
    ends = np.array(tree["cat_boundaries"].split(), dtype=np.int64)
    words = len(tree["cat_threshold"].split())
    rising = len(ends) > 1 and ends[0] == 0 and bool((np.diff(ends) >= 0).all())
    inside = thresholds.min() >= 0 and thresholds.max() < len(ends) - 1
    if not rising or ends[-1] > words or not inside:
        raise Trouble(Code.TREE_POINTS_OUTSIDE, tree=place + 1)


def _whole_or_not(text: str) -> Any:
    return np.array(text.split(), dtype=np.float64)


def _pairs(block: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in block.splitlines():
        key, equals, value = line.partition("=")
        if equals:
            found[key] = value
    return found


def facts_of(file: LightgbmFile) -> dict[str, Any]:
    """Return what the file shows; a key that cannot be told is absent."""
    return {
        "producer": f"lightgbm {file.version}",
        "objective": file.objective,
        "task": "classes" if file.gives == "labels" else "numbers",
        "architecture": f"boosted ensemble of {trees_in_words(file.trees)}",
        "trees": file.trees,
        "parameters": file.numbers,
        "weight_bytes": 8 * file.numbers,
        "bytes_per_parameter": 8.0,
        "number_formats": {"float64": 1.0},
        "external_data": False,
        "custom_operators": [],
        "input_style": "dense",
    }


def labels_of(file: LightgbmFile) -> list[str] | None:
    """Return the numbers by which the model calls its classes, None where it gives numbers."""
    if file.gives == "numbers":
        return None
    return [str(number) for number in range(max(2, file.classes))]

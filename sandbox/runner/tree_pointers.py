"""Checks that the nodes of a decision tree point at one another as a tree's do.

The libraries that run trees follow these pointers without looking: one that leads outside reads
memory it should not, and one that leads back never ends.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from sandbox.runner.codes import Code, Trouble

Whole = npt.NDArray[np.int64]


def check_tree(
    left: Any, right: Any, columns: Any, *, width: int, tree: int, leaf: int = -1
) -> None:
    """Raise unless these arrays, one entry for each node, make a tree.

    Parameters
    ----------
    left, right
        The number of each node's child; `leaf` for a node without children.
    columns
        The number of the column each node asks about.
    width
        How many columns there are.
    tree
        Which tree it is, for the sentence.
    """
    left, right, columns = (np.asarray(each, dtype=np.int64) for each in (left, right, columns))
    nodes = len(left)
    inner = left != leaf
    if nodes == 0 or len(right) != nodes or len(columns) != nodes:
        raise _outside(tree)
    if not np.array_equal(inner, right != leaf):
        raise _outside(tree)
    check_children(np.concatenate([left[inner], right[inner]]), nodes=nodes, tree=tree)
    asked = columns[inner]
    if len(asked) and not 0 <= asked.min() <= asked.max() < width:
        raise _outside(tree)


def check_children(children: Whole, *, nodes: int, tree: int) -> None:
    """Raise unless each child is a node, none is the root, and none has two parents.

    Then nothing that can be reached from the root leads back to where it came from.
    """
    if not len(children):
        return
    once = len(np.unique(children)) == len(children)
    if not (once and children.min() > 0 and children.max() < nodes):
        raise _outside(tree)


def trees_in_words(count: int) -> str:
    """Return "1 decision tree" or "120 decision trees"."""
    return f"{count:,} decision tree" + ("" if count == 1 else "s")


def _outside(tree: int) -> Trouble:
    return Trouble(Code.TREE_POINTS_OUTSIDE, tree=tree + 1)

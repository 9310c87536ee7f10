"""Label strings become integers once, whatever they come in."""

import numpy as np
import pytest

from content.refusal import Refused
from evaluations.statistics.codes import MOST_LABELS, encode_keys, encode_labels


@pytest.mark.parametrize(
    "as_column",
    [list, tuple, np.array, lambda cells: np.array(cells, dtype=object)],
    ids=["list", "tuple", "fixed-width array", "object array"],
)
def test_labels_are_the_sorted_union_and_codes_point_into_it(as_column):
    labels, codes = encode_labels(
        truth=as_column(["refund", "billing", "refund"]),
        student=as_column(["other", "billing", "refund"]),
    )

    assert labels == ("billing", "other", "refund")
    assert codes["truth"].tolist() == [2, 0, 2]
    assert codes["student"].tolist() == [1, 0, 2]


@pytest.mark.parametrize("cell", [None, 3, float("nan"), ["a list"]])
def test_a_cell_without_a_label_is_refused_with_its_row_and_column(cell):
    with pytest.raises(Refused) as refusal:
        encode_labels(label=["a", "b"], student=["a", cell])

    assert (refusal.value.row, refusal.value.column) == (3, "student")
    assert refusal.value.what_to_do


def test_free_text_in_place_of_labels_is_refused():
    texts = [f"answer {number}" for number in range(MOST_LABELS + 1)]

    with pytest.raises(Refused, match="1,001 different labels"):
        encode_labels(truth=texts)


def test_keys_of_any_kind_are_numbered_as_they_appear():
    codes, count = encode_keys(["Smith", 7, "Smith", ("a", 1)])

    assert codes.tolist() == [0, 1, 0, 2]
    assert count == 3

"""Counting is exact: any order, any sharding, any width gives the same table."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix

from evaluations.statistics import tables
from evaluations.statistics.codes import encode_labels
from evaluations.statistics.tables import count_cells

LABELS = ["a", "b", "c", "d", "e"]
triples = st.lists(st.tuples(*[st.sampled_from(LABELS)] * 3), min_size=1, max_size=60)


def table_of(rows):
    truth, student, teacher = (list(column) for column in zip(*rows, strict=True))
    labels, codes = encode_labels(truth=truth, student=student, teacher=teacher)
    return count_cells(labels, codes["truth"], codes["student"], codes["teacher"])


def spelled(table):
    return {
        tuple(table.labels[place] for place in cell): int(count)
        for cell, count in zip(table.cells, table.counts, strict=True)
    }


@given(triples)
def test_every_row_is_counted_in_its_cell_and_knows_it(rows):
    table, cell_of_row = table_of(rows)

    assert spelled(table) == Counter(rows)
    assert table.n == len(rows)
    assert [tuple(table.labels[p] for p in table.cells[c]) for c in cell_of_row] == rows
    assert table.cells.tolist() == sorted(table.cells.tolist())


@given(triples, triples)
def test_shards_merge_into_the_whole(first, second):
    merged = table_of(first)[0] + table_of(second)[0]
    whole, _ = table_of(first + second)

    assert merged.labels == whole.labels
    assert merged.cells.tolist() == whole.cells.tolist()
    assert merged.counts.tolist() == whole.counts.tolist()


@given(triples)
@settings(max_examples=30)
def test_many_labels_are_counted_the_same_as_few(rows):
    few, _ = table_of(rows)
    dense = tables.MOST_DENSE_CELLS
    try:
        tables.MOST_DENSE_CELLS = 0
        many, _ = table_of(rows)
    finally:
        tables.MOST_DENSE_CELLS = dense

    assert spelled(many) == spelled(few)


@given(triples)
def test_the_square_equals_scikit_learns_confusion_matrix(rows):
    truth, student, _ = zip(*rows, strict=True)
    square = table_of(rows)[0].marginal(0, 1).seen()

    # An unused label keeps scikit-learn from warning of a table of one.
    expected = confusion_matrix(truth, student, labels=[*sorted({*truth, *student}), "unused"])
    assert np.array_equal(square.dense(), expected[:-1, :-1])
    assert list(square.labels) == sorted({*truth, *student})

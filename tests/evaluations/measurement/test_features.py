"""A model gets typed columns and nothing else; a cell that will not turn is named."""

import numpy as np
import pyarrow as pa
import pytest

from content.refusal import Refused
from evaluations.measurement.columns import Columns
from evaluations.measurement.features import BlankCells, ModelInput
from evaluations.measurement.features import tabular_features as tabular
from evaluations.measurement.features import text_feature as text
from tests.evaluations.measurement.examples import samples

MATRIX = [ModelInput("input", "float", (None, 2))]


def in_blocks(features, blanks=None):
    """Return features as the jail is given them: read block by block."""
    rows = features.rows
    given = features.placed(np.arange(rows), blanks or BlankCells())
    return pa.table({each.name: each.read(0, rows) for each in given.columns})


def tabular_features(taken, inputs, *, who):
    """Return the features as they are read, block by block."""
    return in_blocks(tabular(taken, inputs, who=who))


def text_feature(taken, *, who):
    return in_blocks(text(taken, who=who))


def named(**types):
    return [ModelInput(name, kind, (None, 1)) for name, kind in types.items()]


def test_a_matrix_gets_its_columns_in_order():
    taken = samples(b=["1.5", "2"], a=["-3e2", " 4 "], label=["x", "y"])
    features = tabular_features(taken, MATRIX, who="model.onnx")
    assert features.column_names == ["b", "a"]
    assert features.schema.types == [pa.float32(), pa.float32()]
    assert features.column("a").to_pylist() == [-300.0, 4.0]


def test_a_matrix_of_another_width_is_refused_with_both_numbers():
    taken = samples(a=["1"], b=["2"], c=["3"], label=["x"])
    with pytest.raises(Refused, match=r"takes 2 columns, and your examples have 3 for it: a, b, c"):
        tabular_features(taken, MATRIX, who="model.onnx")


def test_named_inputs_take_their_columns_and_leave_the_rest():
    taken = samples(name=["Ann"], hours_per_week=["40"], age=["37"], label=["x"])
    features = tabular_features(taken, named(age="int64", hours_per_week="float"), who="m")
    assert features.column_names == ["age", "hours_per_week"]
    assert features.schema.types == [pa.int64(), pa.float32()]


def test_exporters_that_write_blanks_as_underscores_are_understood():
    taken = samples(**{"hours per week": ["40"], "age": ["37"], "label": ["x"]})
    features = tabular_features(taken, named(age="float", hours_per_week="float"), who="m")
    assert features.column("hours_per_week").to_pylist() == [40.0]


def test_a_column_the_model_names_and_nobody_has_is_refused():
    taken = samples(age=["37"], wages=["1"], label=["x"])
    with pytest.raises(Refused, match=r"no column called wage\. .* Did you mean wages\?"):
        tabular_features(taken, named(age="float", wage="float"), who="m")


def test_a_model_that_asks_for_the_label_does_not_get_it():
    taken = samples(age=["37"], label=["x"])
    with pytest.raises(Refused, match="which is your label"):
        tabular_features(taken, named(age="float", label="string"), who="model.onnx")


@pytest.mark.parametrize("cell", ["12,5", "£3", "twelve", "1e999", "inf", "0x10"])
def test_a_cell_that_is_no_number_is_named_by_row_and_column(cell):
    taken = samples(a=["1", cell], b=["2", "3"], label=["x", "y"])
    with pytest.raises(Refused, match="is not a number") as refusal:
        tabular_features(taken, MATRIX, who="m")
    assert (refusal.value.row, refusal.value.column) == (3, "a")


@pytest.mark.parametrize("cell", ["3.5", ""])
def test_a_whole_number_is_asked_for_where_the_model_takes_one(cell):
    taken = samples(a=["1", cell], b=["2", "3"], label=["x", "y"])
    with pytest.raises(Refused, match="is not a whole number"):
        tabular_features(taken, named(a="int64", b="int64"), who="m")


def test_blank_number_cells_go_as_missing_and_are_counted():
    taken = samples(a=["1", ""], b=[" ", "3"], label=["x", "y"])
    blanks = BlankCells()
    features = in_blocks(tabular(taken, MATRIX, who="m"), blanks)
    assert np.isnan(features.column("a").to_numpy()[1])
    assert blanks.count == 2


def test_text_keeps_what_looks_like_nothing():
    cells = ["NA", "null", "None", "0001", "", " padded "]
    taken = samples(text=cells, label=["x"] * 6)
    assert text_feature(taken, who="m").column("text").to_pylist() == cells


def test_the_text_is_found_among_other_columns_only_by_its_name():
    taken = samples(text=["a"], channel=["mail"], label=["x"])
    assert text_feature(taken, who="m").column("text").to_pylist() == ["a"]
    with pytest.raises(Refused, match="reads one text"):
        text_feature(samples(subject=["a"], body=["b"], label=["x"]), who="m")
    named_both = samples(
        columns=Columns("label", inputs=("text", "channel")), text=["a"], channel=["b"], label=["x"]
    )
    with pytest.raises(Refused, match="only input"):
        text_feature(named_both, who="m")


def test_a_type_we_cannot_make_is_refused():
    with pytest.raises(Refused, match="complex64"):
        tabular_features(samples(a=["1"], label=["x"]), named(a="complex64"), who="m")


def test_a_few_rows_come_as_they_came_in_their_block():
    taken = samples(a=["1", "2", ""], b=["x", "y", "z"], label=["x", "y", "x"])
    features = tabular(taken, named(a="float", b="string"), who="m")
    few = features.table([2, 0])
    assert np.isnan(few.column("a").to_numpy()[0])
    assert few.to_pylist()[1] == {"a": 1.0, "b": "x"} == in_blocks(features).to_pylist()[0]

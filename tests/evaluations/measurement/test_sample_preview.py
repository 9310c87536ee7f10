"""The preview counts what stands in the file, and remembers where a person would look."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluations.measurement import row_blocks
from evaluations.measurement.sample_preview import as_bytes, from_bytes, preview_of
from evaluations.measurement.text_table import text_frame

FRAME = pd.DataFrame(
    {
        "id": ["e1", "e2", "e3", "e2"],
        "text": ["The boiler is cold", "", "Can I see the flat today", "x" * 500],
        "rooms": ["1", "2.5", "", "-3e2"],
        "label": ["repairs", "repairs", "viewings", "repairs "],
    }
)
ROWS = np.array([2, 3, 5, 6])


def test_blank_cells_repeats_and_values_are_counted_with_their_rows():
    preview = preview_of(FRAME, ROWS, format="csv")

    seen = {column.name: column for column in preview.columns}
    assert preview.rows == 4
    assert (seen["id"].distinct, seen["id"].repeat_row) == (3, 6)
    assert (seen["text"].blank, seen["text"].blank_row) == (1, 3)
    assert seen["rooms"].numbers
    assert not seen["label"].numbers
    assert seen["label"].values == (("repairs", 3), ("viewings", 1))


def test_long_cells_are_cut_and_only_the_first_rows_kept():
    preview = preview_of(FRAME, ROWS, format="csv")
    assert max(len(cell) for row in preview.first_rows for cell in row) == 200
    assert len(preview_of(pd.concat([FRAME] * 9), np.arange(36), format="csv").first_rows) == 5


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), min_size=1, max_size=20))
def test_whatever_stands_in_the_cells_comes_back_as_it_was_written(cells):
    frame = pd.DataFrame(cells, columns=["a", "b"], dtype=object)
    preview = preview_of(frame, np.arange(len(cells)), format="csv")
    assert from_bytes(as_bytes(preview)) == preview


@pytest.fixture(scope="module")
def few_at_once():
    """Cut tables into blocks of three rows."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(row_blocks, "ROWS_AT_ONCE", 3)
        yield


def settled(preview):
    """Return a preview as a dictionary; of values that stand as often, none comes first."""
    seen = preview.model_dump()
    for column in seen["columns"]:
        column["values"] = sorted(column["values"])
    return seen


CODES = [[str(number), "a"] for number in range(30)]
CELLS = st.one_of(
    st.sampled_from(["", " ", "a", "a ", "b", "1", "1.0", "1,000", "x y z", "nan", "inf"]),
    st.integers(-3, 40).map(str),
    st.text(alphabet="ab é1", max_size=4),
)


@example(CODES)  # numbers without a gap are codes
@example([*CODES, ["31", "a"]])  # and with one they are amounts
@example([["1", ""]])
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=40))
def test_many_rows_show_what_they_show_when_they_are_held(few_at_once, tmp_path_factory, cells):
    columns = dict(zip("ab", map(list, zip(*cells, strict=True)), strict=True))
    frame = text_frame(
        pa.table({name: pa.array(each, pa.large_string()) for name, each in columns.items()})
    )
    rows = np.arange(2, len(frame) + 2)
    held = preview_of(frame, rows, format="csv")
    folder = tmp_path_factory.getbasetemp()
    assert settled(preview_of(frame, rows, format="csv", folder=folder, most_whole=0)) == settled(
        held
    )

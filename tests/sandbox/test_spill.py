"""Rows that lie in a file without a name: they come back as they went, cost no memory, leave nothing."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.feature_file import FeatureColumn, Features, features_of, write_features
from sandbox.runner.feature_columns import map_features
from sandbox.spill import SpilledArray, SpilledTable, let_go, spilled_zeros

CELLS = st.lists(
    st.tuples(st.text(alphabet="ab é\U0001f600\n", max_size=5), st.floats(width=32)),
    min_size=1,
    max_size=12,
)


def test_an_array_comes_back_as_it_went_and_leaves_no_file(tmp_path):
    grown = SpilledArray(tmp_path, np.float32)
    for start in range(0, 90, 30):
        grown.append(np.arange(start, start + 30).reshape(10, 3))

    back = grown.array(30, 3)

    np.testing.assert_array_equal(back, np.arange(90).reshape(30, 3))
    let_go()
    np.testing.assert_array_equal(back, np.arange(90).reshape(30, 3))
    assert list(tmp_path.iterdir()) == []


def test_a_table_comes_back_as_it_went(tmp_path):
    grown = SpilledTable(tmp_path, pa.schema([("a", pa.large_string()), ("b", pa.large_string())]))
    grown.append([pa.array(["x", ""]), pa.array(["é", "NA"])])
    grown.append([pa.array(["y"]), pa.array(["0001"])])

    back = grown.table()
    let_go()

    assert back.to_pydict() == {"a": ["x", "", "y"], "b": ["é", "NA", "0001"]}
    assert list(tmp_path.iterdir()) == []


def held(pages):
    """Return a script that prints how many MB of files its process holds once a spill was read."""
    return f"""
import re, numpy as np, sys
from pathlib import Path
from sandbox.spill import SpilledArray, let_go
def resident():
    told = Path("/proc/self/status").read_text()
    return sum(map(int, re.findall(r"Rss(?:File|Shmem):\\s+(\\d+)", told))) // 1024
grown = SpilledArray(Path(sys.argv[1]), np.int64)
for _ in range(64):
    grown.append(np.ones(1 << 17))
array, before = grown.array(64 << 17), resident()
total = array.sum()
if {pages!r} == "let go":
    let_go()
print(resident() - before, int(total) == 64 << 17)
"""


@pytest.mark.parametrize(("pages", "least", "most"), [("kept", 60, 80), ("let go", -5, 5)])
def test_what_was_read_is_given_back(tmp_path, pages, least, most):
    said = subprocess.run(
        [sys.executable, "-c", held(pages), str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    assert least <= int(said[0]) <= most
    assert said[1] == "True"


def test_a_full_disk_is_said_in_words(tmp_path):
    script = """
import resource, sys, numpy as np
from pathlib import Path
from content.refusal import Refused
from sandbox.spill import SpilledArray
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
try:
    SpilledArray(Path(sys.argv[1]), np.int64).append(np.ones(1 << 18))
except Refused as refusal:
    print(refusal)
"""
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    ).stdout
    assert "no room on the server's disk" in said
    assert "Use fewer rows" in said


@given(cells=CELLS, shuffled=st.randoms(use_true_random=False), cut=st.integers(1, 12))
def test_the_jail_finds_each_row_at_its_place(tmp_path_factory, cells, shuffled, cut):
    texts, numbers = [text for text, _ in cells], [number for _, number in cells]
    table = pa.table({"t": texts, "n": pa.array(numbers, pa.float32())})
    order = list(range(len(cells)))
    shuffled.shuffle(order)
    whole = features_of(table)

    path = tmp_path_factory.mktemp("features") / "f"
    write_features(Features(whole.rows, whole.columns, np.argsort(order)), path)

    with path.open("rb") as stream:
        found = map_features(stream.fileno())
    assert found.rows == len(cells)
    text, number = found.columns
    stop = min(cut, len(cells))
    assert text.texts(0, stop) == [texts[row] for row in order[:stop]]
    np.testing.assert_array_equal(
        number.numbers(0, len(cells)), np.array(numbers, np.float32)[order]
    )


def test_rows_in_their_own_order_are_cut_into_blocks(tmp_path):
    rows = 40_000
    texts = pa.array([f"text {row}" for row in range(rows)])
    asked = []

    def read(start, stop):
        asked.append((start, stop))
        return texts[start:stop]

    write_features(Features(rows, [FeatureColumn("t", texts.type, read)]), tmp_path / "f")

    with (tmp_path / "f").open("rb") as stream:
        found = map_features(stream.fileno())
    assert found.columns[0].texts(39_990, rows) == texts[39_990:].to_pylist()
    assert max(stop - start for start, stop in asked) < rows


def test_an_array_of_zeros_is_written_to_in_any_order_and_leaves_no_file(tmp_path):
    array = spilled_zeros(tmp_path / "new", np.int64, 3_000, 2)
    array[np.array([2_999, 0])] = [[5, 6], [7, 8]]
    let_go()
    assert array[[0, 1, 2_999]].tolist() == [[7, 8], [0, 0], [5, 6]]
    assert spilled_zeros(tmp_path, np.int64, 0).shape == (0,)
    assert list((tmp_path / "new").iterdir()) == []

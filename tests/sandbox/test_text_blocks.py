"""Blocks of rows that come out of the jail are rebuilt only when they are exactly what was agreed."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from sandbox.contract import ChannelBroken
from sandbox.reading import read_table
from sandbox.runner.frames import Kind
from sandbox.text_blocks import read_block
from tests.sandbox.fake_jail import FakeJail

CELLS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)


def block(columns, numbers=None, *, rows=None, width=None, offsets=None):
    """Build a block by hand, after the format's description."""
    rows = len(columns[0]) if rows is None else rows
    numbers = range(2, 2 + rows) if numbers is None else numbers
    made = struct.pack("<II", rows, len(columns) if width is None else width)
    made += np.array(numbers, "<i8").tobytes()
    for cells in columns:
        texts = [cell if isinstance(cell, bytes) else cell.encode() for cell in cells]
        ends = np.cumsum([0, *map(len, texts)]).astype("<i4") if offsets is None else offsets
        made += struct.pack("<I", sum(map(len, texts))) + np.array(ends, "<i4").tobytes()
        made += b"".join(texts)
    return made


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_any_text_survives_the_way_out(columns):
    found = read_block(block(columns), len(columns), 1, 100)

    assert [column.to_pylist() for column in found.columns] == columns


@given(st.binary(max_size=300), st.integers(1, 3))
def test_bytes_of_any_kind_are_rows_or_are_refused(payload, width):
    try:
        found = read_block(payload, width, 0, 100)
    except ChannelBroken:
        return
    assert len(found.columns) == width


@given(st.integers(0, 58), st.integers(0, 255))
def test_one_wrong_byte_never_breaks_the_parent(place, value):
    payload = bytearray(block([["ab", "c"], ["d", "é"]]))
    payload[place % len(payload)] = value
    try:
        found = read_block(bytes(payload), 2, 1, 100)
    except ChannelBroken:
        return
    assert all(isinstance(cell, str) for column in found.columns for cell in column.to_pylist())


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        block([["a"]])[:-1],
        block([["a"]]) + b"x",
        block([["a"]], width=2),
        block([[]]),
        block([["a"]], rows=1_000_000_000, numbers=[2]),
        block([["a", "b"]], numbers=[3, 3]),
        block([["a", "b"]], numbers=[3, 2]),
        block([["a"]], numbers=[1]),
        block([["a"]], numbers=[2**60]),
        block([[b"\xff"]]),
        block([[b"\xed\xa0\x80"]]),
        block([["a\x00"]]),
        block([["abc"]], offsets=[0, 2]),
        block([["abc"]], offsets=[1, 3]),
        block([["ab", "c"]], offsets=[0, 9, 3]),
        block([["ab", "c"]], offsets=[0, -1, 3]),
        block([["é"], [""]], offsets=[0, 1]),
        block([["x" * 101]]),
    ],
)
def test_a_block_of_another_shape_is_refused(payload):
    with pytest.raises(ChannelBroken):
        read_block(payload, 1, 1, 100)


ABOUT = b'{"columns": ["a"], "format": "csv", "encoding": "utf-8", "delimiter": ",", "sheet": null}'
END = b'{"rows": 1, "nulls": {}, "other_sheets": 0}'
GOOD = [(Kind.COLUMNS, ABOUT), (Kind.ROWS, block([["x"]])), (Kind.DONE, END)]


@pytest.fixture
def told(tmp_path):
    def telling(frames):
        (tmp_path / "upload").write_text("any")
        return read_table(FakeJail(tmp_path, frames), tmp_path / "upload", name="samples")

    return telling


def test_a_child_that_keeps_to_the_agreement_is_believed(told):
    assert told(GOOD).table.to_pylist() == [{"a": "x"}]


@pytest.mark.parametrize(
    "frames",
    [
        [],
        GOOD[:1],
        GOOD[:2],
        GOOD[1:],
        [GOOD[0], GOOD[0], *GOOD[1:]],
        [GOOD[0], GOOD[2]],
        [*GOOD[:2], (Kind.ROWS, block([["y"]])), GOOD[2]],
        [(Kind.BATCH, b""), *GOOD],
        [(Kind.FACTS, b"{}"), *GOOD],
        [(Kind.COLUMNS, b"not json"), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b'["a"]', b'["a", "a"]')), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b'["a"]', b"[]")), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b'["a"]', b"[1]")), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b'["a"]', b'"a"')), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b"csv", b"exe")), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b'"utf-8"', b"8")), *GOOD[1:]],
        [(Kind.COLUMNS, ABOUT.replace(b'"sheet"', b'"leaf"')), *GOOD[1:]],
        [*GOOD[:2], (Kind.DONE, END.replace(b'"rows": 1', b'"rows": 2'))],
        [*GOOD[:2], (Kind.DONE, END.replace(b"{}", b'{"b": 1}'))],
        [*GOOD[:2], (Kind.DONE, END.replace(b"{}", b'{"a": 2}'))],
        [*GOOD[:2], (Kind.DONE, END.replace(b"{}", b'{"a": true}'))],
        [*GOOD[:2], (Kind.DONE, END.replace(b'"other_sheets": 0', b'"other_sheets": -1'))],
        [*GOOD[:2], (Kind.DONE, b"{}")],
    ],
)
def test_a_child_that_says_something_else_is_refused_in_a_sentence(told, frames):
    with pytest.raises(Refused, match=r"The file could not be read\."):
        told(frames)

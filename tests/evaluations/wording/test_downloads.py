"""A table leaves as a file that no spreadsheet program runs."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.wording.downloads import as_csv

cells = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    st.integers(-1000, 1000), st.none(),
)  # fmt: skip


def read(written):
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_no_text_is_lost(rows):
    for row, given_row in zip(read(as_csv(rows)), rows, strict=True):
        for cell, given_cell in zip(row, given_row, strict=False):
            assert not cell.startswith(("=", "@", "\t", "\r", "\n"))
            given_text = "" if given_cell is None else str(given_cell)
            assert cell.replace("'", "") == given_text.replace("'", "")
            assert not re.search("[;\t\r\n][=@＝＋－＠]", cell)


@pytest.mark.parametrize(
    "formula", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "＠x"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(formula):
    assert read(as_csv([[formula]])) == [[f"'{formula}"]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ok;=cmd|'/C calc'!A0", "ok;'=cmd|'/C calc'!A0"),
        ("a\t=1+1", "a\t'=1+1"),
        ("a\n- b\r\n+c", "a\n'- b\r\n'+c"),
        ('a; "@SUM(1)"', 'a; "\'@SUM(1)"'),
        ("a;＝1+1;－x", "a;'＝1+1;'－x"),
        ("\t=1", "'\t'=1"),
        ("a;-3.5;+4 ;b", "a;-3.5;+4 ;b"),
        ("a; b - c = d", "a; b - c = d"),
    ],
)
def test_a_part_that_splitting_would_make_a_cell_of_is_disarmed_too(text, left):
    assert read(as_csv([[text]])) == [[left]]


@pytest.mark.parametrize("number", ["-3.5", "+4", "1e-9", -2, 0.25])
def test_numbers_stay_numbers(number):
    assert read(as_csv([[number]])) == [[str(number)]]

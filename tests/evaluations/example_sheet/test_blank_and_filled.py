"""What leaves, byte by byte; and what comes back, with problems named by row and column."""

import csv
import io
import random
import re
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from content.refusal import Refused
from evaluations.example_sheet.blank import as_bytes, as_csv, as_xlsx, blank_sheet, from_bytes
from evaluations.example_sheet.filled import as_answer_sheet, read_filled
from evaluations.measurement.columns import Columns
from evaluations.measurement.samples import take_samples

LABELS = ("ZEBRALABEL", "OKAPILABEL")


def samples(texts, *, ids=True):
    frame = pd.DataFrame(
        {
            "ref": [f"ownref-{number}" for number in range(len(texts))],
            "text": texts,
            "kind": [LABELS[number % 2] for number in range(len(texts))],
            "channel": ["secretchannel"] * len(texts),
            "branch": ["secretbranch"] * len(texts),
        },
        dtype=object,
    )
    columns = Columns("kind", ("text",), "ref" if ids else None, ("channel",), "branch")
    rows = np.arange(2, len(texts) + 2)
    return take_samples(frame, rows, columns, name="inbox.csv", sha256="")


def rows_of(written):
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def came_back(sheet, change=lambda rows: rows):
    """Return the sheet as the jail would read it after somebody filled it in."""
    header, *rows = rows_of(as_csv(sheet))
    filled = change([[*row[:-1], f"answer to {row[1]}"] for row in rows])
    frame = pd.DataFrame(filled, columns=header, dtype=object)
    return frame, np.arange(2, len(filled) + 2)


def read(sheet, change=lambda rows: rows):
    frame, rows = came_back(sheet, change)
    return read_filled(frame, rows, sheet, name="back.csv")


TEXTS = [f"message {number}" for number in range(40)]


def test_no_byte_of_what_leaves_tells_a_label_an_id_or_another_column():
    made = samples(TEXTS)
    sheet = blank_sheet(made)
    book = as_xlsx(sheet)
    assert book is not None
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        parts = [opened.read(name) for name in opened.namelist()]
    for written in (as_csv(sheet), book, *parts):
        for secret in (
            *LABELS,
            "kind",
            "ownref",
            "secretchannel",
            "channel",
            "secretbranch",
            "branch",
            "inbox",
        ):
            assert secret.encode() not in written, secret
    header, *rows = rows_of(as_csv(sheet))
    assert header == ["id", "text", "answer"]
    assert sorted(row[1] for row in rows) == sorted(TEXTS)
    assert {row[2] for row in rows} == {""}


def test_ids_and_order_are_fresh_each_time_and_tell_nothing():
    one, other = blank_sheet(samples(TEXTS)), blank_sheet(samples(TEXTS))
    assert not set(one.ids) & set(other.ids)
    assert one.places != other.places
    assert one.places != tuple(range(40))
    assert all(re.fullmatch("[a-z0-9]{10}", each) for each in one.ids)


def test_what_comes_back_is_under_the_buyers_own_ids_again():
    made = samples(TEXTS)
    sheet = from_bytes(as_bytes(blank_sheet(made)))
    filled = read(sheet, lambda rows: sorted(rows))
    assert filled.whole
    header, *rows = rows_of(as_answer_sheet(filled, sheet))
    assert header == ["ref", "answer"]
    assert rows == [[f"ownref-{n}", f"answer to message {n}"] for n in range(40)]


def test_without_ids_of_its_own_it_stands_in_the_order_of_the_examples():
    sheet = blank_sheet(samples(TEXTS, ids=False))
    rows = rows_of(as_answer_sheet(read(sheet), sheet))
    assert rows == [["answer"], *([f"answer to message {n}"] for n in range(40))]


@limits(max_examples=60, deadline=2_000)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
            min_size=1,
            max_size=40,
        ),
        min_size=2,
        max_size=8,
    ),
    st.randoms(),
)
def test_any_text_leaves_disarmed_and_its_answer_finds_home(texts, chance):
    sheet = blank_sheet(samples(texts), chance=random.Random(chance.random()))
    written = rows_of(as_csv(sheet))
    for row in written:
        for cell in row:
            dangerous = cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            assert not dangerous or re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", cell)
    place = dict(zip(sheet.ids, sheet.places, strict=True))
    frame, rows = came_back(
        sheet, lambda lines: [[line[0], line[1], f"a{place[line[0]]}"] for line in lines]
    )
    answers = read_filled(frame, rows, sheet, name="back.csv").answers
    assert answers == {at: f"a{at}" for at in range(len(texts))}


def blank_first(rows):
    rows[0][2] = " "
    return rows


def test_rows_that_are_blank_or_left_out_are_missing_and_counted():
    sheet = blank_sheet(samples(TEXTS))
    filled = read(sheet, lambda rows: blank_first(rows)[:-2])
    assert (len(filled.answers), filled.missing, filled.whole) == (37, 3, False)
    with pytest.raises(ValueError, match="without an answer"):
        as_answer_sheet(filled, sheet)


def swap_texts(rows):
    rows[3][1], rows[4][1] = rows[4][1], rows[3][1]
    return rows


def put(at, column, value):
    def change(rows):
        rows[at][column] = value if not callable(value) else value(rows)
        return rows

    return change


@pytest.mark.parametrize(
    ("change", "sentence", "row", "column"),
    [
        (put(2, 0, "nobody"), "The id nobody is not on the sheet we gave you.", 4, "id"),
        (put(2, 0, ""), "This answer has no id.", 4, "id"),
        (put(5, 0, lambda rows: rows[0][0]), "stands in row 2 already.", 7, "id"),
        (put(6, 1, "another text"), "is not the one we sent", 8, "text"),
        (swap_texts, "is not the one we sent", 5, "text"),
    ],
)
def test_a_problem_is_named_by_row_and_column(change, sentence, row, column):
    with pytest.raises(Refused, match=re.escape(sentence)) as refused:
        read(blank_sheet(samples(TEXTS)), change)
    assert (refused.value.file, refused.value.row, refused.value.column) == (
        "back.csv",
        row,
        column,
    )
    assert refused.value.what_to_do


@pytest.mark.parametrize("gone", ["id", "answer"])
def test_a_missing_column_is_named(gone):
    sheet = blank_sheet(samples(TEXTS))
    frame, rows = came_back(sheet)
    with pytest.raises(Refused, match=f"no column called {gone}"):
        read_filled(frame.drop(columns=gone), rows, sheet, name="back.csv")


def test_a_sheet_without_any_answer_is_refused():
    with pytest.raises(Refused, match="No row has an answer yet"):
        read(blank_sheet(samples(TEXTS)), lambda rows: [[*row[:2], ""] for row in rows])


def test_what_a_spreadsheet_program_does_to_blanks_and_numbers_is_no_change():
    sheet = blank_sheet(samples(["  two  blanks\r\nand a line", "-3.50", "=1+1", "12"]))

    def saved(rows):
        return [
            [key, text.replace("\r\n", "\n").strip().replace("-3.50", "-3.5"), answer]
            for key, text, answer in rows
        ]

    assert read(sheet, saved).whole


def test_inputs_called_like_our_own_columns_are_named_apart():
    frame = pd.DataFrame({"id": ["1", "2"], "Answer": ["a", "b"], "y": ["p", "q"]}, dtype=object)
    made = take_samples(
        frame, np.array([2, 3]), Columns("y", ("id", "Answer")), name="x.csv", sha256=""
    )
    assert blank_sheet(made).columns == ("input id", "input Answer")


def test_a_text_too_long_for_a_workbook_leaves_as_csv_alone():
    sheet = blank_sheet(samples(["x" * 32_768, "y"]))
    assert as_xlsx(sheet) is None
    assert b"x" * 32_768 in as_csv(sheet)

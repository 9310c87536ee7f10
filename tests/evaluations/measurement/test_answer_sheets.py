"""Answer sheets are matched to the examples or refused, row by row."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from evaluations.example_sheet.blank import (
    as_csv,
    masked_inputs,
    sheet_to_fill,
    sheet_to_hand_out,
)
from evaluations.measurement.answer_sheets import take_sheet
from evaluations.measurement.sheet_ids import Ids, match_ids
from tests.evaluations.measurement.examples import samples, table

FOLDER = Path(tempfile.gettempdir())


@pytest.fixture
def examples():
    return samples(
        id=["e1", "e2", "e3"],
        text=["boiler", "viewing", "damp"],
        label=["repair", "visit", "repair"],
    )


def taken_from(frame, rows, made):
    """Take a sheet that is held, and once more from files: the same, or the same refusal."""
    found: list[Any] = []
    for most in (len(frame) + len(made), 0):
        try:
            taken = take_sheet(frame, rows, made, name="turbo.csv", folder=FOLDER, most_whole=most)
            found.append(taken)
        except Refused as refusal:
            found.append(refusal)
    held, spilled = found
    if isinstance(held, Refused):
        assert spilled.as_json() == held.as_json()
        raise held
    assert spilled.answers.tolist() == held.answers.tolist()
    assert (spilled.classes, spilled.notes, spilled.masked) == (
        held.classes,
        held.notes,
        held.masked,
    )
    if held.probabilities is not None:
        np.testing.assert_array_equal(spilled.probabilities, held.probabilities)
    return held


def sheet(examples, **columns):
    return taken_from(*table(**columns), examples)


@pytest.mark.parametrize(
    "column", ["answer", "Prediction", "predicted label", "label", "y_pred", "their_word"]
)
def test_the_answers_are_found_under_any_usual_name(examples, column):
    taken = sheet(examples, id=["e1", "e2", "e3"], **{column: ["repair", "visit", "visit"]})
    assert taken.answers.tolist() == ["repair", "visit", "visit"]


def test_answers_in_another_order_are_put_in_order_by_id(examples):
    taken = sheet(examples, id=["e3", "e1", "e2"], answer=["c", "a", "b"])
    assert taken.answers.tolist() == ["a", "b", "c"]


def test_answers_without_ids_go_by_order_and_say_so(examples):
    taken = sheet(examples, answer=["a", "b", "c"])
    assert taken.answers.tolist() == ["a", "b", "c"]
    assert "by order" in taken.notes[0]


def test_answers_without_ids_must_be_as_many(examples):
    with pytest.raises(Refused, match="2 answers for 3 examples"):
        sheet(examples, answer=["a", "b"])


def test_an_example_without_answer_is_named(examples):
    with pytest.raises(
        Refused,
        match=r"example with id e2 \(row 3 of samples\.csv\)\. 2 examples have none: rows 3 and 4\.",
    ):
        sheet(examples, id=["e1", "e9"], answer=["a", "b"])


def test_an_id_answered_twice_is_named(examples):
    with pytest.raises(Refused, match="e1 is answered twice") as refusal:
        sheet(examples, id=["e1", "e2", "e3", "e1"], answer=["a", "b", "c", "d"])
    assert refusal.value.row == 5


def test_answers_to_nothing_are_left_out_and_counted(examples):
    taken = sheet(examples, id=["e1", "e2", "e3", "e4"], answer=["a", "b", "c", "d"])
    assert taken.answers.tolist() == ["a", "b", "c"]
    assert taken.notes == ("1 answers belong to no example and were left out: row 5.",)


def test_a_blank_answer_is_named(examples):
    with pytest.raises(Refused, match="no answer") as refusal:
        sheet(examples, id=["e1", "e2", "e3"], answer=["a", " ", "c"])
    assert (refusal.value.row, refusal.value.column) == (3, "answer")


def test_a_sheet_that_answers_another_text_is_found_out(examples):
    with pytest.raises(Refused, match="the text differs") as refusal:
        sheet(
            examples,
            id=["e1", "e2", "e3"],
            text=["boiler", "viewing!", "damp"],
            answer=["a", "b", "c"],
        )
    assert refusal.value.row == 3


def test_every_row_that_was_changed_is_told(examples):
    with pytest.raises(Refused, match=r"2 rows differ: rows 2 and 4\.") as refusal:
        sheet(
            examples,
            id=["e2", "e1", "e3"],
            text=["other", "boiler", "else"],
            answer=["b", "a", "c"],
        )
    assert (refusal.value.row, refusal.value.column) == (2, "text")


def test_what_a_spreadsheet_program_changes_is_no_change(examples):
    made = samples(id=["=e1", "e2"], text=["-  a\r\nb", "2.50"], label=["x", "y"])
    frame, rows = table(id=["'=e1", "e2"], text=["'- a\nb", "2.5"], answer=["x", "y"])
    taken = taken_from(frame, rows, made)
    assert (taken.answers.tolist(), taken.masked) == (["x", "y"], False)


def handed_out(made, **options):
    """A sheet that left and came back, as the jail reads it: each row answered with its text."""
    header, *lines = csv.reader(
        io.StringIO(as_csv(sheet_to_hand_out(made, **options)).decode("utf-8-sig"), newline="")
    )
    told = {name: [line[at] for line in lines] for at, name in enumerate(header)}
    return table(**told | {"answer": told["text"]})


def test_a_sheet_that_was_handed_out_finds_home_without_anything_kept_of_it(examples):
    frame, rows = handed_out(examples)
    assert not set(frame["id"]) & {"e1", "e2", "e3"}
    taken = taken_from(frame, rows, examples)
    assert taken.answers.tolist() == ["boiler", "viewing", "damp"]
    assert not taken.masked


def test_a_masked_sheet_finds_home_and_says_that_it_was_masked():
    made = samples(text=["write to k@x.example", "viewing"], label=["a", "b"])
    frame, rows = handed_out(made, without=masked_inputs(made))
    taken = taken_from(frame, rows, made)
    assert taken.answers.tolist() == ["write to [email address]", "viewing"]
    assert taken.masked
    assert "masked" in taken.notes[0]


def test_a_sheet_for_oneself_keeps_ids_and_order(examples):
    header, *lines = as_csv(sheet_to_fill(examples)).decode("utf-8-sig").splitlines()
    assert header == "id,text,answer"
    assert lines == ["e1,boiler,", "e2,viewing,", "e3,damp,"]


@given(
    given_ids=st.lists(st.sampled_from("abcdefgh"), max_size=12),
    wanted=st.lists(st.sampled_from("abcdefghi"), min_size=1, unique=True),
    at_once=st.integers(1, 6),
)
def test_ids_are_matched_from_files_as_they_are_held(given_ids, wanted, at_once):
    sheet_ids = Ids(len(given_ids), lambda start, stop: given_ids[start:stop])
    own_ids = Ids(len(wanted), lambda start, stop: wanted[start:stop])
    held = match_ids(sheet_ids, own_ids, None)
    spilled = match_ids(sheet_ids, own_ids, FOLDER, at_once=at_once)
    for found in (held, spilled):
        missing = [at for at, key in enumerate(wanted) if key not in given_ids]
        assert (found.missing.count, list(found.missing.first)) == (len(missing), missing)
        assert found.repeated.count == len(given_ids) - len(set(given_ids))
        assert [
            given_ids[row] for at, row in enumerate(found.order.tolist()) if at not in missing
        ] == [key for key in wanted if key in given_ids]
    assert (held.repeated, held.extra) == (spilled.repeated, spilled.extra)


def test_a_sheet_without_answers_says_what_to_call_them(examples):
    with pytest.raises(Refused, match="Call it answer"):
        sheet(examples, id=["e1", "e2", "e3"], first=["a", "b", "c"], second=["a", "b", "c"])


def test_probabilities_are_taken_by_label_and_by_prefix(examples):
    by_label = sheet(
        examples, id=["e1", "e2", "e3"], answer=["repair", "visit", "visit"],
        repair=["0.9", "0.2", "0.4"], visit=["0.1", "0.8", "0.6"],
    )  # fmt: skip
    assert by_label.classes == ("repair", "visit")
    assert np.allclose(by_label.probabilities, [[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]])
    by_prefix = sheet(
        examples, id=["e1", "e2", "e3"],
        p_visit=["0.1", "0.8", "0.6"], p_repair=["0.9", "0.2", "0.4"],
    )  # fmt: skip
    assert by_prefix.answers.tolist() == ["repair", "visit", "visit"]
    assert "likeliest" in by_prefix.notes[-1]


@pytest.mark.parametrize(
    ("cells", "words"),
    [(["0.9", "1.2", "0.4"], "not a probability"), (["0.9", "x", "0.4"], "not a probability"), (["0.9", "0.9", "0.4"], "add up to 1.7")],
)  # fmt: skip
def test_what_is_no_probability_is_named(examples, cells, words):
    with pytest.raises(Refused, match=words) as refusal:
        sheet(
            examples, id=["e1", "e2", "e3"], answer=["repair", "visit", "visit"],
            repair=cells, visit=["0.1", "0.8", "0.6"],
        )  # fmt: skip
    assert refusal.value.row == 3

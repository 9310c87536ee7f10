"""A column that gives the label away is told; one that merely helps, or happens to repeat, is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from content.refusal import Refused
from evaluations.measurement.column_guesses import guess_columns
from evaluations.measurement.columns import Columns
from evaluations.measurement.sample_preview import from_bytes, preview_of
from evaluations.measurement.telling_columns import told_of
from tests.evaluations.measurement.examples import samples, table

LABELS = [("repair", "visit", "damp")[n % 3] for n in range(90)]


def text(cells):
    return np.array(cells, dtype=object)


def told(cells, labels=LABELS):
    return told_of(text(cells), text(labels), "label")


def test_a_code_that_stands_for_the_label_is_told():
    found = told([f"team {LABELS.index(label)}" for label in LABELS])
    assert (found.share, found.says) == (1.0, False)


def test_the_label_in_other_letters_is_told_as_the_label_itself():
    found = told([f" {label.upper()}" for label in LABELS])
    assert (found.share, found.says) == (1.0, True)


def test_a_code_with_a_few_mistakes_is_told_with_its_share():
    cells = [f"team {LABELS.index(label)}" for label in LABELS]
    cells[0], cells[1] = cells[1], cells[0]
    found = told(cells)
    assert found.share == pytest.approx(88 / 90)


@pytest.mark.parametrize(
    "cells",
    [
        [f"message {n}" for n in range(90)],  # every text is another
        ["web", "mail"] * 45,  # a channel says nothing of the kind
        ["the same"] * 90,
        [LABELS[n] if n % 2 else "other" for n in range(90)],  # helps in half of the rows only
    ],
)
def test_a_column_that_does_not_decide_is_not(cells):
    found = told(cells)
    assert found is None or found.says


def test_two_columns_that_are_nearly_always_zero_do_not_say_one_another():
    # As the capital gains and losses of the census of 1994: 92 and 95 of 100 are 0.
    gains = ["0"] * 92 + ["9"] * 8
    losses = ["7"] * 5 + ["0"] * 95
    assert told(gains, losses) is None


@limits(max_examples=60, deadline=2_000)
@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.randoms())
def test_names_and_order_change_nothing(labels, chance):
    cells = [chance.choice(["x", "y", label]) for label in labels]
    found = told(cells, labels)
    order = list(range(len(labels)))
    chance.shuffle(order)
    again = told([cells[at] for at in order], [labels[at] for at in order])
    assert found == again
    renamed = told([f"{cell}!" for cell in cells], [f"{label}!" for label in labels])
    assert (found and found.share) == (renamed and renamed.share)


def file_with_code():
    return table(
        id=[f"e{n}" for n in range(90)],
        text=[f"Please look at this message {n}" for n in range(90)],
        code=[f"{LABELS.index(label)}" for label in LABELS],
        label=LABELS,
    )


def test_the_preview_remembers_and_the_guess_leaves_it_out():
    frame, rows = file_with_code()
    seen = preview_of(frame, rows, format="csv", encoding="utf-8", delimiter=",")
    again = from_bytes(seen.model_dump_json().encode())
    assert again == seen
    assert again.column("code").told("label").share == 1.0
    assert again.column("text").told("label") is None
    guesses = guess_columns(again)
    assert "code" not in guesses.inputs.columns
    assert "code would tell the right answer" in guesses.inputs.why


def test_a_preview_from_before_still_opens():
    frame, rows = file_with_code()
    written = preview_of(frame, rows, format="csv").model_dump(mode="json")
    del written["encoding"], written["delimiter"]
    for column in written["columns"]:
        del column["tells"]
    old = type(preview_of(frame, rows, format="csv")).model_validate(written)
    assert old.column("code").told("label") is None


def test_without_named_inputs_it_is_refused_and_with_them_it_is_taken():
    columns = {name: list(cells) for name, cells in file_with_code()[0].items()}
    with pytest.raises(Refused, match="gives away the label in 100 of 100 rows") as refusal:
        samples(**columns)
    assert refusal.value.column == "code"
    named = samples(columns=Columns("label", ("text", "code")), **columns)
    assert named.inputs == ("text", "code")


@pytest.mark.parametrize(
    ("labels", "wanted", "sentence"),
    [
        (["yes", "no", "no"], "maybe", "The labels are no, yes"),
        (["a", "b", "c"], "a", "There are 3 labels, and only of two"),
    ],
)
def test_a_label_that_is_looked_for_is_one_of_two(labels, wanted, sentence):
    with pytest.raises(Refused, match=sentence):
        samples(columns=Columns("label", positive=wanted), text=["x", "y", "z"], label=labels)


def test_the_label_that_is_looked_for_stands_as_in_the_file():
    made = samples(
        columns=Columns("label", positive="yes"), text=["x", "y", "z"], label=["yes ", "no", "no"]
    )
    assert made.columns.positive == "yes "

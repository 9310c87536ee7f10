"""What a look at the examples shows, by hand-counted rows."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from content.refusal import Refused
from evaluations.example_sheet.blank import masked_inputs
from evaluations.measurement import row_blocks
from evaluations.measurement.columns import Columns
from evaluations.measurement.examples_in_batches import look_through
from evaluations.measurement.examples_seen import as_bytes, from_bytes, look_at
from evaluations.measurement.label_numbers import label_numbers
from evaluations.personal_data.scan import scan
from evaluations.wording.example_set import check_sentences
from tests.evaluations.measurement.examples import samples


@pytest.fixture(autouse=True, scope="module")
def few_at_once():
    """Cut examples into blocks of three rows, where they are looked through in blocks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(row_blocks, "ROWS_AT_ONCE", 3)
        yield


def look(columns=None, **cells):
    """Return what a look shows: the same whether the rows are held or gone through in blocks."""
    made = samples(columns=columns, **cells)
    scanned = scan({name: made.column(name).tolist() for name in made.inputs})
    seen = look_at(made, scan=scanned, masked=masked_inputs(made))
    assert look_through(made, folder=Path(tempfile.gettempdir())) == seen
    return seen


def test_labels_repeats_conflicts_and_blanks_are_counted_with_their_rows():
    seen = look(text=["a", "b", " a ", "b", "", "c"], label=["x", "x", "x", "y", "y", "x"])
    assert seen.rows == 6
    assert [(each.label, each.rows) for each in seen.labels] == [("x", 4), ("y", 2)]
    assert seen.rare == ("x", "y")
    assert (seen.repeated.count, seen.repeated.first) == (2, (4, 5))
    assert (seen.conflicting.count, seen.conflicting.first) == (2, (3, 5))
    assert [(each.column, each.rows.first) for each in seen.blank] == [("text", (6,))]
    assert not seen.figures
    assert from_bytes(as_bytes(seen)) == seen


def test_figures_are_no_kinds():
    seen = look(text=[f"flat {n}" for n in range(40)], label=[f"{n * 7}.5" for n in range(40)])
    assert seen.figures
    (said,) = check_sentences(seen, label="rent", name="rents.csv")
    assert said.startswith("The right answers in rent are figures")


def test_one_kind_only_is_said_first():
    seen = look(text=["a", "b"], label=["x", "x"])
    assert check_sentences(seen, label="label", name="f.csv")[0].startswith(
        "Every example has the same right answer, x."
    )


def test_masking_counts_rows_and_leaves_nothing():
    seen = look(
        text=["Kofi rang from 020 7946 0958", "none", "k@x.example"],
        tenant=["Kofi Mensah", "", ""],
        label=["x", "y", "x"],
    )
    assert {(each.kind, each.column, each.cells) for each in seen.scan.found} == {
        ("phone", "text", 1), ("email", "text", 1), ("name", "tenant", 1),
    }  # fmt: skip
    assert seen.masked.found == ()
    assert {(each.kind, each.column, each.cells) for each in seen.masked.masked} == {
        ("phone", "text", 1), ("email", "text", 1), ("name", "tenant", 1), ("name", "text", 1),
    }  # fmt: skip
    assert seen.masked_rows == 2


PIECES = st.sampled_from(
    ["k@x.example", "020 7946 0958", "M1 1AE", "Kofi Mensah", "kofi", "", " ", "a", " a", "viewing"]
)


@limits(max_examples=60, deadline=2_000)
@given(
    st.lists(
        st.tuples(PIECES, PIECES, PIECES, st.sampled_from(["x", "y", "7", "8.5"])),
        min_size=1,
        max_size=25,
    )
)
def test_whatever_stands_there_blocks_show_what_the_whole_does(rows):
    text, mail, name, label = (list(column) for column in zip(*rows, strict=True))
    inputs = Columns("label", ("text", "mail"))
    look(inputs, text=text, mail=mail, tenant=name, label=label)
    look(Columns("label", ("text", "tenant")), text=text, tenant=name, label=label)


def test_more_figures_than_there_can_be_kinds_are_amounts_and_their_middle_is_known():
    amounts = [f"{1_000 + 7 * n:,}" for n in range(1_101)]
    seen = look(text=[f"flat {n}" for n in range(1_101)], label=amounts)
    assert (seen.figures, seen.labels, seen.rare) == (True, (), ())
    # The 276th and the 826th of 1,101, by hand: 1000 + 7 * 275 and 1000 + 7 * 825.
    assert label_numbers(seen, None, "label").middle == (2_925.0, 6_775.0)
    (said,) = check_sentences(seen, label="rent", name="rents.csv")
    assert said.startswith("The right answers in rent are figures")


def test_more_names_than_there_can_be_kinds_are_refused():
    made = samples(text=["flat"] * 1_101, label=[f"name {n}" for n in range(1_101)])
    with pytest.raises(Refused, match="There are 1,101 different labels"):
        look_through(made, folder=Path(tempfile.gettempdir()))
    with pytest.raises(Refused, match="There are 1,101 different labels"):
        look_at(made, scan=scan({}), masked=masked_inputs(made))

"""What a look at the examples shows, by hand-counted rows."""

from evaluations.example_sheet.blank import masked_inputs
from evaluations.measurement.examples_seen import as_bytes, from_bytes, look_at
from evaluations.personal_data.scan import scan
from evaluations.wording.example_set import check_sentences
from tests.evaluations.measurement.examples import samples


def look(**cells):
    made = samples(**cells)
    scanned = scan({name: made.column(name).tolist() for name in made.inputs})
    return look_at(made, scan=scanned, masked=masked_inputs(made))


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

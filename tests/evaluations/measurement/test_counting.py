"""Counted in batches, a test says what it says counted at once; equal rows are found in passes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.measurement.answer_rows import AnswerRows, rows_of
from evaluations.measurement.columns import Columns
from evaluations.measurement.counting import count
from evaluations.measurement.equal_rows import equal_rows
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.samples import take_samples
from evaluations.measurement.shown_examples import shown_examples
from evaluations.statistics.hints import Lineage
from evaluations.statistics.label_checks import check_labels
from tests.evaluations.statistics.made_rows import made_predictions

ROWS = 40_000  # three blocks of rows, the last of them part of one
WORDS = ["boiler", "rent", "viewing", "key", "deposit", "cold", "late", "garden"]


def cut(cells):
    """Return what gives these cells from one place to another."""
    return lambda start, stop: cells[start:stop]


def made(folder, **columns):
    """Return examples that are texts, both versions' answers, and a plan."""
    truth, student, teacher = made_predictions(ROWS, classes=3, seed=4)
    draw = np.random.default_rng(8)
    lengths = draw.integers(3, 60, ROWS)
    frame = pd.DataFrame(
        {
            "text": [" ".join(draw.choice(WORDS, size)) + f" {row}" for row, size in enumerate(lengths)],
            "region": draw.choice(["north", "south", ""], ROWS, p=[0.5, 0.45, 0.05]),
            "label": truth,
        },
        dtype=object,
    )  # fmt: skip
    for name, cells in columns.items():
        frame[name] = cells(ROWS)
    samples = take_samples(
        frame,
        np.arange(2, ROWS + 2),
        Columns("label", ("text",), slices=("region",), group=next(iter(columns), None)),
        name="s.csv",
        sha256="0" * 64,
    )
    answers = []
    for each in (student, teacher):
        names, codes = rows_of(cut(np.asarray(each.labels, dtype=object)), ROWS)
        answers.append(AnswerRows(names, codes, each.probabilities, tuple(each.classes)))
    contender = Contender(folder / "m", "m", is_sheet=False)
    plan = TestPlan(contender, contender, folder / "s", "s.csv", samples.columns, seed=3)
    return plan, samples, *answers


def counted(folder, given, most_whole):
    plan, samples, *answers = given
    return count(
        plan, samples, *answers, look=1, lineage=Lineage(), folder=folder, progress=Silent(),
        most_whole=most_whole,
    )  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    given = made(folder)
    whole, batches = (counted(folder, given, most) for most in (ROWS, ROWS - 1))
    return given, whole, batches


def kinds(counted_run):
    return {
        (each["column"], each["value"]): each for each in counted_run.summary.as_json()["slices"]
    }


def test_counts_are_the_same_to_the_last_digit(both):
    whole, batches = (each.summary.as_json() for each in both[1:])
    assert batches["samples"] == whole["samples"]
    for name in ("counts", "accuracy_difference", "retention", "agreement", "kappa", "flips"):
        assert batches["comparison"][name] == whole["comparison"][name]
    assert batches["student"]["confusion"] == whole["student"]["confusion"]
    assert batches["student"]["metrics"] == whole["student"]["metrics"]


def test_kinds_of_case_are_the_same_and_hard_cases_nearly(both):
    whole, batches = kinds(both[1]), kinds(both[2])
    assert set(whole) == set(batches)
    for kind, found in whole.items():
        if kind[0] == "hard_cases":
            assert batches[kind]["n"] == pytest.approx(found["n"], rel=1e-3)
            mine, theirs = batches[kind]["difference"], found["difference"]
            assert mine["value"] == pytest.approx(theirs["value"], abs=1e-3)
        else:
            assert batches[kind] == found
    assert {column for column, _ in whole} == {"hard_cases", "input_length", "region"}


def test_how_fine_it_is_stands_in_the_result(both):
    assert both[1].notes == ()
    (said,) = both[2].notes
    assert said.startswith("There are more than 39,999 examples")
    assert said.endswith("counted in steps of 1 in 65,536.")


def test_the_examples_shown_are_wrong_and_of_their_kind(both):
    (_, samples, student, teacher), _, batches = both
    result = batches.summary.as_json() | {"numbers": None}
    shown = [
        each
        for each in shown_examples(samples, result, student=student, teacher=teacher)
        if each.kinds
    ]
    labels, regions = samples.labels, samples.column("region")
    assert {kind for each in shown for kind in each.kinds} == {
        ("region", value) for value in ("north", "south", "(nothing)")
    }
    for each in shown:
        assert each.this != labels[each.place] == each.label == each.other
        assert {value for _, value in each.kinds} == {regions[each.place] or "(nothing)"}


def test_rows_that_belong_together_are_counted_whole(tmp_path):
    given = made(tmp_path, tenant=lambda rows: [f"t{row // 4}" for row in range(rows)])
    whole, found = (counted(tmp_path, given, most) for most in (ROWS, ROWS - 1))
    assert found.summary.groups.count == ROWS // 4
    assert found.summary.as_json() == whole.summary.as_json()
    assert found.notes == ()


@given(
    cells=st.lists(st.tuples(st.sampled_from("ab "), st.sampled_from("xy"), st.sampled_from("pqr"))),
    at_once=st.integers(1, 5),
)  # fmt: skip
def test_equal_rows_are_those_that_python_finds_equal(tmp_path_factory, cells, at_once):
    cells = [("c", "x", "p"), *cells]
    frame = pd.DataFrame(cells, columns=["one", "two", "label"], dtype=object)
    samples = take_samples(
        frame,
        np.arange(2, len(frame) + 2),
        Columns("label", ("one", "two")),
        name="s",
        sha256="0" * 64,
    )
    found = equal_rows(samples, tmp_path_factory.getbasetemp(), at_once=at_once)
    expected = check_labels(
        frame["label"].tolist(), duplicates=[(one, two) for one, two, _ in cells]
    )
    assert (found.repeated.count, found.conflicting.count) == (
        expected.duplicates,
        expected.conflicting,
    )

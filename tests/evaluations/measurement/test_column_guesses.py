"""Guesses are right where a person would not hesitate, and empty where they would."""

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris, load_wine

from evaluations.measurement.column_guesses import guess_columns
from evaluations.measurement.sample_preview import preview_of


def guesses(frame):
    text = frame.astype(str)
    return guess_columns(preview_of(text, np.arange(len(text)) + 2, format="csv"))


def enquiries(rows=60):
    kinds = ["repairs", "arrears", "viewings", "damp and safety"]
    return pd.DataFrame(
        {
            "ref": [f"E{number:03}" for number in range(rows)],
            "message": [f"Enquiry number {number} about my flat please" for number in range(rows)],
            "channel": ["email", "phone"] * (rows // 2),
            "category": [kinds[number % 4] for number in range(rows)],
        }
    )


def test_an_export_of_an_inbox_is_understood():
    found = guesses(enquiries())
    assert found.id.column == "ref"
    assert found.label.column == "category"
    assert found.slices.columns == ("channel", "category")
    assert found.inputs.columns == ("message",)


def test_a_day_beside_a_text_is_no_input():
    frame = enquiries()
    frame.insert(1, "received", [f"2026-09-{number % 28 + 1:02}" for number in range(len(frame))])
    assert guesses(frame).inputs.columns == ("message",)


@pytest.mark.parametrize("load", [load_iris, load_wine])
def test_a_table_of_figures_keeps_its_figures_as_inputs(load):
    data = load(as_frame=True)
    frame = data.data.assign(grower=[data.target_names[place] for place in data.target])
    found = guesses(frame)
    assert found.label.column == "grower"
    assert found.inputs.columns == tuple(data.feature_names)
    assert found.slices.columns == ("grower",)
    assert found.id.column is None


def test_numbers_for_labels_are_found_by_their_name():
    data = load_iris(as_frame=True)
    assert guesses(data.frame).label.column == "target"


def test_a_name_alone_does_not_make_an_id():
    frame = enquiries().assign(ref="the same")
    assert guesses(frame).id.column is None


def test_nothing_is_guessed_where_nothing_repeats():
    found = guesses(enquiries()[["ref", "message"]])
    assert found.label.column is None
    assert found.label.why == "no column has a few values that come again and again"


def test_two_labels_are_no_kinds_of_case_and_thirty_one_are_too_many():
    frame = enquiries(120)[["ref", "message"]]
    for labels, ticked in ((2, ()), (3, ("label",)), (30, ("label",)), (31, ())):
        labelled = frame.assign(label=[f"kind {number % labels}" for number in range(120)])
        assert guesses(labelled).slices.columns == ticked

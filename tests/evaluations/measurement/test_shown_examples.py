"""The examples a result names are kept as their owner knows them."""

import numpy as np
import pandas as pd

from evaluations.measurement.columns import Columns
from evaluations.measurement.samples import take_samples
from evaluations.measurement.shown_example import as_bytes, from_bytes
from evaluations.measurement.shown_examples import shown_examples

FRAME = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "subject": ["Boiler", "Rent", "Flat"],
        "body": ["It is cold", "x" * 900, "May I see it?"],
        "label": ["repairs", "arrears", "viewings"],
    }
)
FLIPS = {"comparison": {"flips": [{"row": 2}, {"row": 1}, {"row": 2}]}}


def examples(columns):
    samples = take_samples(FRAME, np.array([2, 3, 5]), columns, name="s.csv", sha256="0" * 64)
    return shown_examples(samples, FLIPS)


def test_each_named_example_is_kept_once_with_its_id_and_row():
    shown = examples(Columns("label", ("body",), id="id"))
    assert [(each.place, each.row, each.id) for each in shown] == [(1, 3, "b"), (2, 5, "c")]
    assert shown[1].text == "May I see it?"
    assert len(shown[0].text) == 400


def test_several_inputs_are_told_by_their_names_and_the_label_is_not_among_them():
    shown = examples(Columns("label", ("subject", "body")))
    assert shown[1].text == "subject: Flat; body: May I see it?"


def test_they_come_back_as_they_were_written():
    shown = examples(Columns("label", ("body",), id="id"))
    assert from_bytes(as_bytes(shown)) == {each.place: each for each in shown}


def test_a_version_alone_names_none():
    samples = take_samples(FRAME, np.array([2, 3, 5]), Columns("label"), name="s", sha256="0" * 64)
    assert shown_examples(samples, {"comparison": None}) == ()

"""Tallies: shards add up to the whole bit for bit, and the whole is what the rows give."""

import itertools
import json
from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from content.refusal import Refused
from evaluations.statistics.estimates import Precision
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.score_histogram import STEPS, count_scores, equal_mass_bins
from evaluations.statistics.summary import summarise
from evaluations.statistics.tally import tally
from evaluations.statistics.tally_summary import summary_of_tally
from tests.evaluations.statistics.made_rows import made_predictions

QUICK = Precision(replicates=200, seed=5)


def part(predictions, rows, *, scored=True):
    return Predictions(
        list(np.asarray(predictions.labels)[rows]),
        predictions.probabilities[rows] if scored else None,
        predictions.classes if scored else None,
    )


def shards(truth, student, teacher, cuts, *, scored=True):
    """Return a tally of each run of rows between cuts."""
    borders = [0, *sorted(set(cuts)), len(truth)]
    return [
        tally(
            list(truth[rows]),
            part(student, rows, scored=scored),
            part(teacher, rows, scored=scored),
            first_row=start,
        )
        for start, stop in itertools.pairwise(borders)
        if stop > start
        for rows in [slice(start, stop)]
    ]


def shown(kept):
    return json.dumps(summary_of_tally(kept, precision=QUICK), allow_nan=False)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(1, 299), max_size=6), st.permutations(range(7)), st.sampled_from([2, 4])
)
def test_shards_merged_in_any_order_are_the_whole_to_the_last_bit(cuts, order, classes):
    truth, student, teacher = made_predictions(300, classes=classes, seed=9)
    parts = shards(truth, student, teacher, cuts)
    mixed = [parts[each] for each in order if each < len(parts)]
    whole = shards(truth, student, teacher, [])[0]
    assert shown(reduce(add, mixed)) == shown(whole)


@pytest.mark.parametrize("classes", [2, 3])
def test_the_numbers_are_those_of_the_rows(classes):
    truth, student, teacher = made_predictions(2_000, classes=classes, seed=4)
    rows = summarise(truth, student, teacher, replicates=200, seed=5, text_lengths=None).as_json()
    kept = summary_of_tally(
        reduce(add, shards(truth, student, teacher, [500, 900])), precision=QUICK
    )
    for side in ("student", "teacher"):
        for name, number in rows[side]["metrics"].items():
            if name in ("auc", "average_precision"):
                for end in ("value", "low", "high"):
                    assert kept[side]["metrics"][name][end] == pytest.approx(number[end], abs=2e-3)
            else:
                assert kept[side]["metrics"][name] == number
        assert kept[side]["confusion"] == rows[side]["confusion"]
        assert kept[side]["per_class"] == rows[side]["per_class"]
        ours, theirs = kept[side]["calibration"], rows[side]["calibration"]
        assert (ours["brier"], ours["log_loss"]) == (theirs["brier"], theirs["log_loss"])
        for name in ("ece_equal_mass", "ece_equal_width"):
            assert ours[name]["value"] == pytest.approx(theirs[name]["value"], abs=2e-3)
    ignored = {"two_tier", "two_tier_why"}
    assert {key: value for key, value in kept["comparison"].items() if key not in ignored} == {
        key: value for key, value in rows["comparison"].items() if key not in ignored
    }


def test_ranking_from_steps_is_scikit_learns():
    truth, student, _ = made_predictions(5_000, classes=2, seed=8)
    kept = summary_of_tally(tally(list(truth), student), precision=QUICK)["student"]["metrics"]
    scores = student.probabilities[:, 1]
    assert kept["auc"]["value"] == pytest.approx(roc_auc_score(truth == "b", scores), abs=1e-4)
    assert kept["average_precision"]["value"] == pytest.approx(
        average_precision_score(truth == "b", scores), abs=1e-3
    )


def test_labels_alone_need_no_scores():
    truth, student, teacher = made_predictions(400, seed=2)
    parts = shards(truth, student, teacher, [100], scored=False)
    found = summary_of_tally(reduce(add, parts), precision=QUICK)
    assert found["student"]["calibration"] is None
    assert found["comparison"]["kl_teacher_student"]["value"] is None


def test_a_version_that_changes_its_classes_in_the_middle_is_refused():
    truth, student, _ = made_predictions(40, seed=2)
    one = tally(list(truth), student)
    turned = Predictions(student.labels, student.probabilities[:, ::-1], student.classes[::-1])
    with pytest.raises(Refused, match="classes changed"):
        _ = one + tally(list(truth), turned)
    with pytest.raises(Refused, match="none"):
        _ = one + tally(list(truth), Predictions(student.labels))


def test_steps_hold_every_score_and_ties_stay_together():
    scores = np.array([0.0, 0.5, 0.5, 1.0])
    counts = count_scores(scores, np.array([True, False, True, True]))
    assert counts.sum() == 4
    assert (counts[1, 0], counts[0, STEPS // 2], counts[1, STEPS // 2]) == (1, 1, 1)
    assert counts[1, -1] == 1
    bins = equal_mass_bins(count_scores(np.full(100, 0.7), np.arange(100) < 60))
    assert (bins.n.tolist(), bins.right.tolist()) == ([100], [60])
    assert bins.confidence[0] == pytest.approx(0.7, abs=1 / STEPS)

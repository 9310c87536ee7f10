"""The bootstrap over cells is the bootstrap over rows, and its intervals are scipy's BCa."""

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import cohen_kappa_score, f1_score

from evaluations.statistics.bootstrap import bca_tails, influences, resample
from evaluations.statistics.class_scores import AGGREGATES, class_scores, margin_map
from evaluations.statistics.codes import encode_labels
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from evaluations.statistics.tables import count_cells
from tests.evaluations.statistics.made_rows import made_labels
from tests.evaluations.statistics.reading import ends

MACRO_F1, KAPPA = AGGREGATES.index("macro_f1"), AGGREGATES.index("kappa")


def counted(truth, answers):
    labels, codes = encode_labels(label=truth, student=answers)
    table, cell_of_row = count_cells(labels, codes["label"], codes["student"])
    truth_place, answer_place = table.cells.T
    return table, margin_map(truth_place, answer_place, len(labels)), cell_of_row


@pytest.mark.parametrize("replicates", [2_000])
def test_replicates_over_cells_are_distributed_as_replicates_over_rows(replicates):
    truth, answers, _ = made_labels(500, classes=5, accuracies=(0.85, 0.9), seed=11)
    # One label so rare that some resamples lose it: it must leave the mean there too.
    truth[:3], answers[:3] = "rare", ["rare", "rare", "a"]
    table, to_sums, _ = counted(truth, answers)
    ours = resample(table.counts, to_sums, class_scores, replicates=replicates, seed=5).replicates

    generator = np.random.default_rng(17)
    rows = generator.integers(0, 500, (replicates, 500))
    f1s = [f1_score(truth[chosen], answers[chosen], average="macro") for chosen in rows]
    kappas = [cohen_kappa_score(truth[chosen], answers[chosen]) for chosen in rows]

    assert stats.ks_2samp(ours[:, MACRO_F1], f1s).pvalue > 0.001
    assert stats.ks_2samp(ours[:, KAPPA], kappas).pvalue > 0.001


def test_bca_intervals_are_those_of_scipy_over_rows():
    truth, answers, _ = made_labels(150, classes=3, accuracies=(0.85, 0.9), seed=4)
    table, to_sums, _ = counted(truth, answers)
    resampled = resample(table.counts, to_sums, class_scores, replicates=20_000, seed=1)
    low, high = ends(resampled.measured(KAPPA, level=0.95, errors=99, why_undefined=""))
    names = np.array(sorted(set(truth)))
    codes = np.searchsorted(names, truth), np.searchsorted(names, answers)

    def kappa(x, y, axis):
        agreed = (x == y).mean(axis=axis)
        by_chance = sum(
            (x == k).mean(axis=axis) * (y == k).mean(axis=axis) for k in range(len(names))
        )
        return (agreed - by_chance) / (1 - by_chance)

    expected = stats.bootstrap(
        codes, kappa, paired=True, vectorized=True, n_resamples=20_000, batch=2_000, rng=2
    ).confidence_interval
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=0.004)


def test_what_a_row_adds_is_what_leaving_it_out_takes():
    truth, answers, _ = made_labels(60, classes=3, accuracies=(0.8, 0.9), seed=9)
    table, to_sums, cell_of_row = counted(truth, answers)
    ours = influences(table.counts, to_sums, class_scores)[cell_of_row, MACRO_F1]

    whole = f1_score(truth, answers, average="macro")
    keep = ~np.eye(60, dtype=bool)
    without = np.array([f1_score(truth[k], answers[k], average="macro") for k in keep])
    expected = 59 * (whole - without)
    assert ours == pytest.approx(expected - expected.mean(), abs=1e-9)


def test_a_large_table_is_drawn_in_blocks(monkeypatch):
    truth, answers, _ = made_labels(300, classes=6, accuracies=(0.7, 0.9), seed=9)
    table, to_sums, _ = counted(truth, answers)
    whole = influences(table.counts, to_sums, class_scores)
    monkeypatch.setattr("evaluations.statistics.bootstrap.MOST_AT_ONCE", 50)

    assert influences(table.counts, to_sums, class_scores) == pytest.approx(whole)
    drawn = resample(table.counts, to_sums, class_scores, replicates=101, seed=1)
    assert drawn.replicates.shape == (101, len(drawn.point))


@pytest.mark.parametrize(
    ("value", "acceleration"),
    [(5.0, 0.0), (-1.0, 0.0), (1.5, np.nan), (1.5, 5.0)],
    ids=["all below", "all above", "no jackknife", "stretched past its end"],
)
def test_where_bca_is_not_defined_the_percentile_interval_stands_in(value, acceleration):
    tails, name = bca_tails(value, np.array([0.0, 1.0, 2.0, 3.0]), acceleration, level=0.9)

    assert name == "percentile"
    assert tails == pytest.approx((0.05, 0.95))


def test_bca_without_bias_or_skew_is_the_percentile_interval():
    tails, name = bca_tails(0.5, np.array([0.0, 1.0]), 0.0, level=0.9)

    assert name == "BCa"
    assert tails == pytest.approx((0.05, 0.95))


def test_replicates_equal_to_the_value_count_half_to_each_side():
    tails, name = bca_tails(1.0, np.array([0.0, 1.0, 1.0, 1.0, 2.0]), 0.0, level=0.9)

    assert name == "BCa"
    assert tails == pytest.approx((0.05, 0.95))


def test_a_number_that_few_resamples_have_gets_no_interval():
    # One row of another label: a third of the resamples hold only one label, and no correlation.
    table, to_sums, _ = counted(["a"] * 30 + ["b"], ["a"] * 30 + ["b"])
    resampled = resample(table.counts, to_sums, class_scores, replicates=500, seed=1)
    number = resampled.measured(AGGREGATES.index("mcc"), level=0.95, errors=9, why_undefined="")

    assert number.value == 1
    assert number.low is None
    assert "not defined" in (number.why or "")


@pytest.mark.parametrize("grouped", [False, True])
def test_all_wrong_is_no_certain_nothing(grouped):
    # Twenty rows, all wrong: accuracy may still be up to 0.161 (Wilson), so no score is surely 0.
    truth, answers = ["a", "b"] * 10, ["b", "a"] * 10
    groups = [f"client {row % 10}" for row in range(20)] if grouped else None
    found = summarise(truth, Predictions(answers), groups=groups, replicates=200).as_json()
    scored = found["student"]["metrics"] | {
        label: of["f1"] for label, of in found["student"]["per_class"].items()
    }

    assert scored["accuracy"]["high"] > 0.16
    for name, value in (
        ("macro_f1", 0), ("balanced_accuracy", 0), ("weighted_f1", 0), ("mcc", -1), ("a", 0), ("b", 0),
    ):  # fmt: skip
        assert scored[name]["value"] == pytest.approx(value)
        assert (scored[name]["low"], scored[name]["high"]) == (None, None), name
        assert "stays the same" in scored[name]["why"]


def test_a_label_that_is_never_hit_has_no_certain_score():
    truth = ["a"] * 8 + ["b"] * 40 + ["c"] * 40
    answers = ["b"] * 8 + ["b"] * 36 + ["c"] * 44
    found = summarise(truth, Predictions(answers), replicates=200).as_json()["student"]

    assert found["per_class"]["a"]["recall"]["high"] > 0.3  # Wilson's for 0 of 8 is 0.324
    assert (found["per_class"]["a"]["f1"]["value"], found["per_class"]["a"]["f1"]["low"]) == (
        0,
        None,
    )
    assert found["per_class"]["b"]["f1"]["low"] is not None
    assert found["metrics"]["macro_f1"]["low"] is not None

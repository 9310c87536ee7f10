"""A vendor's figure: supported, not supported, or cannot tell, by its own bounds."""

import pytest

from content.refusal import Refused
from evaluations.statistics.claims import Claim, claim_verdict
from evaluations.statistics.measured import Measured


def between(low, high):
    return Measured.between((low + high) / 2, (low, high), level=0.95, n=400, method="Wilson score")


@pytest.mark.parametrize(
    ("value", "decimals", "threshold"),
    [
        (0.94, None, 0.935),
        (0.9, None, 0.85),
        (0.9, 2, 0.895),
        (1, None, 0.5),
        (0.941, None, 0.9405),
    ],
)
def test_the_threshold_is_the_least_figure_that_rounds_to_the_claim(value, decimals, threshold):
    assert Claim("accuracy", value, decimals).threshold == pytest.approx(threshold, abs=1e-15)


@pytest.mark.parametrize(
    ("low", "high", "decision"),
    [
        (0.926, 0.96, "supported"),  # 0.935 less one point
        (0.925, 0.96, "supported"),
        (0.924, 0.96, "cannot_tell"),
        (0.80, 0.934, "not_supported"),
        (0.80, 0.935, "cannot_tell"),
        (0.10, 0.99, "cannot_tell"),  # a handful of rows supports nothing
        (0.927, 0.934, "supported"),  # below the claim, within the tolerance
    ],
)
def test_a_claim_of_94_percent_is_held_against_its_bounds(low, high, decision):
    assert claim_verdict(Claim("accuracy", 0.94), between(low, high)).decision == decision


def test_a_number_without_bounds_cannot_tell_and_says_why():
    missing = Measured.without_interval(0.99, n=9, method="any", why="Too few errors.")
    found = claim_verdict(Claim("macro_f1", 0.9), missing)

    assert (found.decision, found.why) == ("cannot_tell", "Too few errors.")


def test_what_is_published_names_the_claim_and_what_it_met():
    shown = claim_verdict(Claim("accuracy", 0.94), between(0.8, 0.9)).as_json()

    assert shown["verdict"] == "not_supported"
    assert shown["claim"] == {
        "metric": "accuracy",
        "value": 0.94,
        "decimals": None,
        "tolerance": 0.01,
    }
    assert shown["measured"]["high"] == 0.9


@pytest.mark.parametrize(
    "claim",
    [
        {"metric": "speed", "value": 0.9},
        {"metric": "accuracy", "value": 94},
        {"metric": "accuracy", "value": 0},
        {"metric": "auc", "value": float("nan")},
        {"metric": "retention", "value": 95},
        {"metric": "accuracy", "value": 0.9, "tolerance": 1},
        {"metric": "accuracy", "value": 0.9, "decimals": -1},
    ],
)
def test_a_claim_nobody_could_test_is_refused(claim):
    with pytest.raises(Refused) as refusal:
        Claim(**claim)
    assert refusal.value.what_to_do


def test_retention_may_be_claimed_above_the_teachers():
    assert Claim("retention", 1.02).threshold == pytest.approx(1.015)

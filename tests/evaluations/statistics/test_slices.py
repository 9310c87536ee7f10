"""Slices: Holm over all of them, the surest bad news first, and no verdict on a handful."""

import numpy as np
import pytest

from content.refusal import Refused
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_difference import accuracy_difference
from evaluations.statistics.slices import SliceRows, measure_slices, rows_by_value
from tests.evaluations.statistics.reading import ends

BOTH, ONLY_TEACHER, ONLY_STUDENT, NEITHER = range(4)


def made(**kinds):
    """Return slices named by keyword, each with its four counts, and the outcome of every row."""
    outcome = np.concatenate([np.repeat(np.arange(4), counts) for counts in kinds.values()])
    names = np.repeat(list(kinds), [sum(counts) for counts in kinds.values()])
    return [SliceRows("kind", name, names == name) for name in kinds], outcome


def measure(slices, outcome, **given):
    right = (outcome == BOTH) | (outcome == ONLY_STUDENT)
    return measure_slices(slices, right, outcome, **{"margin": 0.02, "level": 0.95, **given})


def test_a_slice_worse_beyond_chance_is_named_and_comes_first():
    slices, outcome = made(fine=(500, 20, 20, 60), bad=(150, 60, 10, 80), small=(5, 9, 6, 6))
    found = {each.value: each for each in measure(slices, outcome)}

    assert measure(slices, outcome)[0].value == "bad"
    assert found["bad"].verdict == "worse"
    assert found["fine"].verdict == "no_worse_shown"
    assert found["small"].verdict == "too_few"
    assert found["bad"].difference == accuracy_difference(PairedCounts(150, 60, 10, 80), level=0.95)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((0, 29, 0, 0), "too_few"),
        ((0, 30, 0, 0), "worse"),
        ((200, 9, 0, 0), "too_few"),
        ((30, 10, 0, 0), "worse"),
    ],
)
def test_under_30_rows_or_10_discordant_is_too_few(counts, verdict):
    slices, outcome = made(one=counts)

    assert measure(slices, outcome)[0].verdict == verdict


def test_the_order_goes_by_the_upper_end_and_not_by_the_point():
    # The small slice looks worse by its point, the large one surely is worse.
    slices, outcome = made(small=(8, 4, 1, 7), large=(800, 100, 30, 70))
    ranked = measure(slices, outcome)

    assert ranked[0].value == "large"
    assert ranked[0].difference.value > ranked[1].difference.value
    assert ends(ranked[0].difference)[1] < ends(ranked[1].difference)[1]


def test_intervals_are_shown_plain_and_at_the_level_of_all_slices_together():
    slices, outcome = made(a=(90, 12, 4, 10), b=(90, 8, 8, 10), c=(80, 10, 6, 10), d=(70, 5, 9, 10))
    for each in measure(slices, outcome):
        assert each.difference.level == 0.95
        assert each.difference_adjusted.level == pytest.approx(1 - 0.05 / 4)
        assert ends(each.difference_adjusted)[0] < ends(each.difference)[0]


def test_many_harmless_slices_raise_no_alarm():
    # Twelve slices of 60 rows, the student exactly at the margin in each: the chance of any
    # "worse" in a run stays near 2.5 %.
    generator = np.random.default_rng(20261121)
    alarms = 0
    for _ in range(120):
        outcome = generator.choice(4, size=720, p=[0.78, 0.11, 0.09, 0.02])
        slices = [SliceRows("kind", str(k), np.arange(720) // 60 == k) for k in range(12)]
        alarms += any(each.verdict == "worse" for each in measure(slices, outcome))

    assert alarms / 120 < 0.068  # 0.025 and three standard errors of 120 trials


def test_without_a_teacher_there_is_accuracy_and_no_difference():
    slices, outcome = made(good=(90, 0, 0, 10), poor=(50, 0, 0, 50))
    ranked = measure_slices(slices, outcome == BOTH, None, margin=0.02, level=0.95)

    assert [each.value for each in ranked] == ["poor", "good"]
    for each in ranked:
        assert (each.teacher, each.difference, each.verdict) == (None, None, None)
        assert "no teacher" in each.as_json()["why"]


def test_each_value_of_a_column_is_a_slice_and_empty_cells_are_one():
    slices = rows_by_value({"channel": ["phone", None, "mail", "", float("nan"), "phone"]}, 6)

    assert [(each.value, each.rows.sum()) for each in slices] == [
        ("(nothing)", 3),
        ("mail", 1),
        ("phone", 2),
    ]


def test_a_column_of_names_is_refused_as_a_slice():
    with pytest.raises(Refused) as refusal:
        rows_by_value({"customer": [f"customer {k}" for k in range(201)]}, 201)

    assert refusal.value.column == "customer"

"""Calibration errors beside what chance alone would show."""

import numpy as np
import pytest

from evaluations.statistics.calibration import (
    binned,
    calibration_error,
    equal_mass_edges,
    equal_width_edges,
    reliability,
)
from evaluations.statistics.estimates import Precision


def errors(confidence, right, seed=0):
    mass = binned(confidence, right, equal_mass_edges(confidence), closed="left")
    width = binned(confidence, right, equal_width_edges(), closed="right")
    precision = Precision(seed=seed)
    return (
        calibration_error(mass, precision, kind="equal mass"),
        calibration_error(width, precision, kind="equal width"),
    )


def test_equal_width_error_is_the_textbook_sum():
    # Guo et al. (2017): bins are open on the left and closed on the right.
    generator = np.random.default_rng(1)
    confidence = np.round(generator.random(500), 2)
    right = generator.random(500) < confidence**2
    expected = 0.0
    for number in range(15):
        inside = (confidence > number / 15) & (confidence <= (number + 1) / 15)
        inside |= (number == 0) & (confidence == 0)
        if inside.any():
            expected += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())

    _, width = errors(confidence, right)
    assert width.error.value == pytest.approx(expected, abs=1e-9)


def test_equal_mass_error_is_the_sum_over_fifteen_runs_of_the_ranking():
    generator = np.random.default_rng(2)
    confidence = generator.random(450)  # 30 to a bin, no ties
    right = generator.random(450) < confidence
    order = np.argsort(confidence)
    runs = zip(np.split(right[order], 15), np.split(confidence[order], 15), strict=True)
    expected = np.mean([abs(hits.mean() - sure.mean()) for hits, sure in runs])

    mass, _ = errors(confidence, right)
    assert mass.error.value == pytest.approx(expected, abs=1e-9)


def test_rows_as_sure_as_each_other_share_a_bin():
    confidence = np.repeat([0.5, 0.9], [10, 90])
    bins = binned(confidence, np.ones(100, bool), equal_mass_edges(confidence), closed="left")

    assert bins.n.tolist() == [10, 90]
    assert bins.confidence == pytest.approx([0.5, 0.9])


def test_the_error_is_shown_without_an_interval_and_says_why():
    mass, _ = errors(np.full(40, 0.7), np.arange(40) < 28)

    assert (mass.error.low, mass.error.high) == (None, None)
    assert "noise floor" in (mass.error.why or "")
    assert set(mass.as_json()) >= {"value", "noise_floor", "debiased", "finding"}


def test_an_honest_model_is_called_off_about_once_in_twenty():
    generator = np.random.default_rng(20261121)
    off, floors, shown = 0, [], []
    for trial in range(300):
        confidence = generator.beta(5, 2, 400)
        mass, _ = errors(confidence, generator.random(400) < confidence, seed=trial)
        off += mass.off
        floors.append(mass.noise_mean)
        shown.append(mass.error.value)

    assert off / 300 < 0.09  # 0.05 and three standard errors of 300 trials
    # The floor is what honest models show: 0.057 at this n, not 0.
    assert np.mean(shown) == pytest.approx(np.mean(floors), rel=0.05)


def test_a_boastful_model_is_off_by_about_its_boast():
    generator = np.random.default_rng(3)
    confidence = generator.uniform(0.7, 1.0, 2_000)
    mass, width = errors(confidence, generator.random(2_000) < confidence - 0.1)

    for error in (mass, width):
        assert error.off
        assert error.debiased == pytest.approx(0.1, abs=0.03)
        assert error.debiased < error.error.value


def test_the_reliability_table_counts_every_row_once():
    generator = np.random.default_rng(4)
    confidence = generator.random(300)
    right = generator.random(300) < confidence
    bins = binned(confidence, right, equal_mass_edges(confidence), closed="left")
    table = reliability(bins, level=0.95)

    assert sum(line.right.n for line in table) == 300
    assert sum(round((line.right.value or 0) * line.right.n) for line in table) == right.sum()
    assert all(line.low <= line.confidence <= line.high for line in table)
    assert [line.low for line in table[1:]] == [line.high for line in table[:-1]]


@pytest.mark.parametrize("blocks", [False, True])
def test_nine_million_rows_in_a_bin_have_their_mean_confidence(blocks, monkeypatch):
    # 9,000,000 x 0.995 x 2^40 is 9.8e18, beyond the 9.2e18 that 63 bits hold.
    if blocks:
        monkeypatch.setattr("evaluations.statistics.calibration.BLOCK", 1_000)
    rows = 10_500 if blocks else 9_000_000
    confidence = np.full(rows, 0.995)
    confidence[::100] = 0.195
    bins = binned(confidence, np.ones(rows, bool), equal_width_edges(), closed="right")

    assert bins.n.tolist() == [rows // 100, rows - rows // 100]
    assert bins.confidence == pytest.approx([0.195, 0.995])

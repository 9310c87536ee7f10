"""Every row gets a place of its own, the same for the same seed, and none that its row foretells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.measurement.shuffled_order import (
    MOST_DRAWN,
    first_rows,
    shuffled_places,
    walked_places,
)


@given(rows=st.integers(1, 3_000), seed=st.integers(0, 2**63), cut=st.integers(0, 3_000))
def test_each_place_is_taken_once_however_the_rows_are_cut(rows, seed, cut):
    cut = min(cut, rows)
    places = np.concatenate(
        [walked_places(0, cut, rows, seed), walked_places(cut, rows, rows, seed)]
    )
    assert sorted(places.tolist()) == list(range(rows))


def test_few_rows_are_shuffled_as_numpy_shuffles(tmp_path):
    order = np.random.default_rng(7).permutation(500)
    places = shuffled_places(500, 7, tmp_path)
    assert order[places].tolist() == list(range(500))
    assert first_rows(places, 40).tolist() == order[:40].tolist()


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return shuffled_places(MOST_DRAWN + 1, 7, tmp_path_factory.mktemp("runs"))


def test_many_rows_each_get_a_place(many):
    assert np.array_equal(np.sort(many), np.arange(MOST_DRAWN + 1))
    first = first_rows(many, 300)
    assert many[first].tolist() == list(range(300))


def test_neighbours_do_not_stay_together(many):
    rows = len(many)
    steps = np.abs(np.diff(many.astype(float)))
    # Two places drawn at random are a third of all apart on average; the error of this mean is 0.24 / sqrt(n).
    assert steps.mean() / rows == pytest.approx(1 / 3, abs=5 * 0.24 / np.sqrt(rows))
    first_batch = np.sort(first_rows(many, 16_384))
    quarters = np.bincount(first_batch * 4 // rows, minlength=4) / 16_384
    assert quarters == pytest.approx(np.full(4, 0.25), abs=5 * np.sqrt(0.25 * 0.75 / 16_384))


def test_another_seed_is_another_order(many):
    other = walked_places(0, 2_000, len(many), 8)
    assert (other == many[:2_000]).mean() < 0.01

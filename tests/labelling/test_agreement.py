"""Agreement between two people, held to scikit-learn and statsmodels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.proportion import proportion_confint

from labelling.agreement import agreement

KINDS = st.sampled_from(["a", "b", "c"])
# The usual worked example: two readers of 50 proposals, both yes 20, both no 15, kappa 0.4.
FIRST = ["yes"] * 25 + ["no"] * 25
SECOND = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15


def test_a_known_table_gives_its_known_kappa_and_range():
    found = agreement(FIRST, SECOND)

    assert (found.n, found.agreed) == (50, 35)
    assert found.kappa.value == pytest.approx(0.4)
    low, high = proportion_confint(35, 50, method="wilson")
    assert (found.share.low, found.share.high) == pytest.approx((low, high))
    assert found.kappa.low < 0.4 < found.kappa.high
    assert found.sentence == (
        "You agreed on 35 of 50: 70 %. With many more examples it would probably be between 56 and 81 %."
    )
    assert "Cohen’s kappa is 0.40 (95 % range " in found.kappa_sentence
    assert found.kappa_sentence.endswith("n = 50.")


@given(st.lists(st.tuples(KINDS, KINDS), min_size=2, max_size=60))
def test_kappa_is_scikit_learns_and_does_not_mind_who_was_first(pairs):
    first, second = map(list, zip(*pairs, strict=True))
    found, turned = agreement(first, second), agreement(second, first)

    assert found.agreed == turned.agreed == sum(one == other for one, other in pairs)
    if len({*first, *second}) == 1:
        assert found.kappa.value is None
        assert found.kappa.why in found.kappa_sentence
    else:
        assert found.kappa.value == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
        assert turned.kappa.value == pytest.approx(found.kappa.value)


def test_where_nobody_said_anything_there_is_no_number():
    found = agreement([], [])

    assert (found.share.value, found.kappa.value) == (None, None)
    assert found.sentence == "Nobody has put the same example into a kind twice yet."


def test_full_agreement_has_no_bootstrap_interval_and_says_why():
    found = agreement(["a", "b"] * 25, ["a", "b"] * 25)

    assert found.kappa.value == 1.0
    assert "Too few errors for a range" in found.kappa_sentence

"""Labels that are numbers: scikit-learn's points, scipy's intervals, and properties."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics

from content.refusal import Refused
from evaluations.statistics import row_bootstrap
from evaluations.statistics.clusters import groups_from
from evaluations.statistics.error_sums import error_sums
from evaluations.statistics.estimates import Precision
from evaluations.statistics.number_difference import (
    chance_if_no_further_off,
    error_difference,
    mean_error,
    number_verdict,
)
from evaluations.statistics.number_summary import are_numbers, summarise_numbers
from evaluations.statistics.regression import number_report
from evaluations.statistics.row_bootstrap import replicated, replicated_medians
from tests.evaluations.statistics.reading import ends

QUICK = Precision(replicates=400, seed=3)


def made(n=300, seed=1, spread=5.0):
    """Return prices, and the guesses of a student and a better teacher."""
    generator = np.random.default_rng(seed)
    truth = generator.lognormal(5, 0.5, n)
    return (
        truth,
        truth + generator.normal(0, spread * 1.3, n),
        truth + generator.normal(0, spread, n),
    )


def test_points_are_those_of_scikit_learn():
    truth, student, _ = made()
    found = number_report(truth, student, QUICK).metrics
    for name, expected in (
        ("mae", metrics.mean_absolute_error(truth, student)),
        ("rmse", metrics.root_mean_squared_error(truth, student)),
        ("r2", metrics.r2_score(truth, student)),
        ("median_absolute_error", metrics.median_absolute_error(truth, student)),
    ):
        assert found[name].value == pytest.approx(expected, rel=1e-9)


def test_intervals_are_those_of_scipys_bootstrap_over_rows():
    truth, student, _ = made(200)
    found = number_report(truth, student, Precision(replicates=6_000)).metrics

    def bca(score):
        return stats.bootstrap(
            (truth, student), score, paired=True, vectorized=False, n_resamples=3_000,
            method="BCa", random_state=np.random.default_rng(2),
        ).confidence_interval  # fmt: skip

    for name, score in (
        ("mae", lambda x, y: np.abs(x - y).mean()),
        ("rmse", lambda x, y: np.sqrt(((x - y) ** 2).mean())),
        ("r2", lambda x, y: 1 - ((x - y) ** 2).sum() / ((x - x.mean()) ** 2).sum()),
    ):
        low, high = ends(found[name])
        expected = bca(score)
        width = high - low
        assert low == pytest.approx(expected.low, abs=0.08 * width)
        assert high == pytest.approx(expected.high, abs=0.08 * width)


@pytest.mark.parametrize("n", [41, 60])
def test_medians_are_distributed_as_medians_of_resampled_rows(n):
    off = np.random.default_rng(5).exponential(size=n)
    drawn = replicated_medians(off, replicates=4_000, seed=1)
    rows = np.random.default_rng(9).choice(off, size=(4_000, n))
    assert stats.ks_2samp(drawn, np.median(rows, axis=1)).pvalue > 0.001


def test_poisson_weights_above_100_000_rows_spread_as_rows_do(monkeypatch):
    truth, student, _ = made(900)
    values = np.column_stack([np.ones(900), np.abs(student - truth)])
    rows = replicated(values, replicates=3_000, seed=1)
    monkeypatch.setattr(row_bootstrap, "MOST_DRAWN", 100)
    weighted = replicated(values, replicates=3_000, seed=2)
    drawn, means = (sums[:, 1] / sums[:, 0] for sums in (rows, weighted))
    assert stats.ks_2samp(drawn, means).pvalue > 0.001
    assert means.std() == pytest.approx(values[:, 1].std() / 30, rel=0.06)


def test_the_difference_is_the_paired_t_interval():
    truth, student, teacher = made()
    further = np.abs(student - truth) - np.abs(teacher - truth)
    expected = stats.ttest_1samp(further, 0).confidence_interval(0.95)
    assert ends(error_difference(further, level=0.95)) == pytest.approx(tuple(expected), rel=1e-8)
    one_sided = stats.ttest_1samp(further, 0.5, alternative="greater").pvalue
    assert chance_if_no_further_off(further, 0.5) == pytest.approx(one_sided)


@pytest.mark.parametrize(
    ("margin", "decision", "finer"),
    [
        (None, None, None),
        (0.01, "cannot_tell", "unclear"),
        (5.0, "not_inferior", "about_as_good"),
    ],
)
def test_the_verdict_is_read_from_the_bounds_in_the_labels_unit(margin, decision, finer):
    truth, _, teacher = made(400)
    other = truth + np.random.default_rng(77).normal(0, 5, 400)
    further = np.abs(other - truth) - np.abs(teacher - truth)
    found = number_verdict(further, margin)
    assert (found.decision, found.finer) == (decision, finer)
    if decision == "cannot_tell":
        assert found.needed_n is not None
        equal, half = found.needed_n
        assert half is None or (equal is not None and half > 3 * equal)


def test_the_verdict_tells_better_worse_and_slightly_worse():
    generator = np.random.default_rng(3)
    noise = generator.normal(0, 1, 500)
    for shift, decision, finer in (
        (-1.0, "not_inferior", "better"),
        (1.0, "not_inferior", "slightly_worse_within_margin"),
        (3.0, "inferior", "worse"),
    ):
        found = number_verdict(noise + shift, 2.0)
        assert (found.decision, found.finer) == (decision, finer)


def test_a_wrong_not_inferior_on_the_boundary_is_rare():
    generator = np.random.default_rng(8)
    wrong = sum(
        number_verdict(generator.gamma(2, 1, 200) - 1.0, 1.0).decision == "not_inferior"
        for _ in range(1_000)
    )
    assert wrong <= 50  # 2.5 % expected; skewed to the right, so that bounds come low


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 60), st.sampled_from([0.0, 1e-6, 1.0, 1e9]), st.booleans(), st.integers(0, 99)
)
def test_no_nan_leaves_the_package_and_order_leaves_no_trace(n, scale, grouped, seed):
    generator = np.random.default_rng(seed)
    truth = generator.normal(size=n) * scale
    student, teacher = (truth + generator.integers(-1, 2, n) * scale for _ in range(2))
    groups = generator.integers(0, max(n // 3, 1), n)
    kinds = np.where(generator.random(n) < 0.5, "x", "y")
    shuffled = generator.permutation(n)
    shown = []
    for order in (np.arange(n), shuffled):
        found = summarise_numbers(
            truth[order], student[order], teacher[order],
            groups=groups[order].tolist() if grouped else None,
            slices={"kind": kinds[order].tolist()}, margin=scale, precision=QUICK, most=0,
        ).as_json()  # fmt: skip
        shown.append(json.dumps(found, allow_nan=False))
    assert shown[0] == shown[1]


def test_swapping_the_models_negates_the_difference():
    truth, student, teacher = made()
    one, other = (
        summarise_numbers(truth, *models, precision=QUICK)
        for models in ((student, teacher), (teacher, student))
    )
    assert one.difference is not None
    assert other.difference is not None
    low, high = ends(other.difference)
    assert ends(one.difference) == pytest.approx((-high, -low))


def test_the_students_own_numbers_do_not_depend_on_the_teacher():
    truth, student, teacher = made()
    alone = summarise_numbers(truth, student, precision=QUICK).student
    assert alone == summarise_numbers(truth, student, teacher, precision=QUICK).student


def test_perfect_answers_have_no_error_and_say_why_there_is_no_range():
    truth = made()[0]
    found = number_report(truth, truth, QUICK).metrics
    assert (found["mae"].value, found["rmse"].value, found["r2"].value) == (0, 0, 1)
    assert "Too few errors" in (found["mae"].why or "")


def test_labels_all_alike_have_no_r2():
    found = number_report(np.full(50, 3.0), np.arange(50.0), QUICK).metrics["r2"]
    assert found.value is None
    assert "same number" in (found.why or "")


def test_rows_that_belong_together_widen_every_interval():
    truth, student, teacher = (np.repeat(column, 4) for column in made(100))
    groups = np.repeat(np.arange(100), 4).tolist()
    apart = summarise_numbers(truth, student, teacher, precision=QUICK)
    together = summarise_numbers(truth, student, teacher, groups=groups, precision=QUICK)
    for one, other in (
        (apart.student.metrics["mae"], together.student.metrics["mae"]),
        (apart.difference, together.difference),
    ):
        assert one is not None
        assert other is not None
        narrow, wide = ends(one), ends(other)
        assert (wide[1] - wide[0]) / (narrow[1] - narrow[0]) == pytest.approx(2, rel=0.2)
    assert groups_from(groups, None) is not None


def test_a_kind_with_larger_errors_is_named_and_comes_first():
    truth, student, teacher = made(600)
    kind = np.where(np.arange(600) < 150, "flats", "houses")
    student = np.where(kind == "flats", student + 20, student)
    found = summarise_numbers(
        truth, student, teacher, slices={"kind": kind.tolist()}, margin=3.0, precision=QUICK
    )
    assert [(each.value, each.verdict) for each in found.slices] == [
        ("flats", "worse"),
        ("houses", "no_worse_shown"),
    ]
    assert found.misses[0]["row"] < 150


def test_labels_of_the_teacher_tell_nothing_of_which_is_further_off():
    truth, student, teacher = made()
    found = summarise_numbers(
        truth, student, teacher, margin=1.0, labelled_by_teacher=True, precision=QUICK
    )
    assert found.verdict is not None
    assert found.verdict.decision is None
    assert found.difference is not None
    assert found.difference.value is None


@pytest.mark.parametrize(
    ("labels", "amounts"),
    [
        ([f"{each * 1.5}" for each in range(40)], True),
        ([str(each * 250) for each in range(40)], True),
        ([str(each) for each in range(77)], False),  # codes of 77 intents
        (["1", "2", "3", "4", "5"] * 30, False),
        ([*map(str, range(0, 400, 7)), "n/a"], False),
        (["nan", *map(str, range(0, 400, 7))], False),
    ],
)
def test_amounts_are_told_from_codes(labels, amounts):
    assert are_numbers(labels) is amounts


def test_a_limit_below_nothing_is_refused():
    with pytest.raises(Refused, match="limit"):
        summarise_numbers(np.ones(3), np.ones(3), margin=-1.0)


def amounts(off, kinds=None, teacher=None, **more):
    """What such errors come to, student's first, about labels of 1,000 and more."""
    truth = np.arange(1_000.0, 1_000.0 + len(off))
    other = None if teacher is None else truth + np.array(teacher)
    slices = {} if kinds is None else {"kind": kinds}
    return summarise_numbers(
        truth, truth + np.array(off), other, slices=slices, precision=QUICK, **more
    )


def test_versions_that_are_off_alike_on_few_examples_cannot_be_told_apart():
    # Off by 1,000 more on 2 % of examples the student is worse by 20, and 30 examples show nothing
    # of it in 0.98^30 = 54.5 % of tests.
    alike = [float(row % 7) for row in range(30)]
    for limit in (0.0001, 10.0):
        judged = amounts(alike, teacher=alike, margin=limit)
        assert judged.verdict is not None
        assert judged.difference is not None
        assert (judged.difference.value, judged.difference.low) == (0, None)
        assert (judged.verdict.decision, judged.verdict.needed_n) == ("cannot_tell", None)
        assert judged.verdict.why == (
            "Neither version is closer than the other on any example: that does not show how far "
            "apart they can be on others."
        )


@pytest.mark.parametrize(
    ("differing", "said"),
    [(1, "closer than the other on 1 example only"), (4, "on 4 examples only"), (5, None)],
)
def test_five_examples_must_differ_for_a_range(differing, said):
    off = [3.0] * differing + [0.0] * (60 - differing)
    found = amounts(off, teacher=[0.0] * 60, margin=5.0).difference

    assert found is not None
    assert found.value == pytest.approx(3 * differing / 60)
    assert (found.low is None) == (said is not None)
    assert (said or "") in (found.why or "")


def test_five_examples_of_one_group_are_one_that_differs():
    off = [3.0] * 6 + [0.0] * 234
    found = amounts(
        off, teacher=[0.0] * 240, margin=5.0, groups=[row // 6 for row in range(240)]
    ).difference

    assert found is not None
    assert found.low is None
    assert "on 1 group of examples only" in (found.why or "")


def test_an_error_on_average_is_never_below_nothing():
    one = amounts([100.0] + [0.0] * 39, ["flat"] * 40).slices[0]
    assert (one.student.value, one.student.low) == (2.5, None)
    assert one.student.why == "Too few errors for a range: only 1 was observed, and it takes 5."

    # Five errors of 100 among 40: a mean of 12.5, and 2.02 standard errors of 5.3 below it.
    five = amounts([100.0] * 5 + [0.0] * 35, ["flat"] * 40).slices[0].student
    assert five.low == pytest.approx(1.79, abs=0.01)
    skewed = amounts([1_000.0] + [1.0] * 39, ["flat"] * 40).slices[0].student
    assert skewed.low == 0


def test_a_kind_that_differs_on_few_examples_is_not_judged():
    # 4 of 40 further off by 50: a mean of 5, and t = 2.08 against a limit of nothing.
    found = amounts([50.0] * 4 + [1.0] * 36, ["flat"] * 40, teacher=[1.0] * 40, margin=0.0)
    assert [(each.p_value, each.verdict) for each in found.slices] == [(1, "too_few")]


@pytest.mark.parametrize("differing", [0, 4, 5])
def test_many_rows_in_passes_have_a_range_where_they_have_one_at_once(differing):
    off = np.array([3.0] * differing + [0.0] * (60 - differing))
    for sums, mean in (
        (error_sums(off, 4.0).difference(level=0.95), error_difference(off, level=0.95)),
        (error_sums(off, 4.0).error(level=0.95), mean_error(off, level=0.95)),
    ):
        assert sums == mean
    halves = error_sums(off[:2], 4.0) + error_sums(off[2:], 4.0)
    assert halves.difference(level=0.95) == error_difference(off, level=0.95)
    assert halves.chance_if_no_further_off(0.0) == pytest.approx(chance_if_no_further_off(off, 0.0))


def test_errors_all_alike_are_no_certain_error():
    found = amounts([5.0] * 60, teacher=[2.0] * 60, margin=10.0)

    assert found.student.metrics["mae"].value == pytest.approx(5)
    assert found.student.metrics["mae"].low is None
    assert found.student.metrics["rmse"].low is None
    assert found.difference is not None
    assert found.verdict is not None
    assert (found.difference.value, found.difference.low) == (pytest.approx(3), None)
    assert found.verdict.decision == "cannot_tell"
    assert "stays the same" in (found.verdict.why or "")

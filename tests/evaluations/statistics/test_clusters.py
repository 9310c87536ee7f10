"""Rows that belong together widen the intervals by what statsmodels and simulation say."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from evaluations.statistics.clusters import Groups, groups_from
from evaluations.statistics.paired_difference import tango_statistic
from evaluations.statistics.paired_sample import paired_sample
from tests.evaluations.statistics.reading import ends, parts


def clustered_outcomes(groups, size, generator, sameness=0.8, shares=(0.75, 0.1, 0.08, 0.07)):
    """Return outcomes of rows that repeat their group's own outcome with chance `sameness`."""
    own = generator.choice(4, size=groups, p=shares)
    drawn = generator.choice(4, size=(groups, size), p=shares)
    same = generator.random((groups, size)) < sameness
    codes = np.repeat(np.arange(groups), size)
    return np.where(same, own[:, None], drawn).ravel(), Groups(codes, groups, "group column")


def test_the_standard_error_is_statsmodels_cluster_robust_one():
    outcome, groups = clustered_outcomes(40, 6, np.random.default_rng(1))
    added = np.array([0.0, -1.0, 1.0, 0.0])
    counts = np.bincount(outcome, minlength=4)
    ours = groups.over(outcome, counts).standard_error(added)

    fitted = sm.OLS(added[outcome], np.ones(len(outcome))).fit(
        cov_type="cluster", cov_kwds={"groups": groups.codes}
    )
    assert ours == pytest.approx(fitted.bse[0])
    assert groups.mean_error(added[outcome]) == pytest.approx(ours)


def test_every_row_copied_four_times_says_as_much_as_one():
    generator = np.random.default_rng(2)
    outcome = generator.choice(4, size=300, p=(0.8, 0.08, 0.06, 0.06))
    once = paired_sample(outcome)
    codes = np.tile(np.arange(300), 4)
    copied = paired_sample(np.tile(outcome, 4), Groups(codes, 300, "exact duplicates"))

    assert copied.design_effect == pytest.approx(4, rel=0.01)
    assert copied.counts.difference == once.counts.difference
    assert ends(copied.difference(level=0.95)) == pytest.approx(
        ends(once.difference(level=0.95)), abs=2e-3
    )
    assert ends(copied.retention(level=0.95)) == pytest.approx(
        ends(once.retention(level=0.95)), abs=2e-3
    )


def test_the_grouped_ratio_is_as_wide_as_its_linearised_group_sums_say():
    # Here groups differ in how hard they are for both models, so that the error of the ratio is
    # not the error of the difference.
    generator = np.random.default_rng(5)
    easy = generator.random(400) < 0.5
    teacher = generator.random((400, 5)) < np.where(easy, 0.98, 0.6)[:, None]
    student = teacher & (generator.random((400, 5)) < 0.5)
    outcome = (2 * ~teacher + ~student).ravel()
    groups = Groups(np.repeat(np.arange(400), 5), 400, "group column")
    ratio = student.sum() / teacher.sum()
    residuals = (student - ratio * teacher).sum(axis=1)
    error = np.sqrt(400 / 399 * (residuals**2).sum()) / teacher.sum()

    low, value, high = parts(paired_sample(outcome, groups).retention(level=0.95))
    assert value == pytest.approx(ratio)
    assert (high - low) / 2 == pytest.approx(1.966 * error, rel=0.02)  # t for 399 groups


def test_grouping_widens_intervals_and_never_moves_points():
    outcome, groups = clustered_outcomes(60, 5, np.random.default_rng(3))
    apart, together = paired_sample(outcome), paired_sample(outcome, groups)

    for name in ("difference", "retention"):
        low, value, high = parts(getattr(apart, name)(level=0.95))
        wider = parts(getattr(together, name)(level=0.95))
        assert wider[1] == value
        assert wider[0] < low
        assert wider[2] > high
    assert "60 groups of rows (group column)" in together.difference(level=0.95).method


def test_groups_that_differ_less_than_chance_never_narrow_the_interval():
    # Each group holds one row of each kind, so group sums do not vary at all.
    outcome = np.tile([0, 1, 2, 3], 50)
    groups = Groups(np.repeat(np.arange(50), 4), 50, "group column")
    low, high = ends(paired_sample(outcome).difference(level=0.95))
    grouped = paired_sample(outcome, groups)

    assert grouped.design_effect == 1
    assert ends(grouped.difference(level=0.95))[0] < low
    assert ends(grouped.difference(level=0.95))[1] > high


def test_rows_all_alike_count_one_a_group():
    outcome = np.zeros(200, dtype=np.int64)
    groups = Groups(np.repeat(np.arange(20), 10), 20, "group column")

    assert paired_sample(outcome, groups).design_effect == 10


def test_the_grouped_test_is_the_score_test_at_the_effective_number_with_students_t():
    outcome, groups = clustered_outcomes(15, 8, np.random.default_rng(6))
    sample = paired_sample(outcome, groups)
    counts, effect = sample.counts, sample.design_effect or 1.0
    statistic = tango_statistic(
        counts.student_only_right / effect, counts.teacher_only_right / effect, 120 / effect, -0.05
    )

    assert effect > 2
    assert sample.chance_if_no_worse(0.05) == pytest.approx(stats.t.cdf(statistic, 14))
    apart = tango_statistic(counts.student_only_right, counts.teacher_only_right, 120, -0.05)
    assert paired_sample(outcome).chance_if_no_worse(0.05) == pytest.approx(stats.norm.cdf(apart))


def test_nine_groups_are_too_few_and_ten_are_enough():
    for count, shown in ((9, False), (10, True)):
        outcome, groups = clustered_outcomes(count, 20, np.random.default_rng(4))
        sample = paired_sample(outcome, groups)
        assert (sample.difference(level=0.95).low is not None) == shown
        assert (sample.retention(level=0.95).low is not None) == shown
        assert shown or sample.chance_if_no_worse(0.02) == 1


def test_the_grouped_interval_holds_the_truth_where_the_plain_one_does_not():
    generator = np.random.default_rng(20261121)
    truth = 0.08 - 0.1
    held = np.zeros(2)
    for _ in range(400):
        outcome, groups = clustered_outcomes(80, 5, generator)
        for place, sample in enumerate((paired_sample(outcome, groups), paired_sample(outcome))):
            low, high = ends(sample.difference(level=0.95))
            held[place] += low <= truth <= high
    grouped, plain = held / 400

    assert grouped > 0.92  # 0.95 less three standard errors of 400 trials
    assert plain < 0.85


@pytest.mark.parametrize(("repeated", "grouped"), [(5, False), (6, True)])
def test_duplicates_count_as_groups_above_one_row_in_twenty(repeated, grouped):
    keys = [*range(100 - repeated), *range(repeated)]
    groups = groups_from(None, keys)

    assert (groups is not None) == grouped
    if groups is not None:
        assert (groups.count, groups.reason) == (94, "exact duplicates")


def test_the_buyers_groups_come_before_duplicates():
    groups = groups_from(["x", "y", "x"], [1, 1, 1])

    assert groups is not None
    assert (groups.count, groups.reason) == (2, "group column")
    assert groups_from(None, None) is None

"""Inside a slice: a label never found there is named, and gaps are Newcombe's."""

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from evaluations.statistics.predictions import Predictions
from evaluations.statistics.proportions import proportion
from evaluations.statistics.slice_rates import AnswersWithin, gap
from evaluations.statistics.summary import summarise
from tests.evaluations.statistics.reading import ends


def blind(n=2_000, seed=3):
    """Return rows of two groups whose student never says yes in the second."""
    generator = np.random.default_rng(seed)
    group = generator.integers(0, 2, n)
    truth = (generator.random(n) < np.where(group == 1, 0.1, 0.3)).astype(np.int64)
    teacher = np.where(generator.random(n) < 0.85, truth, 1 - truth)
    return group, truth, np.where(group == 1, 0, teacher), teacher


def as_words(codes):
    return np.where(codes == 1, "yes", "no").tolist()


def test_a_group_in_which_a_label_is_never_found_is_named_though_overall_looks_fine():
    group, truth, student, teacher = blind()
    shown = summarise(
        as_words(truth), Predictions(as_words(student)), Predictions(as_words(teacher)),
        slices={"sex": np.where(group == 1, "f", "m").tolist()}, margin=0.1, replicates=100,
    ).as_json()  # fmt: skip
    found = {each["value"]: each for each in shown["slices"]}
    assert found["f"]["never_found"] == ["yes"]
    assert found["m"]["never_found"] == []
    rates = found["f"]["rates"]
    assert rates["student_rate"]["value"] == rates["student_recall"]["value"] == 0
    assert rates["teacher_recall"]["value"] == pytest.approx(
        teacher[(group == 1) & (truth == 1)].mean()
    )
    assert rates["rate_gap"]["high"] < -0.2
    assert found["m"]["rates"]["rate_gap"]["value"] == -rates["rate_gap"]["value"]


def test_a_label_that_is_hard_everywhere_is_not_blamed_on_the_slice():
    truth = np.array([1] * 200)
    student = np.array([0] * 100 + [1] + [0] * 99)
    chosen = np.arange(200) < 100
    assert AnswersWithin(("no", "yes"), truth, student, None, "yes").never_found(chosen) == ()


@pytest.mark.parametrize(
    "counts", [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (5, 56, 0, 29)]
)
def test_the_gap_is_newcombes_as_statsmodels_has_it(counts):
    one, n, other, m = counts
    found = gap(proportion(one, n, level=0.95), proportion(other, m, level=0.95), level=0.95)
    expected = confint_proportions_2indep(one, n, other, m, method="newcomb", compare="diff")
    assert ends(found) == pytest.approx(expected, abs=1e-9)


def test_newcombes_own_examples():
    # R. G. Newcombe (1998), table II, method 10.
    for counts, expected in (
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
    ):
        one, n, other, m = counts
        found = gap(proportion(one, n, level=0.95), proportion(other, m, level=0.95), level=0.95)
        assert ends(found) == pytest.approx(expected, abs=5e-5)


def test_a_task_of_three_classes_has_no_yes_and_still_names_what_is_never_found():
    truth = np.tile([0, 1, 2], 100)
    chosen = np.arange(300) < 150
    student = np.where(chosen & (truth == 2), 0, truth)
    answers = AnswersWithin(("a", "b", "c"), truth, student, None, None)
    assert answers.rates(chosen, level=0.95, groups=None) is None
    assert answers.never_found(chosen) == ("c",)


def test_a_slice_that_holds_every_row_has_no_gap_and_says_why():
    truth = np.array([0, 1] * 20)
    rates = AnswersWithin(("a", "b"), truth, truth, None, "b").rates(
        np.ones(40, dtype=bool), level=0.95, groups=None
    )
    assert rates is not None
    assert rates.rate_gap.value is None
    assert rates.rate_gap.why

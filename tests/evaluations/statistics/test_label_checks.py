"""What labels show before a run."""

from evaluations.statistics.label_checks import check_labels


def test_rare_unknown_and_common_labels_are_told():
    checks = check_labels(["b"] * 30 + ["a"] * 9 + ["c"] * 10, answers_possible=["a", "b"])

    assert checks.support == {"a": 9, "b": 30, "c": 10}
    assert checks.rare == ("a",)
    assert checks.unknown_to_model == ("c",)
    assert checks.majority_share == 30 / 49


def test_repeats_and_one_input_under_two_labels_are_counted():
    checks = check_labels(["a", "b", "a", "a", "c"], duplicates=["x", "x", "y", "y", "z"])

    assert checks.duplicates == 2
    assert checks.conflicting == 2  # both rows with input x


def test_what_was_not_given_is_not_judged():
    checks = check_labels(["a"])

    assert (checks.unknown_to_model, checks.duplicates, checks.conflicting) == ((), None, None)

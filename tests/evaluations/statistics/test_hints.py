"""Hints: each pattern made on purpose is named, and a good student gets none."""

import numpy as np
import pytest

from evaluations.statistics.claims import Claim
from evaluations.statistics.hints import Lineage
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from evaluations.wording.what_to_ask import what_to_ask
from tests.evaluations.statistics.made_rows import made_labels

WORDS = {
    "labels_swapped": "may be swapped",
    "no_better_than_majority": "commonest answer",
    "never_found_in_a_kind": "never answers",
    "worse_on_hard_cases_only": "least sure",
    "worse_after_quantisation": "not quantised",
    "wrong_on_your_words": "trained further",
    "sure_and_wrong": "sure and wrong",
    "wrong_alike": "same wrong answer",
}


def hints(truth, student, teacher=None, **given):
    """Return each hint's key with its strength; every one must have words."""
    found = summarise(truth, student, teacher, replicates=200, **given).as_json()
    for each in what_to_ask(found):
        assert WORDS[each.key] in f"{each.seen} {each.ask}"
    return {each["key"]: each["strength"] for each in found["hints"]}


def sure_of(answers, confidence, labels):
    scores = np.full((len(answers), len(labels)), 0.0)
    place = np.searchsorted(labels, answers)
    scores += ((1 - confidence) / (len(labels) - 1))[:, None]
    scores[np.arange(len(answers)), place] = confidence
    return Predictions(answers.tolist(), scores, list(labels))


def test_a_student_as_good_as_its_teacher_gets_none():
    truth, student, teacher = made_labels(2_000, accuracies=(0.95, 0.95))
    assert hints(truth, Predictions(student), Predictions(teacher), margin=0.05) == {}


def test_answers_in_another_order_are_named_with_their_order():
    truth, student, teacher = made_labels(500, classes=3)
    turned = np.array(["b", "c", "a"])[np.searchsorted(["a", "b", "c"], student)]
    found = summarise(truth, Predictions(turned), Predictions(teacher), replicates=200).as_json()
    (hint,) = found["hints"]
    assert (hint["key"], hint["strength"]) == ("labels_swapped", "strong")
    assert hint["details"]["read_as"] == {"b": "a", "c": "b", "a": "c"}
    assert hint["details"]["accuracy_if_so"] == pytest.approx((student == truth).mean())


def test_always_the_commonest_label_is_no_better_than_that():
    truth = np.array(["no"] * 700 + ["yes"] * 300)
    found = hints(truth, Predictions(["no"] * 1_000))
    assert found["no_better_than_majority"] == "strong"


def test_worse_only_where_unsure_points_to_the_bigger_version():
    generator = np.random.default_rng(4)
    n, labels = 4_000, np.array(["a", "b", "c"])
    place = generator.integers(0, 3, n)
    sure = generator.uniform(0.4, 1, n)
    wrong = (sure < 0.5) & (generator.random(n) < 0.6)
    student = labels[np.where(wrong, (place + 1) % 3, place)]
    truth = labels[place]
    teacher = sure_of(truth, np.clip(sure + generator.normal(0, 0.05, n), 0.34, 1), labels)
    found = hints(truth, sure_of(student, sure, labels), teacher, margin=0.02)
    assert found["worse_on_hard_cases_only"] == "strong"
    assert "wrong_on_your_words" not in found


@pytest.mark.parametrize(
    ("lineage", "strength"),
    [
        (Lineage(student_quantised=True, teacher_quantised=False, parameters_ratio=1.0), "strong"),
        (Lineage(student_quantised=True, teacher_quantised=False, parameters_ratio=0.3), "weak"),
        (Lineage(student_quantised=True), "weak"),
        (Lineage(student_quantised=True, teacher_quantised=True, parameters_ratio=1.0), None),
        (Lineage(student_quantised=False, teacher_quantised=False), None),
    ],
)
def test_worse_and_quantised_asks_for_the_copy_that_is_not(lineage, strength):
    truth, student, teacher = made_labels(1_000, accuracies=(0.7, 0.9))
    found = hints(truth, Predictions(student), Predictions(teacher), lineage=lineage)
    assert found.get("worse_after_quantisation") == strength


def test_a_claim_that_fails_here_points_to_your_own_words():
    truth, student, teacher = made_labels(1_000, accuracies=(0.7, 0.9))
    models = Predictions(student), Predictions(teacher)
    assert hints(truth, *models, claim=Claim("accuracy", 0.9))["wrong_on_your_words"] == "strong"
    assert hints(truth, *models)["wrong_on_your_words"] == "weak"
    assert hints(truth, models[0], claim=Claim("accuracy", 0.9)) == {"wrong_on_your_words": "weak"}


def test_sure_and_wrong_is_told_from_honest_doubt():
    truth, student, _ = made_labels(2_000, classes=2, accuracies=(0.8, 0.8))
    n, labels = len(truth), np.array(["a", "b"])
    boastful = sure_of(student, np.random.default_rng(1).uniform(0.97, 0.99, n), labels)
    honest = sure_of(student, np.full(n, 0.8), labels)
    timid = sure_of(student, np.full(n, 0.6), labels)
    assert hints(truth, boastful) == {"sure_and_wrong": "strong"}
    assert hints(truth, honest) == hints(truth, timid) == {}


def test_the_same_wrong_answers_from_both_point_to_the_labels():
    truth, right, _ = made_labels(1_000, accuracies=(0.99, 0.9))
    mislabelled = np.where(np.arange(1_000) % 8 == 0, np.roll(truth, 1), truth)
    found = hints(mislabelled, Predictions(right), Predictions(right))
    assert found == {"wrong_alike": "strong"}


def test_labels_made_by_the_teacher_give_no_hint():
    truth, student, teacher = made_labels(500, accuracies=(0.5, 0.9))
    assert hints(truth, Predictions(student), Predictions(teacher), labelled_by="teacher") == {}

"""Class metrics are scikit-learn's, whatever the labels; what is undefined says why."""

import string
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from evaluations.statistics.class_metrics import class_metrics
from evaluations.statistics.codes import encode_labels
from evaluations.statistics.estimates import Precision
from evaluations.statistics.tables import count_cells
from tests.evaluations.statistics.made_rows import made_labels

QUICK = Precision(replicates=100)
pairs = st.lists(st.tuples(*[st.sampled_from("abcd")] * 2), min_size=1, max_size=50)


def measured(truth, answers, precision=QUICK):
    labels, codes = encode_labels(label=list(truth), student=list(answers))
    table, _ = count_cells(labels, codes["label"], codes["student"])
    return class_metrics(table.seen(), precision)


def scikit_learns(truth, answers):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of classes without rows, which we want here
        return {
            "accuracy": sk.accuracy_score(truth, answers),
            "balanced_accuracy": sk.balanced_accuracy_score(truth, answers),
            "macro_f1": sk.f1_score(truth, answers, average="macro"),
            "weighted_f1": sk.f1_score(truth, answers, average="weighted"),
            "kappa": sk.cohen_kappa_score(truth, answers),
            "mcc": sk.matthews_corrcoef(truth, answers),
        }


@given(pairs)
@settings(deadline=None, max_examples=80)
def test_every_metric_is_scikit_learns_or_undefined_with_a_reason(rows):
    truth, answers = zip(*rows, strict=True)
    ours = measured(truth, answers).metrics

    for name, expected in scikit_learns(truth, answers).items():
        if ours[name].value is None:
            # Where scikit-learn gives NaN (kappa) or stands in 0 (correlation), we say why.
            assert np.isnan(expected) or expected == 0
            assert ours[name].why
        else:
            assert ours[name].value == pytest.approx(expected, abs=1e-12)


@given(pairs)
@settings(deadline=None, max_examples=40)
def test_numbers_of_each_class_are_scikit_learns(rows):
    truth, answers = zip(*rows, strict=True)
    ours = measured(truth, answers).per_class
    labels = sorted({*truth, *answers})
    expected = sk.precision_recall_fscore_support(
        truth, answers, labels=labels, zero_division=np.nan
    )

    assert list(ours) == labels
    for place, label in enumerate(labels):
        numbers = ours[label]
        for found, wanted in zip(
            (numbers.precision.value, numbers.recall.value, numbers.f1.value),
            expected[:3],
            strict=True,
        ):
            assert (found is None) == np.isnan(wanted[place])
            if found is not None:
                assert found == pytest.approx(wanted[place])
        assert numbers.support == expected[3][place]


@given(pairs, st.permutations("wxyz"))
@settings(deadline=None, max_examples=40)
def test_other_names_for_the_labels_change_no_value(rows, names):
    truth, answers = zip(*rows, strict=True)
    renamed = str.maketrans("abcd", "".join(names))
    before = measured(truth, answers).metrics
    after = measured(
        [x.translate(renamed) for x in truth], [x.translate(renamed) for x in answers]
    ).metrics

    for name, number in before.items():
        assert after[name].value == pytest.approx(number.value, abs=1e-12)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=50))
@settings(deadline=None, max_examples=40)
def test_perfect_answers_get_the_best_value_or_null_with_why(truth):
    for number in measured(truth, truth).metrics.values():
        assert number.value == 1 or (number.value is None and number.why)


@pytest.mark.parametrize(("errors", "shown"), [(0, False), (1, False), (4, False), (5, True)])
def test_fewer_than_five_errors_allow_no_bootstrap_interval(errors, shown):
    truth = list("ab" * 100)
    answers = list("ba" * errors)[:errors] + truth[errors:]
    numbers = measured(truth, answers)

    for name in ("balanced_accuracy", "macro_f1", "weighted_f1", "kappa", "mcc"):
        number = numbers.metrics[name]
        assert number.value is not None
        assert (number.low is not None) == shown
        assert shown or "Too few errors" in (number.why or "")
    assert numbers.metrics["accuracy"].low is not None


def test_a_label_only_answered_counts_against_macro_f1_and_has_no_recall():
    numbers = measured(list("aab"), list("aac"))

    assert numbers.metrics["macro_f1"].value == pytest.approx(1 / 3)
    assert numbers.per_class["c"].recall.why == "No row carries this label."
    assert numbers.per_class["b"].precision.why == "This label was never given as an answer."


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    truth, answers, _ = made_labels(400)
    first, again = (measured(truth, answers, Precision(seed=7)) for _ in range(2))
    other = measured(truth, answers, Precision(seed=8))

    assert first.metrics == again.metrics
    assert first.metrics["macro_f1"].low != other.metrics["macro_f1"].low
    assert "seed 7" in first.metrics["macro_f1"].method


def test_the_confusion_table_stands_label_down_answer_across():
    shown = measured(list("aaab"), list("abab")).confusion_json()

    assert shown == {"labels": ["a", "b"], "counts": [[2, 1], [0, 1]]}


def test_a_task_of_many_classes_is_measured_too():
    names = [
        f"{first}{second}" for first in string.ascii_lowercase for second in string.ascii_lowercase
    ]
    generator = np.random.default_rng(3)
    truth = generator.choice(names, 3_000)
    answers = np.where(generator.random(3_000) < 0.8, truth, generator.choice(names, 3_000))
    expected = scikit_learns(truth, answers)

    assert measured(truth, answers).metrics["macro_f1"].value == pytest.approx(expected["macro_f1"])

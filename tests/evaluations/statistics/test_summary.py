"""One call, the published blocks: whole, plain, the same each time, and never NaN."""

import json
from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.refusal import Refused
from evaluations.statistics.claims import Claim
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_ratio import retention
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from tests.evaluations.statistics.made_rows import made_labels, made_predictions
from tests.evaluations.statistics.reading import parts

MEASURED = {"value", "low", "high", "level", "n", "method"}


def written(summary):
    """Return the JSON as text; fails on NaN and infinity."""
    return json.dumps(summary.as_json(), allow_nan=False)


def measured_numbers(block):
    """Yield every measured number in a published block."""
    if isinstance(block, dict):
        if {"value", "method", "n"} <= set(block):
            yield block
        for inner in block.values():
            yield from measured_numbers(inner)
    elif isinstance(block, list):
        for inner in block:
            yield from measured_numbers(inner)


def compared(truth, student, teacher, **given):
    """Return the numbers of a comparison of two models that give labels only."""
    summary = summarise(
        truth, Predictions(student), Predictions(teacher), **{"replicates": 100, **given}
    )
    assert summary.comparison is not None
    return summary.comparison.numbers


@pytest.fixture(scope="module")
def whole():
    truth, student, teacher = made_predictions(400)
    return summarise(
        truth,
        student,
        teacher,
        slices={"channel": ["phone", "mail"] * 200},
        text_lengths=list(range(400)),
        claim=Claim("accuracy", 0.5),
        replicates=200,
        seed=3,
    ).as_json()


def test_every_block_of_the_interface_is_there(whole):
    assert set(whole["student"]) >= {"metrics", "per_class", "confusion", "calibration"}
    assert set(whole["teacher"]) == set(whole["student"])
    assert set(whole["student"]["metrics"]) == {
        "accuracy", "balanced_accuracy", "macro_f1", "weighted_f1", "kappa", "mcc",
    }  # fmt: skip
    assert set(whole["student"]["per_class"]["a"]) == {"precision", "recall", "f1", "support"}
    assert set(whole["student"]["calibration"]) >= {
        "brier", "log_loss", "ece_equal_mass", "ece_equal_width", "reliability",
    }  # fmt: skip
    assert set(whole["comparison"]) >= {
        "counts", "accuracy_difference", "retention", "macro_f1_difference", "agreement", "kappa",
        "kl_teacher_student", "total_variation", "mcnemar", "verdict", "finer", "needed_n", "flips",
    }  # fmt: skip
    assert set(whole["comparison"]["mcnemar"]) == {"p_value", "method"}
    assert whole["claim_verdict"] == "supported"
    for each in whole["slices"]:
        assert set(each) >= {"column", "value", "n", "student", "teacher", "difference", "verdict"}
    assert {each["column"] for each in whole["slices"]} == {"channel", "hard_cases", "input_length"}


def test_every_number_has_its_parts_and_what_is_missing_a_reason(whole):
    numbers = list(measured_numbers(whole))

    assert len(numbers) > 60
    for number in numbers:
        assert set(number) >= MEASURED
        assert (number["low"] is None) == ("why" in number)
        assert number["n"] <= 400


def answers(classes):
    return st.lists(st.sampled_from(classes), min_size=1, max_size=25)


@given(st.data())
@settings(deadline=None, max_examples=120)
def test_no_nan_leaves_the_package_whatever_comes_in(data):
    classes = data.draw(st.sampled_from(["a", "ab", "abc"]))
    truth = data.draw(answers(classes))
    n = len(truth)

    def model():
        labels = data.draw(st.lists(st.sampled_from(classes), min_size=n, max_size=n))
        if not data.draw(st.booleans()):
            return Predictions(labels)
        raw = np.array(
            data.draw(
                st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 9])] * 3), min_size=n, max_size=n)
            )
        )
        raw[:, 0] += raw.sum(axis=1) == 0
        return Predictions(labels, raw / raw.sum(axis=1, keepdims=True), list("abc"))

    summary = summarise(
        truth,
        model(),
        model() if data.draw(st.booleans()) else None,
        slices={"kind": data.draw(st.lists(st.sampled_from("xy"), min_size=n, max_size=n))},
        groups=data.draw(st.none() | st.lists(st.integers(0, 12), min_size=n, max_size=n)),
        duplicates=data.draw(st.none() | st.lists(st.integers(0, 30), min_size=n, max_size=n)),
        text_lengths=data.draw(st.none() | st.lists(st.integers(0, 9), min_size=n, max_size=n)),
        margin=data.draw(st.sampled_from([None, 0.0, 0.02, 0.5])),
        claim=data.draw(st.sampled_from([None, Claim("macro_f1", 0.9), Claim("auc", 0.8), Claim("retention", 1.0)])),
        labelled_by=data.draw(st.sampled_from(["people", "teacher"])),
        look=data.draw(st.integers(1, 4)),
        replicates=100,
    )  # fmt: skip

    for number in measured_numbers(json.loads(written(summary))):
        assert (number["low"] is None) == ("why" in number)


@given(st.randoms())
@settings(deadline=None, max_examples=10)
def test_the_order_of_the_rows_leaves_no_trace(random):
    truth, student, teacher = made_predictions(300, seed=8)
    keys = [row // 3 for row in range(300)]
    lengths = [(row * 37) % 101 for row in range(300)]
    order = list(range(300))
    random.shuffle(order)

    def shown(chosen):
        picked = [
            Predictions(model.labels[chosen], model.probabilities[chosen], model.classes)
            for model in (student, teacher)
        ]
        summary = summarise(
            truth[chosen],
            *picked,
            slices={"kind": [str(row % 2) for row in chosen]},
            text_lengths=[lengths[row] for row in chosen],
            duplicates=[keys[row] if grouped else row for row in chosen],
            replicates=100,
        ).as_json()
        summary["comparison"].pop("flips")  # they name rows
        return summary

    for grouped in (False, True):
        first, second = shown(list(range(300))), shown(order)
        if grouped:
            # Sums of groups of rows may differ in their last digit, nothing else may.
            flat, again = (list(measured_numbers(each)) for each in (first, second))
            for one, other in zip(flat, again, strict=True):
                assert one.pop("low") == pytest.approx(other.pop("low"), abs=1e-9)
                assert one.pop("high") == pytest.approx(other.pop("high"), abs=1e-9)
                assert one == other
        else:
            assert first == second


def test_the_same_call_gives_the_same_bytes():
    truth, student, teacher = made_predictions(200, seed=4)
    first, second = (summarise(truth, student, teacher, seed=9, replicates=200) for _ in range(2))

    assert written(first) == written(second)


def test_the_students_own_numbers_do_not_depend_on_the_teacher():
    truth, student, teacher = made_predictions(200, seed=5)

    alone = summarise(truth, student, replicates=200).as_json()["student"]
    assert alone == summarise(truth, student, teacher, replicates=200).as_json()["student"]


def test_swapping_the_models_negates_the_difference():
    truth, student, teacher = made_labels(500)
    numbers = [compared(truth, *models) for models in ((student, teacher), (teacher, student))]
    low, value, high = parts(numbers[0]["accuracy_difference"])

    assert parts(numbers[1]["accuracy_difference"]) == (-high, -value, -low)
    macro = [each["macro_f1_difference"].value for each in numbers]
    assert macro[0] == pytest.approx(-macro[1])


def test_without_a_teacher_there_is_no_comparison():
    shown = summarise(["a", "b"] * 20, Predictions(["a", "b"] * 20), replicates=100).as_json()

    assert (shown["teacher"], shown["comparison"]) == (None, None)
    assert shown["student"]["calibration"] is None
    assert "labels only" in shown["student"]["calibration_why"]


def test_labels_made_by_the_teacher_show_agreement_and_nothing_else():
    truth, student, teacher = made_labels(300)
    shown = summarise(
        truth, Predictions(student), Predictions(teacher), labelled_by="teacher",
        claim=Claim("accuracy", 0.5), slices={"half": ["x", "y"] * 150}, replicates=100,
    ).as_json()  # fmt: skip
    comparison = shown["comparison"]

    assert comparison["verdict"] is None
    assert "teacher made these labels" in comparison["verdict_why"]
    for name in ("accuracy_difference", "retention", "macro_f1_difference"):
        assert comparison[name]["value"] is None
        assert "teacher made these labels" in comparison[name]["why"]
    assert comparison["mcnemar"]["p_value"] is None
    assert comparison["agreement"]["low"] is not None
    assert shown["claim_verdict"] == "cannot_tell"
    assert all(each["verdict"] is None and each["difference"] is None for each in shown["slices"])


@pytest.mark.parametrize(
    ("claim", "decision"),
    [
        (Claim("accuracy", 0.85), "supported"),
        (Claim("accuracy", 0.99), "not_supported"),
        (Claim("macro_f1", 0.85), "supported"),
        (Claim("retention", 0.9), "supported"),
        (Claim("auc", 0.9), "cannot_tell"),
    ],
)
def test_each_metric_a_vendor_may_claim_is_held_against_its_own_bounds(claim, decision):
    truth, student, teacher = made_labels(1_000)
    found = summarise(
        truth, Predictions(student), Predictions(teacher), claim=claim, replicates=400
    )

    assert found.claim
    assert found.claim.decision == decision


def test_a_claim_is_held_against_95_percent_bounds_at_any_shown_level():
    truth, student, teacher = made_labels(600)
    models = Predictions(student), Predictions(teacher)
    for claim in (Claim("accuracy", 0.9), Claim("retention", 0.9)):
        at_99, at_95 = (
            summarise(truth, *models, claim=claim, level=level, replicates=400).as_json()
            for level in (0.99, 0.95)
        )
        assert at_99["claim_details"] == at_95["claim_details"]
        assert at_99["claim_details"]["measured"]["level"] == 0.95


def test_retention_is_claimed_from_the_paired_counts():
    truth, student, teacher = made_labels(600)
    found = summarise(
        truth,
        Predictions(student),
        Predictions(teacher),
        claim=Claim("retention", 0.9),
        replicates=100,
    )
    ours, theirs = student == truth, teacher == truth
    counts = PairedCounts(
        *(int(x.sum()) for x in (ours & theirs, ~ours & theirs, ours & ~theirs, ~ours & ~theirs))
    )

    assert found.claim
    assert found.claim.measured == retention(counts, level=0.95)


def test_a_task_of_two_classes_shows_sensitivity_specificity_and_ranking():
    truth, student, _ = made_predictions(300, classes=2)
    shown = summarise(truth, student, replicates=100).as_json()["student"]
    swapped = summarise(truth, student, replicates=100, positive="a").as_json()["student"]

    assert shown["positive"] == "b"
    assert shown["metrics"]["sensitivity"] == shown["per_class"]["b"]["recall"]
    assert shown["metrics"]["specificity"] == shown["per_class"]["a"]["recall"]
    assert swapped["metrics"]["sensitivity"] == shown["metrics"]["specificity"]
    assert swapped["metrics"]["auc"]["value"] == pytest.approx(shown["metrics"]["auc"]["value"])


def test_grouped_rows_are_told_and_widen_every_interval():
    # Every row three times over: intervals must grow by about the root of three.
    truth, student, teacher = (
        column.repeat(3) for column in made_labels(200, accuracies=(0.8, 0.85))
    )
    models = Predictions(student), Predictions(teacher)
    apart = summarise(truth, *models, replicates=400).as_json()
    together = summarise(
        truth, *models, groups=[row // 3 for row in range(600)], replicates=400
    ).as_json()

    assert (together["samples"]["groups"], together["samples"]["grouped_by"]) == (
        200,
        "group column",
    )
    assert together["samples"]["design_effect"] == pytest.approx(3, rel=0.02)
    assert apart["samples"]["design_effect"] is None
    for block, names in (
        (
            ("student", "metrics"),
            ("accuracy", "balanced_accuracy", "macro_f1", "weighted_f1", "kappa", "mcc"),
        ),
        (
            ("comparison",),
            ("accuracy_difference", "retention", "macro_f1_difference", "agreement", "kappa"),
        ),
    ):
        narrow, wide = (reduce(dict.__getitem__, block, whole) for whole in (apart, together))
        for name in names:
            assert wide[name]["value"] == pytest.approx(narrow[name]["value"])
            ratio = width(wide[name]) / width(narrow[name])
            assert ratio == pytest.approx(3**0.5, rel=0.12), name


def width(number):
    return number["high"] - number["low"]


@pytest.mark.parametrize(
    "given",
    [
        {"labelled_by": "me"},
        {"seed": -1},
        {"replicates": 5},
        {"look": 0},
        {"level": 95},
        {"margin": 2},
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(given):
    with pytest.raises(Refused) as refusal:
        summarise(["a", "b"] * 20, Predictions(["a"] * 40), **given)
    assert refusal.value.what_to_do


def test_a_slice_column_of_another_length_is_refused_by_name():
    with pytest.raises(Refused) as refusal:
        summarise(["a"], Predictions(["a"]), slices={"channel": ["x", "y"]})
    assert refusal.value.column == "channel"

"""Bad students made on purpose: each is found out in the result, and in words."""

import json

import pytest

from evaluations.measurement.plan import Contender
from evaluations.wording.what_to_ask import what_to_ask
from sandbox.candidates import find_jail
from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import PAIRS, run

pytestmark = needs_shared


@pytest.fixture(scope="module")
def expected():
    return json.loads((PAIRS / "variants/adult_expected.json").read_text())


@pytest.fixture(scope="module")
def tested(tmp_path_factory):
    jail = find_jail(run_dir=tmp_path_factory.mktemp("runs"))

    def result_of(name):
        return run(
            jail,
            Contender(PAIRS / f"variants/adult_{name}/model.onnx", "s", is_sheet=False),
            Contender(PAIRS / "adult/teacher_gb/model.onnx", "t", is_sheet=False),
            PAIRS / "adult/sample_test.csv",
            "income",
            slices=("sex",),
        )

    return result_of


def asked(result):
    return {each.key: each for each in what_to_ask(result) if each.strong}


def female(result):
    return next(each for each in result["slices"] if each["value"] == "Female")


def test_an_overconfident_student_is_told_by_its_confidence(tested, expected):
    result, numbers = tested("overconfident"), expected["overconfident"]
    assert result["student"]["metrics"]["accuracy"]["value"] == pytest.approx(
        numbers["overall"]["student_accuracy"], abs=0.002
    )
    assert "sure and wrong" in asked(result)["sure_and_wrong"].seen


def test_a_student_with_swapped_labels_is_told_by_chance(tested):
    result = tested("labels_swapped")
    assert result["comparison"]["verdict"] == "inferior"
    assert "may be swapped" in asked(result)["labels_swapped"].seen


def test_a_student_blind_in_one_group_is_not_passed_silently(tested, expected):
    result, numbers = tested("slice_blind"), expected["slice_blind"]["slice"]["sex=Female"]
    rates = female(result)["rates"]
    assert rates["student_recall"]["value"] == numbers["student_recall_on_positives"] == 0
    assert rates["teacher_recall"]["value"] == pytest.approx(
        numbers["teacher_recall_on_positives"], abs=0.002
    )
    assert rates["teacher_rate"]["value"] == pytest.approx(
        numbers["teacher_positive_rate"], abs=0.002
    )
    assert "sex is Female" in asked(result)["never_found_in_a_kind"].seen


def test_a_student_that_always_says_the_same_is_told_so(tested):
    assert "always answers" in asked(tested("constant"))["no_better_than_majority"].seen

"""Whole tests on models and answers that nobody here made, against the numbers that came with them."""

import json

import pytest

from evaluations.measurement.plan import Contender
from sandbox.candidates import find_jail
from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import (
    CASES,
    INT8,
    PAIRS,
    expected_of,
    hold,
    hold_log_loss,
    models_give_their_numbers,
    run,
    sheet,
)

pytestmark = needs_shared


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


SLICES = {"adult": ("sex", "race")}


def hold_slices(result, expected):
    """Hold each kind of case to the numbers that came with it."""
    found = {f"{each['column']}={each['value']}": each for each in result["slices"]}
    for name, numbers in expected.items():
        each = found[name]
        assert each["n"] == numbers["n"]
        for side in ("student", "teacher"):
            assert each[side]["value"] == pytest.approx(numbers[f"{side}_accuracy"], abs=1e-5)
            assert each["rates"][f"{side}_rate"]["value"] == pytest.approx(
                numbers[f"{side}_positive_rate"], abs=1e-5
            )


@pytest.mark.parametrize("name", sorted(CASES.keys() - INT8))
def test_models_give_the_numbers_that_came_with_them(jail, name):
    models_give_their_numbers(jail, name)


@pytest.mark.parametrize("name", ["banking77", "adult", "breast_cancer"])
def test_answer_sheets_give_the_same_numbers(jail, name, tmp_path):
    folder, label, _, _, block, (student, teacher) = CASES[name]
    result = run(
        jail,
        Contender(
            sheet(tmp_path / "cheap.csv", folder, label, student), "cheap.csv", is_sheet=True
        ),
        Contender(sheet(tmp_path / "full.csv", folder, label, teacher), "full.csv", is_sheet=True),
        PAIRS / folder / "sample_test.csv",
        label,
        slices=SLICES.get(name, ()),
    )
    hold(result, expected_of(folder, block), share=1e-5, divergence=0.01)
    hold_log_loss(result, expected_of(folder, block))
    hold_slices(result, expected_of(folder, "slices") if name in SLICES else {})
    assert result["student"]["isolation"] == "none"
    assert result["student"]["speed"] is None


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_the_examples_may_come_in_any_form(jail, ending):
    place = PAIRS / "breast_cancer"
    result = run(
        jail,
        Contender(place / "student_lr/model.onnx", "s", is_sheet=False),
        Contender(place / "teacher_rf/model.onnx", "t", is_sheet=False),
        place / f"sample_test.{ending}",
        "diagnosis",
    )
    hold(
        result, expected_of("breast_cancer", "student_lr_vs_teacher"), share=0.002, divergence=0.01
    )


def test_a_student_whose_labels_were_swapped_is_found_out(jail):
    expected = json.loads((PAIRS / "variants/adult_expected.json").read_text())["labels_swapped"][
        "overall"
    ]
    result = run(
        jail,
        Contender(PAIRS / "variants/adult_labels_swapped/model.onnx", "s", is_sheet=False),
        Contender(PAIRS / "adult/teacher_gb/model.onnx", "t", is_sheet=False),
        PAIRS / "adult/sample_test.csv",
        "income",
    )
    assert result["student"]["metrics"]["accuracy"]["value"] == pytest.approx(
        expected["student_accuracy"], abs=0.002
    )
    assert result["comparison"]["verdict"] == "inferior"


def test_the_same_seed_gives_the_same_result(jail):
    place = PAIRS / "breast_cancer"
    plan = (
        jail,
        Contender(place / "student_lr/model.onnx", "s", is_sheet=False),
        Contender(place / "teacher_rf/model.onnx", "t", is_sheet=False),
        place / "sample_test.csv",
        "diagnosis",
    )
    one, other = run(*plan), run(*plan)
    for result in (one, other):
        for side in ("student", "teacher"):
            result[side].pop("speed")
    assert one == other

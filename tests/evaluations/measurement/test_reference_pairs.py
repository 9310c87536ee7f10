"""Whole tests on models and answers that nobody here made, against the numbers that came with them."""

import csv
import json

import numpy as np
import pytest

from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from evaluations.measurement.samples import Columns
from sandbox.candidates import find_jail
from tests.conftest import SHARED, needs_shared

PAIRS = SHARED / "assets" / "pairs"
pytestmark = needs_shared

# name: samples' folder, label column, student, teacher, block of expected.json, keys in probs_test.npz
CASES = {
    "banking77": ("banking77", "label", "student_bag_mlp", "teacher_minilm_l6", "student_b_vs_teacher", ("student_b", "teacher")),
    "banking77 strings": ("banking77", "label", "student_tfidf_lr/model.onnx", "teacher_minilm_l6", "student_a_vs_teacher", ("student_a", "teacher")),
    "adult": ("adult", "income", "student_lr/model.onnx", "teacher_gb/model.onnx", "student_lr_vs_teacher", ("student_lr", "teacher_gb")),
    "breast_cancer": ("breast_cancer", "diagnosis", "student_lr/model.onnx", "teacher_rf/model.onnx", "student_lr_vs_teacher", ("student_lr", "teacher_rf")),
    "breast_cancer weak": ("breast_cancer", "diagnosis", "weak_student_tree/model.onnx", "teacher_rf/model.onnx", "weak_student_vs_teacher", ("weak_student_tree", "teacher_rf")),
}  # fmt: skip
# The MiniLM teacher is int8: its answers differ a little from processor to processor.
INT8 = {"banking77", "banking77 strings"}


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


def run(jail, student, teacher, samples, label):
    plan = TestPlan(
        student=student,
        teacher=teacher,
        samples=samples,
        samples_name=samples.name,
        columns=Columns(label),
    )
    return evaluate(plan, jail=jail, progress=Silent()).result


def expected_of(folder, block):
    return json.loads((PAIRS / folder / "expected.json").read_text())[block]


def hold(result, expected, *, share, divergence):
    comparison = result["comparison"]
    Evaluation.model_validate(result)  # nothing is printed that the schema does not know
    assert result["samples"]["n"] == expected["n"]
    for side in ("student", "teacher"):
        metrics = result[side]["metrics"]
        assert metrics["accuracy"]["value"] == pytest.approx(
            expected[f"{side}_accuracy"], abs=share
        )
        assert metrics["macro_f1"]["value"] == pytest.approx(
            expected[f"{side}_macro_f1"], abs=share
        )
    assert comparison["agreement"]["value"] == pytest.approx(expected["agreement"], abs=share)
    for key in ("both_right", "teacher_only_right", "student_only_right", "both_wrong"):
        assert comparison["counts"][key] == pytest.approx(expected[key], abs=share * expected["n"])
    assert comparison["kl_teacher_student"]["value"] == pytest.approx(
        expected["kl_teacher_student_nats"], abs=divergence
    )


@pytest.mark.parametrize("name", CASES)
def test_models_give_the_numbers_that_came_with_them(jail, name):
    folder, label, student, teacher, block, _ = CASES[name]
    place = PAIRS / folder
    result = run(
        jail,
        Contender(place / student, student, is_sheet=False),
        Contender(place / teacher, teacher, is_sheet=False),
        place / "sample_test.csv",
        label,
    )
    loose = name in INT8
    hold(
        result,
        expected_of(folder, block),
        share=0.01 if loose else 0.002,
        divergence=0.03 if loose else 0.01,
    )
    assert result["student"]["isolation"] == "bubblewrap+seccomp"


def sheet(path, folder, label, key):
    """Write the published probabilities as a vendor would fill a sheet."""
    held = np.load(PAIRS / folder / "probs_test.npz")
    with (PAIRS / folder / "sample_test.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    names: dict[int, str] = {}
    for code, row in zip(held["labels"].tolist(), rows, strict=True):
        names[code] = row[label]
    columns = [names[code] for code in range(len(names))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["id", "answer", *(f"p_{column}" for column in columns)])
        for row, scores in zip(rows, held[key].tolist(), strict=True):
            out.writerow([row["id"], columns[int(np.argmax(scores))], *scores])
    return path


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
    )
    hold(result, expected_of(folder, block), share=1e-5, divergence=0.01)
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

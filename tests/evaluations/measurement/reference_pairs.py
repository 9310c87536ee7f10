"""The pairs that nobody here made: how a test is run on them and held to their numbers."""

import csv
import json

import numpy as np
import pytest

from evaluations.measurement.columns import Columns
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from tests.conftest import SHARED

PAIRS = SHARED / "assets" / "pairs"

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


def run(jail, student, teacher, samples, label, slices=()):
    plan = TestPlan(
        student=student,
        teacher=teacher,
        samples=samples,
        samples_name=samples.name,
        columns=Columns(label, slices=slices),
    )
    return evaluate(plan, jail=jail, progress=Silent()).result


def run_models(jail, student, teacher, samples, label):
    """Run two models of the pairs, each called by its path."""
    versions = [Contender(PAIRS / path, path, is_sheet=False) for path in (student, teacher)]
    return run(jail, *versions, PAIRS / samples, label)


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
        assert result[side]["calibration"]["ece_equal_width"]["value"] == pytest.approx(
            expected[f"{side}_ece15"], abs=divergence
        )
    assert comparison["kappa"]["value"] == pytest.approx(expected["kappa"], abs=2 * share)
    assert comparison["agreement"]["value"] == pytest.approx(expected["agreement"], abs=share)
    for key in ("both_right", "teacher_only_right", "student_only_right", "both_wrong"):
        assert comparison["counts"][key] == pytest.approx(expected[key], abs=share * expected["n"])
    assert comparison["kl_teacher_student"]["value"] == pytest.approx(
        expected["kl_teacher_student_nats"], abs=divergence
    )


def hold_log_loss(result, expected):
    """Hold the log loss of the very probabilities that were published.

    A forest in another format says 0 where this one says a millionth, and one such row moves it.
    """
    for side in ("student", "teacher"):
        assert result[side]["calibration"]["log_loss"]["value"] == pytest.approx(
            expected[f"{side}_log_loss"], abs=1e-3
        )


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


def models_give_their_numbers(jail, name):
    """Run the two models of a case in the jail and hold the result to what came with them."""
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

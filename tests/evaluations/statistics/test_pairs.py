"""Real models on real data: the numbers that came with them."""

import json
from pathlib import Path

import numpy as np
import pytest

from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise

PAIRS = Path(__file__).resolve().parents[4] / "shared" / "assets" / "pairs"
pytestmark = pytest.mark.skipif(not PAIRS.exists(), reason="The shared model pairs are not here.")

# data set, block of expected.json, teacher, student
EXPECTED = [
    ("banking77", "student_a_vs_teacher", "teacher", "student_a"),
    ("banking77", "student_b_vs_teacher", "teacher", "student_b"),
    ("adult", "student_lr_vs_teacher", "teacher_gb", "student_lr"),
    ("adult", "lightgbm_vs_xgboost", "lightgbm", "xgboost"),
    ("breast_cancer", "student_lr_vs_teacher", "teacher_rf", "student_lr"),
    ("breast_cancer", "weak_student_vs_teacher", "teacher_rf", "weak_student_tree"),
]


@pytest.mark.parametrize(("data", "block", "teacher", "student"), EXPECTED)
def test_every_number_that_came_with_the_pair_is_met_to_five_digits(data, block, teacher, student):
    expected = json.loads((PAIRS / data / "expected.json").read_text())[block]
    held = np.load(PAIRS / data / "probs_test.npz")
    names = np.array([f"class {number:02d}" for number in range(expected["classes"])])

    def predictions(which):
        return Predictions(names[held[which].argmax(axis=1)], held[which], names.tolist())

    shown = summarise(
        names[held["labels"]], predictions(student), predictions(teacher), replicates=100
    ).as_json()
    comparison = shown["comparison"]

    counts = ("both_right", "teacher_only_right", "student_only_right", "both_wrong")
    assert comparison["counts"] == {name: expected[name] for name in counts}
    found = {
        "n": shown["samples"]["n"],
        "agreement": comparison["agreement"]["value"],
        "kappa": comparison["kappa"]["value"],
        "kl_teacher_student_nats": comparison["kl_teacher_student"]["value"],
    }
    for who in ("teacher", "student"):
        found |= {
            f"{who}_accuracy": shown[who]["metrics"]["accuracy"]["value"],
            f"{who}_macro_f1": shown[who]["metrics"]["macro_f1"]["value"],
            f"{who}_ece15": shown[who]["calibration"]["ece_equal_width"]["value"],
            f"{who}_log_loss": shown[who]["calibration"]["log_loss"]["value"],
        }
    assert found == pytest.approx({name: expected[name] for name in found}, abs=6e-6)

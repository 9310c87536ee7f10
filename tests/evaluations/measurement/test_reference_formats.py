"""The same pairs in the formats of scikit-learn, XGBoost and LightGBM, against the numbers that came with them."""

import pytest

from evaluations.measurement.plan import Contender
from sandbox.candidates import find_jail
from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import PAIRS, expected_of, hold, run

pytestmark = needs_shared
BOOSTERS = "adult/native_boosters"

# name: samples, label column, student, teacher, block of expected.json
CASES = {
    "breast cancer": ("breast_cancer/sample_test.csv", "diagnosis", "breast_cancer/student_lr/model.skops", "breast_cancer/teacher_rf/model.skops", "student_lr_vs_teacher"),
    "breast cancer weak": ("breast_cancer/sample_test.jsonl", "diagnosis", "breast_cancer/weak_student_tree/model.skops", "breast_cancer/teacher_rf/model.onnx", "weak_student_vs_teacher"),
    "adult": ("adult/sample_test.parquet", "income", "adult/student_lr/model.skops", "adult/teacher_gb/model.skops", "student_lr_vs_teacher"),
    "boosters": (f"{BOOSTERS}/sample_test_encoded.csv", "target", f"{BOOSTERS}/lightgbm.txt", f"{BOOSTERS}/xgboost.json", "lightgbm_vs_xgboost"),
    "boosters in binary": (f"{BOOSTERS}/sample_test_encoded.csv", "target", f"{BOOSTERS}/lightgbm.txt", f"{BOOSTERS}/xgboost.ubj", "lightgbm_vs_xgboost"),
}  # fmt: skip


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_models_give_the_numbers_that_came_with_them(jail, name):
    samples, label, student, teacher, block = CASES[name]

    result = run(
        jail,
        Contender(PAIRS / student, student, is_sheet=False),
        Contender(PAIRS / teacher, teacher, is_sheet=False),
        PAIRS / samples,
        label,
    )

    hold(result, expected_of(samples.split("/")[0], block), share=0.002, divergence=0.01)
    assert result["student"]["isolation"] == "bubblewrap+seccomp"


def test_a_run_of_a_booster_says_how_it_was_fed(jail):
    samples, label, student, teacher, _ = CASES["boosters"]

    result = run(
        jail,
        Contender(PAIRS / student, "light", is_sheet=False),
        Contender(PAIRS / teacher, "x", is_sheet=False),
        PAIRS / samples,
        label,
    )

    assert any(note.startswith("light: The columns were given whole") for note in result["notes"])
    assert any(note.startswith("x: Had zeros gone in as missing") for note in result["notes"])

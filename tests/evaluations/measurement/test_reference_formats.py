"""The same pairs in the format of scikit-learn, against the numbers that came with them."""

import pytest

from sandbox.candidates import find_jail
from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import expected_of, hold, run_models

pytestmark = needs_shared

# name: samples, label column, student, teacher, block of expected.json
CASES = {
    "breast cancer": ("breast_cancer/sample_test.csv", "diagnosis", "breast_cancer/student_lr/model.skops", "breast_cancer/teacher_rf/model.skops", "student_lr_vs_teacher"),
    "breast cancer weak": ("breast_cancer/sample_test.jsonl", "diagnosis", "breast_cancer/weak_student_tree/model.skops", "breast_cancer/teacher_rf/model.onnx", "weak_student_vs_teacher"),
    "adult": ("adult/sample_test.parquet", "income", "adult/student_lr/model.skops", "adult/teacher_gb/model.skops", "student_lr_vs_teacher"),
}  # fmt: skip


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name == "breast cancer weak" else [pytest.mark.slow])
        for name in sorted(CASES)
    ],
)
def test_models_give_the_numbers_that_came_with_them(jail, name):
    samples, label, student, teacher, block = CASES[name]

    result = run_models(jail, student, teacher, samples, label)

    hold(result, expected_of(samples.split("/")[0], block), share=0.002, divergence=0.01)
    assert result["student"]["isolation"] == "bubblewrap+seccomp"

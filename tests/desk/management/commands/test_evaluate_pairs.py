"""`./weigh evaluate` on the pairs that nobody here made, each in every format it ships, and as sheets."""

import json

import pytest
from django.core.management import call_command

from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import PAIRS, expected_of, hold, sheet

pytestmark = [needs_shared, pytest.mark.slow]

# name: pair, label column, samples, student, teacher, block of expected.json
CASES = {
    "breast cancer, ONNX, CSV": ("breast_cancer", "diagnosis", "sample_test.csv", "student_lr/model.onnx", "teacher_rf/model.onnx", "student_lr_vs_teacher"),
    "breast cancer, skops, JSONL": ("breast_cancer", "diagnosis", "sample_test.jsonl", "weak_student_tree/model.skops", "teacher_rf/model.skops", "weak_student_vs_teacher"),
    "adult, ONNX, Parquet": ("adult", "income", "sample_test.parquet", "student_lr/model.onnx", "teacher_gb/model.onnx", "student_lr_vs_teacher"),
    "adult, skops, CSV": ("adult", "income", "sample_test.csv", "student_lr/model.skops", "teacher_gb/model.skops", "student_lr_vs_teacher"),
    "adult, boosters": ("adult", "target", "native_boosters/sample_test_encoded.csv", "native_boosters/lightgbm.txt", "native_boosters/xgboost.ubj", "lightgbm_vs_xgboost"),
    "banking77, skops, Parquet": ("banking77", "label", "sample_test.parquet", "student_tfidf_lr/model.skops", "teacher_minilm_l6", "student_a_vs_teacher"),
}  # fmt: skip
SHEETS = {
    "breast_cancer": ("diagnosis", "weak_student_tree", "teacher_rf", "weak_student_vs_teacher"),
    "adult": ("income", "student_lr", "teacher_gb", "student_lr_vs_teacher"),
    "banking77": ("label", "student_a", "teacher", "student_a_vs_teacher"),
}
# Not run, and never opened: what they are is told by their first bytes.
REFUSED = ("adult/student_lr/model.joblib", "banking77/student_tfidf_lr/model.pkl")


def evaluated(capsys, *arguments):
    call_command("evaluate", *map(str, arguments), "--quiet", "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", CASES)
def test_models_give_the_numbers_that_came_with_them(capsys, name):
    pair, label, samples, student, teacher, block = CASES[name]
    place = PAIRS / pair
    result = evaluated(
        capsys, "--student", place / student, "--teacher", place / teacher,
        "--samples", place / samples, "--label", label,
    )  # fmt: skip
    loose = pair == "banking77"  # its teacher is int8, which differs from processor to processor
    hold(
        result,
        expected_of(pair, block),
        share=0.01 if loose else 0.002,
        divergence=0.03 if loose else 0.01,
    )


@pytest.mark.parametrize("pair", SHEETS)
def test_answer_sheets_give_the_same_numbers(capsys, tmp_path, pair):
    label, student, teacher, block = SHEETS[pair]
    result = evaluated(
        capsys, "--student-predictions", sheet(tmp_path / "s.csv", pair, label, student),
        "--teacher-predictions", sheet(tmp_path / "t.csv", pair, label, teacher),
        "--samples", PAIRS / pair / "sample_test.csv", "--label", label,
    )  # fmt: skip
    hold(result, expected_of(pair, block), share=1e-5, divergence=0.01)


@pytest.mark.parametrize("name", REFUSED)
def test_the_same_models_as_pickles_are_refused_with_a_way_out(capsys, name):
    pair = name.split("/")[0]
    with pytest.raises(SystemExit) as ended:
        call_command(
            "evaluate", "--student", str(PAIRS / name), "--quiet", "--json",
            "--samples", str(PAIRS / pair / "sample_test.csv"), "--label", "label" if pair == "banking77" else "income",
        )  # fmt: skip
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "never opened" in said
    assert "as an answer sheet" in said

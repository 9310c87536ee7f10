"""Folders for `./weigh assess`, made from data that scikit-learn ships."""

import csv
from pathlib import Path

import numpy as np
import yaml
from skl2onnx import to_onnx
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

CULTIVARS = ["first", "second", "third"]

ANSWERS = {
    "vendor_country": ["GB"],
    "tier_name": "Cellar Lite",
    "tier_meaning": ["student"],
    "training_method": ["soft_targets"],
    "teacher_name": "vendor_refused",
    "personal_data_types": ["none_personal"],
    "inference_countries": ["GB"],
    "own_trial": "opt_no",
}


def assessment(**changes):
    return {
        "organisation": "Harbour Wines Ltd",
        "vendor": {"name": "Example AI Ltd", "country": "GB"},
        "product": {"name": "Cellar Lite", "version": "2.10"},
        "use_case": "Sorting wines by grower",
        "question": "Is Cellar Lite good enough to sort our wines?",
        "answers": "answers.yaml",
        **changes,
    }


def write(folder: Path, asked, answers=ANSWERS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "assessment.yaml").write_text(
        yaml.safe_dump(asked, allow_unicode=True), encoding="utf-8"
    )
    (folder / "answers.yaml").write_text(yaml.safe_dump(answers), encoding="utf-8")
    return folder


def table(path: Path, header, rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(header)
        out.writerows(rows)
    return path


def _wine():
    wine = load_wine()
    order = np.random.default_rng(1).permutation(len(wine.target))
    train, test = order[:60], order[60:]
    student = make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=2, random_state=0))
    teacher = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    words = np.array(CULTIVARS)[wine.target]
    for model in (student, teacher):
        model.fit(wine.data[train].astype(np.float32), words[train])
    return wine, words, test, student, teacher


def _samples(folder: Path, wine, words, test) -> None:
    header = ["id", *wine.feature_names, "grower"]
    rows = [
        [f"w{place}", *(f"{cell:.6g}" for cell in wine.data[place]), words[place]] for place in test
    ]
    table(folder / "samples.csv", header, rows)


def with_models(folder: Path, answers=ANSWERS, **evaluation) -> Path:
    """A folder with two ONNX models; returns it."""
    wine, words, test, student, teacher = _wine()
    asked = assessment(
        evaluation={
            "student": "student.onnx", "teacher": "teacher.onnx", "samples": "samples.csv", "label": "grower",
            "margin": 0.05, "labelled_by": "people", "seen_by_vendor": "no", **evaluation,
        }
    )  # fmt: skip
    write(folder, asked, answers)
    _samples(folder, wine, words, test)
    for name, model in (("student", student), ("teacher", teacher)):
        exported = to_onnx(
            model, wine.data[:1].astype(np.float32), options={"zipmap": False}, target_opset=18
        )
        (folder / f"{name}.onnx").write_bytes(exported.SerializeToString())
    return folder


def with_sheets(folder: Path, **evaluation) -> Path:
    """A folder with two answer sheets; returns it."""
    wine, words, test, student, teacher = _wine()
    asked = assessment(
        evaluation={
            "student_predictions": "cheap.csv", "teacher_predictions": "full.csv",
            "samples": "samples.csv", "label": "grower", **evaluation,
        }
    )  # fmt: skip
    write(folder, asked)
    _samples(folder, wine, words, test)
    for name, model in (("cheap", student), ("full", teacher)):
        answers = model.predict(wine.data[test].astype(np.float32))
        rows = [[f"w{place}", answer] for place, answer in zip(test, answers, strict=True)]
        table(folder / f"{name}.csv", ["id", "answer"], rows)
    return folder

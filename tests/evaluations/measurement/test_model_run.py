"""What the buyer says of zeros holds for names and for numbers, for a batch and for one alone."""

import csv

import numpy as np
import pytest
import xgboost
from sklearn.metrics import mean_absolute_error

from evaluations.measurement.columns import Columns
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from sandbox.candidates import find_jail
from sandbox.predicting import FED_SPARSE
from tests.sandbox import boosters


@pytest.fixture
def tested(tmp_path):
    """Return a function that tests a booster with zeros missing: the labels, and what was found."""
    jail = find_jail(run_dir=tmp_path)

    def test(objective, truth_of):
        content, features, _ = boosters.xgboost_model(objective)
        (tmp_path / "m.json").write_bytes(content)
        booster = xgboost.Booster(model_file=tmp_path / "m.json")
        answers = booster.predict(xgboost.DMatrix(features, missing=0.0))
        truth = truth_of(answers)
        header = [f"c{place}" for place in range(features.shape[1])]
        cells = np.where(np.isnan(features), "", features.astype(str))
        with (tmp_path / "s.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows(
                [
                    [*header, "truth"],
                    *([*row, label] for row, label in zip(cells, truth, strict=True)),
                ]
            )
        plan = TestPlan(
            student=Contender(tmp_path / "m.json", "m", is_sheet=False, zeros="missing"),
            teacher=None,
            samples=tmp_path / "s.csv",
            samples_name="s.csv",
            columns=Columns("truth"),
        )
        done = evaluate(plan, jail=jail, progress=Silent())
        return truth, answers, Evaluation.model_validate(done.result)

    return test


def test_a_booster_of_numbers_reads_zeros_as_the_buyer_says(tested):
    truth, answers, found = tested("reg:squarederror", lambda made: made.astype(float) + 10)

    assert found.numbers is not None
    expected = mean_absolute_error(truth, answers)  # as XGBoost itself answers, zeros missing
    assert found.numbers.student.mae.value == pytest.approx(expected, rel=1e-5)
    assert f"m: {FED_SPARSE}" in found.notes
    assert any("blank cells went to the model" in note for note in found.notes)


@pytest.mark.parametrize(
    ("objective", "truth_of"),
    [
        ("reg:squarederror", lambda made: made.astype(float)),
        ("binary:logistic", lambda made: (made > 0.5).astype(int)),
    ],
)
def test_asked_alone_a_booster_reads_zeros_as_it_did_in_the_batch(tested, objective, truth_of):
    _, _, found = tested(objective, truth_of)

    assert found.student.batch_dependence is not None
    assert found.student.batch_dependence.value == 0
    assert not any("depend on what else" in note for note in found.notes)

"""A model of XGBoost that was trained on tables without their zeros, tested from the page."""

import numpy as np
import pytest
import xgboost
from django.core.files.uploadedfile import SimpleUploadedFile
from sklearn.metrics import accuracy_score

from evaluations.models import SampleSet
from sandbox.predicting import FED_DENSE, FED_SPARSE
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import columns_said, started, text_of, upload_examples
from tests.sandbox.boosters import features_of, load_iris, xgboost_model

pytestmark = pytest.mark.usefixtures("committed")
NAMES = ["a", "b", "c", "d"]
MODEL, NUMBERS, _ = xgboost_model("multi:softprob")
LABELS = features_of(load_iris)[1]


@pytest.fixture
def samples(place, browser):
    rows = [
        [f"r{number}", *("" if np.isnan(cell) else cell for cell in cells), label]
        for number, (cells, label) in enumerate(zip(NUMBERS.tolist(), LABELS, strict=True))
    ]
    source = table(["id", *NAMES, "label"], rows, name="flowers.csv")
    sample_file = upload_examples(place, browser, source)
    said = columns_said(inputs=NAMES, slices=[], told_confirmed="on")
    answer = browser.post(place.url("columns", sample_file.id), said)
    assert answer.status_code == 302, text_of(answer)
    return SampleSet.objects.of(place.firm.organisation).latest("uploaded_at")


def asked(**more):
    model = SimpleUploadedFile("turbo.json", MODEL)
    return {"student": "model", "student_file": model, "teacher": "none", "limit": "2", **more}


def library_says(numbers):
    booster = xgboost.Booster(model_file=bytearray(MODEL))
    return booster.predict(xgboost.DMatrix(numbers)).argmax(axis=1)


def test_what_a_zero_is_to_it_is_said_on_the_page_and_kept(place, browser, samples):
    given = started(place, browser, samples, asked())
    missing = started(place, browser, samples, asked(zeros_left_out=["student"]))
    without = np.where(NUMBERS == 0, np.nan, NUMBERS)
    for run, fed, numbers in ((given, FED_DENSE, NUMBERS), (missing, FED_SPARSE, without)):
        done(run.job)
        run.refresh_from_db()
        right = run.result["student"]["metrics"]["accuracy"]["value"]
        assert right == pytest.approx(accuracy_score(LABELS, library_says(numbers)))
        assert f"turbo.json: {fed}" in run.result["notes"]
    assert (library_says(NUMBERS) != library_says(without)).any()
    again = browser.get(place.url("compare", samples.id) + f"?again={missing.id}")
    assert again.context["form"]["zeros_left_out"].value() == ["student"]

"""A refusal is laid at the right door, and the vendor gets a letter that can be sent."""

import pytest

from content.refusal import Refused
from evaluations.wording.failing import failing


def told(file, what_to_do="Ask the vendor to export the model to ONNX, in one file."):
    refusal = Refused(
        "This is a pickle file, which can run code.", file=file, what_to_do=what_to_do
    )
    return failing(
        refusal.as_json(), product="Triage Turbo 3.2", examples="enquiries.csv",
        models={"turbo.zip": "ab" * 32}, sheets=frozenset({"full.csv"}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "whose"),
    [
        ("turbo.zip", "model"), ("turbo.zip/model.pkl", "model"), ("full.csv", "sheet"),
        ("enquiries.csv", "examples"), (None, "other"), ("something.csv", "other"),
    ],
)  # fmt: skip
def test_each_file_has_its_owner(file, whose):
    assert told(file).whose == whose
    assert bool(told(file).letter) == (whose == "model")
    assert bool(told(file).cure) == (whose != "other")


def test_the_letter_asks_and_names_the_very_file():
    letter = told("turbo.zip").letter
    assert "with the file turbo.zip." in letter
    assert "ab" * 32 in letter
    assert "Could you export the model to ONNX, in one file?" in letter
    assert "Ask the vendor" not in letter
    wanted = "Ask the vendor for an export that gives a label. Then upload it again."
    assert (
        "Could you send us an export that gives a label? Then upload it again."
        in told("turbo.zip", wanted).letter
    )

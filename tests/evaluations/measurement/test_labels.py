"""What a model's answers mean, and that a version is never read in the way that suits it."""

import numpy as np
import pytest

from content.refusal import Refused
from evaluations.measurement.labels import Means, understand
from tests.evaluations.measurement.examples import samples

TRUTH = ["malignant"] * 6 + ["benign"] * 4


@pytest.fixture
def examples():
    return samples(a=["1"] * 10, label=TRUTH)


def answers(*codes):
    return np.array(codes, dtype=object)


def test_the_same_words_mean_themselves(examples):
    reading = understand({"benign", "malignant"}, examples, who="m", closed=True)
    assert reading.means is Means.SAME_NAMES
    assert reading.read(answers("benign", "malignant")).tolist() == ["benign", "malignant"]
    assert reading.note() is None


def test_a_label_the_model_cannot_answer_is_named_by_its_row():
    examples = samples(a=["1", "2", "3"], label=["repair", "visit", "rent"])
    with pytest.raises(
        Refused, match=r"The label rent is none that model.onnx can answer"
    ) as refusal:
        understand({"repair", "visit"}, examples, who="model.onnx", closed=True)
    assert refusal.value.row == 4


def test_a_sheet_need_not_use_every_label():
    examples = samples(a=["1", "2"], label=["repair", "visit"])
    assert (
        understand({"repair", "??"}, examples, who="sheet", closed=False).means is Means.SAME_NAMES
    )


def test_capitals_and_blanks_are_no_difference(examples):
    reading = understand({"Benign ", "MALIGNANT"}, examples, who="m", closed=True)
    assert reading.means is Means.SPELLING
    assert reading.read(answers("MALIGNANT")).tolist() == ["malignant"]


def test_a_models_answers_are_read_so_too_but_never_two_as_one():
    examples = samples(a=["1", "2"], label=["spam ", "ham"])
    reading = understand({"spam", "ham"}, examples, who="m", closed=True)
    assert reading.meaning == {"spam": "spam "}
    with pytest.raises(Refused, match="is none that m can answer"):
        understand({"spam", "SPAM", "ham"}, examples, who="m", closed=True)


def test_bare_numbers_mean_what_the_buyer_says(examples):
    reading = understand({"0", "1"}, examples, who="m", said=("malignant", "benign"), closed=True)
    assert reading.means is Means.SAID
    assert reading.read_names(("0", "1")) == ("malignant", "benign")


def test_bare_numbers_are_read_by_the_bigger_versions_answers(examples):
    bigger = answers(*["0"] * 6, *["1"] * 3, "0")
    reading = understand(
        {"0", "1"}, examples, who="m", anchor=lambda start, stop: bigger[start:stop], closed=True
    )
    assert reading.means is Means.BIGGER_VERSION
    assert reading.meaning == {"0": "malignant", "1": "benign"}
    assert "0 as malignant, 1 as benign" in reading.note()


def test_without_a_bigger_version_they_go_by_the_alphabet_and_say_so(examples):
    reading = understand({"0", "1"}, examples, who="m", closed=True)
    assert reading.means is Means.ALPHABETICAL
    assert reading.meaning == {"0": "benign", "1": "malignant"}
    assert "alphabetical" in reading.note()


def test_a_model_with_more_answers_than_labels_is_not_guessed_at(examples):
    with pytest.raises(Refused, match="say the labels of its numbers in order"):
        understand({"0", "1", "2"}, examples, who="m", closed=True)


def test_words_that_have_nothing_in_common_are_refused_with_both_lists(examples):
    with pytest.raises(Refused, match=r"It answers good, poor; your labels are benign, malignant"):
        understand({"good", "poor"}, examples, who="m", closed=True)


def test_labels_said_must_cover_the_numbers(examples):
    with pytest.raises(Refused, match="2 labels were said"):
        understand({"0", "1", "2"}, examples, who="m", said=("malignant", "benign"), closed=True)

"""Answer sheets from the bytes of the files to the published result: each is read as its maker meant."""

import csv

import pytest

from content.refusal import Refused
from evaluations.measurement.columns import Columns
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from evaluations.measurement.result_shape import Evaluation
from sandbox.candidates import find_jail


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


@pytest.fixture
def tested(jail, tmp_path):
    """Test a sheet of these columns on ten examples with these labels."""

    def run(labels, **sheet):
        made = {"text": [f"some text {row}" for row in range(len(labels))], "label": labels}
        for name, columns in (("samples.csv", made), ("sheet.csv", sheet)):
            with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
                ids = [f"r{row}" for row in range(len(labels))]
                out = csv.writer(stream)
                out.writerow(["id", *columns])
                out.writerows(zip(ids, *columns.values(), strict=True))
        plan = TestPlan(
            student=Contender(tmp_path / "sheet.csv", "sheet.csv", is_sheet=True),
            teacher=None,
            samples=tmp_path / "samples.csv",
            samples_name="samples.csv",
            columns=Columns("label", ("text",), id="id"),
        )
        done = evaluate(plan, jail=jail, progress=Silent())
        return Evaluation.model_validate(done.result)

    return run


def right(shown):
    return shown.student.metrics["accuracy"].value


def brier(shown):
    assert shown.student.calibration is not None
    return shown.student.calibration.brier.value


def test_a_label_with_a_blank_behind_it_is_answered_by_itself_and_by_the_word_alone(tested):
    labels = ["spam ", "ham"] * 5
    alike = tested(labels, answer=labels)
    assert right(alike) == 1
    assert alike.samples.labels == ("ham", "spam ")
    assert not any("blanks" in note for note in alike.notes)
    trimmed = tested(labels, answer=["spam", "ham"] * 5)
    assert right(trimmed) == 1
    assert (
        'sheet.csv: 5 answers differ from your labels only in capitals or blanks. We read "spam" '
        'as "spam ". Nothing was changed in your files.'
    ) in trimmed.notes


def test_one_answer_spelled_like_its_label_does_not_cost_all_others(tested):
    labels = ["Billing", "Repair"] * 5
    shown = tested(labels, answer=["billing", "repair", "Billing", "repair"] + labels[:2] * 3)
    # billing once, repair twice.
    assert right(shown) == 1
    assert shown.student.answers_read_as.means == "spelling"
    assert any("3 answers differ from your labels" in note for note in shown.notes)


def test_labels_told_apart_by_capitals_alone_take_only_their_own(tested):
    labels = ["IT", "it", "Rent", "Rent", "Rent"] * 2
    shown = tested(labels, answer=["IT", "It", "rent", "rent", "rent"] * 2)
    assert right(shown) == 0.8
    assert shown.student.answers_read_as.meaning == {"rent": "Rent"}


def test_a_class_that_no_example_carries_keeps_its_share(tested):
    labels = ["a", "b"] * 5
    shown = tested(
        labels, answer=labels,
        p_a=["0.6", "0.2"] * 5, p_b=["0.3", "0.7"] * 5, p_c=["0.1"] * 10, score_note=["fine"] * 10,
    )  # fmt: skip
    # Half of the rows: (1 - .6)^2 + .3^2 + .1^2 = .26; half: .2^2 + (1 - .7)^2 + .1^2 = .14.
    assert brier(shown) == pytest.approx(0.2)


def test_a_label_with_a_blank_finds_its_column_of_probabilities(tested):
    labels = ["spam ", "ham"] * 5
    shown = tested(labels, answer=labels, p_spam=["0.9", "0.1"] * 5, p_ham=["0.1", "0.9"] * 5)
    # (1 - .9)^2 in each row: with two classes the other's share is the same thing once more.
    assert brier(shown) == pytest.approx(0.01)


def test_probabilities_of_two_names_for_one_label_are_refused(tested):
    labels = ["spam", "ham"] * 5
    columns = {"spam": ["0.5", "0.2"] * 5, "ham": ["0.2", "0.4"] * 5, "p_Spam": ["0.3", "0.4"] * 5}
    with pytest.raises(Refused, match='for "spam" and for "Spam"') as refusal:
        tested(labels, answer=labels, **columns)
    assert refusal.value.file == "sheet.csv"

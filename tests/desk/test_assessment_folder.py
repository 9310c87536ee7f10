"""What a folder may hold, and the sentence for everything that can be wrong with it."""

from copy import deepcopy

import pytest

from content.refusal import Refused
from desk.assessing import open_file
from desk.assessment_folder import read_date, read_folder
from evaluations.statistics.claims import Claim
from organisations.models import Organisation
from tests.desk import folders


@pytest.fixture
def folder(tmp_path):
    return folders.with_sheets(tmp_path / "folder")


def test_everything_the_interface_names_is_read(folder):
    (folder / "student.onnx").touch()
    evaluation = {
        "student": "student.onnx", "teacher_predictions": "full.csv", "samples": "samples.csv", "label": "grower",
        "inputs": ["alcohol", "hue"], "id": "id", "slices": ["hue"], "margin": 0.1, "claim": {"value": 0.940, "metric": "macro_f1", "tolerance": 0.02},
        "group": "ash", "labelled_by": "people", "seen_by_vendor": True, "labels": [0, 1],
    }  # fmt: skip
    folders.write(
        folder, folders.assessment(evaluation=[evaluation, {**deepcopy(evaluation), "claim": 0.9}])
    )

    read = read_folder(folder)

    assert (read.organisation, read.vendor, read.vendor_country) == (
        "Harbour Wines Ltd",
        "Example AI Ltd",
        "GB",
    )
    assert (read.product, read.version) == ("Cellar Lite", "2.10")
    first, second = read.tests
    assert (first.student.name, first.student_is_sheet) == ("student.onnx", False)
    assert (first.teacher.name, first.teacher_is_sheet) == ("full.csv", True)
    assert first.part.columns.inputs == ("alcohol", "hue")
    assert first.part.seen_by_vendor == "yes"
    assert first.part.labels == ("0", "1")
    assert first.claim == Claim("macro_f1", 0.94, 2, 0.02)
    assert second.claim == Claim("accuracy", 0.9, 1, 0.01)


def test_labels_that_are_numbers_are_said_with_their_limit(folder):
    text = (folder / "assessment.yaml").read_text()
    said = "label: grower\n  task: numbers\n  margin_in_units: 500"
    (folder / "assessment.yaml").write_text(text.replace("label: grower", said))
    part = read_folder(folder).tests[0].part
    assert (part.task, part.margin_in_units) == ("numbers", 500)


def test_what_a_zero_is_to_a_model_is_said_in_one_word(folder):
    text = (folder / "assessment.yaml").read_text()
    assert read_folder(folder).tests[0].part.zeros == "given"
    (folder / "assessment.yaml").write_text(
        text.replace("label: grower", "label: grower\n  zeros: missing")
    )
    assert read_folder(folder).tests[0].part.zeros == "missing"


def test_a_claim_is_as_exact_as_it_was_written(folder):
    text = (folder / "assessment.yaml").read_text()
    (folder / "assessment.yaml").write_text(
        text.replace("label: grower", "label: grower\n  claim: 0.940")
    )
    assert read_folder(folder).tests[0].claim.decimals == 3


def test_a_version_keeps_its_noughts(folder):
    text = (folder / "assessment.yaml").read_text().replace("version: '2.10'", "version: 2.10")
    (folder / "assessment.yaml").write_text(text)
    assert read_folder(folder).version == "2.10"


SHEETS = {"student_predictions": "cheap.csv", "samples": "samples.csv", "label": "grower"}


@pytest.mark.parametrize(
    ("change", "said", "column"),
    [
        ({"organisation": None}, "string", "organisation"),
        ({"answers": ["a"]}, "neither a file nor written here", "answers"),
        ({"misspelt": 1}, "not a key that is known here", "misspelt"),
        ({"vendor": {"country": "GB"}}, "`name` is missing", "vendor"),
        ({"vendor": {"name": "A", "country": "Atlantis"}}, "not a country code", "vendor.country"),
        ({"answers": "absent.yaml"}, "no file called absent.yaml", "answers"),
        ({"evaluation": {"samples": "samples.csv", "label": "grower"}}, "no version to test", "evaluation"),
        ({"evaluation": {**SHEETS, "student": "a"}}, "both student and student_predictions", "evaluation.student"),
        ({"evaluation": {**SHEETS, "samples": "absent.csv"}}, "no file called absent.csv", "evaluation.samples"),
        ({"evaluation": {**SHEETS, "teacher": "absent.onnx"}}, "no file called absent.onnx", "evaluation.teacher"),
        ({"evaluation": {**SHEETS, "margin": 2}}, "less than or equal to 0.5", "evaluation.margin"),
        ({"evaluation": {**SHEETS, "margin": "two"}}, "number", "evaluation.margin"),
        ({"evaluation": {**SHEETS, "claim": 1.2}}, "is more than 1", "evaluation.claim"),
        ({"evaluation": {**SHEETS, "labelled_by": "robots"}}, "people", "evaluation.labelled_by"),
        ({"evaluation": [SHEETS, {**SHEETS, "label": ""}]}, "at least 1 character", "evaluation.item 2.label"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_by_line_and_key(folder, change, said, column):
    folders.write(folder, folders.assessment(**change))

    with pytest.raises(Refused) as refusal:
        read_folder(folder)

    assert said in str(refusal.value)
    assert (refusal.value.file, refusal.value.column) == ("assessment.yaml", column)
    assert refusal.value.row is not None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("assessment.yaml", "organisation: [", "not YAML we can read"),
        ("assessment.yaml", "- a list", "must hold keys"),
        ("assessment.yaml", "", "must hold keys"),
        ("answers.yaml", "tier_name: 'open", "not YAML we can read"),
    ],
)
def test_bad_yaml_is_named_by_file(folder, name, text, said):
    (folder / name).write_text(text)
    with pytest.raises(Refused, match=said) as refusal:
        read_folder(folder)
    assert refusal.value.file == name


def test_a_folder_that_is_not_there_or_holds_nothing_is_named(tmp_path):
    with pytest.raises(Refused, match="no such folder"):
        read_folder(tmp_path / "absent")
    with pytest.raises(Refused, match=r"holds no assessment\.yaml"):
        read_folder(tmp_path)


@pytest.mark.parametrize("said", ["tomorrow", "2026-02-30", "21/11/2026"])
def test_a_day_that_is_none_is_named(said):
    with pytest.raises(Refused, match="is not a day"):
        read_date(said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"inference_countries": ["XX"]}, "inference_countries"),
        ({"no_such_question": "x"}, "no_such_question"),
        ({"own_trial": "perhaps"}, "own_trial"),
    ],
)
def test_an_answer_that_is_none_leaves_nothing_behind(folder, answers, key):
    folders.write(folder, folders.assessment(answers=answers))

    with pytest.raises(Refused) as refusal:
        open_file(read_folder(folder), read_date("2026-11-21"))

    assert key in str(refusal.value)
    assert not Organisation.objects.exists()

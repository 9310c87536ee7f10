"""The page of a version's file: what it shows and how we know, or why it is not opened."""

import io

import pytest
from sklearn.ensemble import RandomForestClassifier

from evaluations.actions.runs import request_run
from evaluations.actions.uploads import add_artefact, add_sample_set
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models import Artefact, ArtefactKind
from organisations.models import Event
from procurement.models import Observation
from tests.evaluations.assessments import done, table
from tests.sandbox import boosters, models
from tests.sandbox.headers import small_gguf
from tests.visitors import text_of

PICKLE = b"\x80\x04}\x94."  # an empty one


def handed_in(place, content, *, kind=ArtefactKind.MODEL, name="vendor.bin"):
    return add_artefact(
        assessment=place.assessment,
        kind=kind,
        source=io.BytesIO(content) if isinstance(content, bytes) else content,
        name=name,
        by=place.firm.owner.as_actor(),
    )


def looked_inside(place, browser, artefact):
    answer = browser.post(place.url("look_inside", artefact.id))
    assert answer.status_code == 302
    found = Artefact.objects.of(place.firm.organisation).get(id=artefact.id)
    assert "We are looking inside" in text_of(browser.get(answer.url))
    done(found.look)
    return text_of(browser.get(answer.url))


def observed(place):
    rows = Observation.objects.of(place.firm.organisation)
    return {each.key: (each.value, each.certainty) for each in rows}


def test_before_anybody_looked_there_is_one_thing_to_do(place, browser):
    artefact = handed_in(place, small_gguf())

    said = text_of(browser.get(place.url("version_file", artefact.id)))

    assert "Nobody has looked inside yet" in said
    assert "Look inside" in said


def test_each_thing_is_told_with_how_it_is_known(place, browser):
    said = looked_inside(place, browser, handed_in(place, small_gguf(), name="lite.gguf"))

    assert "What lite.gguf shows" in said
    assert "Looked at, not run" in said
    assert "Base model Llama 3.2 1B Declared in the file : written in the file" in said
    assert "Number formats 4-bit (Q4_K) 90.0 of 100, float32 10.0 of 100 Measured :" in said
    assert "How it becomes a file that runs here" in said


def test_what_a_file_shows_becomes_facts(place, browser):
    looked_inside(place, browser, handed_in(place, small_gguf()))

    found = observed(place)
    assert found["file_format"] == ("gguf", "measured")
    assert found["base_model"] == ("Llama 3.2 1B", "declared")
    assert found["base_licence"] == ("apache_2_0", "declared")
    assert found["tier_meaning"][0]["members"] == ["quantised"]


def test_a_file_that_can_run_code_is_named_with_lines_to_copy(place, browser):
    said = looked_inside(place, browser, handed_in(place, PICKLE, name="m.onnx"))

    assert "This is a pickle file: opening it can run whatever code" in said
    assert "from skl2onnx import to_onnx" in said
    assert observed(place)["file_format"] == ("pickle", "measured")


def test_a_look_is_written_down_and_may_be_repeated(place, browser):
    artefact = handed_in(place, small_gguf())
    looked_inside(place, browser, artefact)
    looked_inside(place, browser, artefact)

    verbs = Event.objects.filter(subject=str(artefact.id)).values_list("verb", flat=True)
    assert list(verbs).count("artefact.looked_inside") == 2
    assert len(observed(place)) == Observation.objects.of(place.firm.organisation).count()


@pytest.mark.parametrize("kind", [ArtefactKind.ANSWER_SHEET])
def test_a_sheet_has_nothing_to_look_into(place, browser, kind):
    artefact = handed_in(place, table(["id", "answer"], [["1", "yes"]]), kind=kind)

    assert "This is a sheet of answers" in text_of(
        browser.get(place.url("version_file", artefact.id))
    )
    answer = browser.post(place.url("look_inside", artefact.id), follow=True)
    assert "This is a sheet of answers, not a model file." in text_of(answer)


def test_a_test_of_two_models_shows_them_side_by_side(place, browser):
    full, features, truth = models.breast_cancer()
    names = [f"c{number}" for number in range(features.shape[1])]
    rows = [
        [*row, str(label)]
        for row, label in zip(features.tolist(), truth.predict(features), strict=True)
    ]
    by = place.firm.owner.as_actor()
    samples = add_sample_set(
        assessment=place.assessment,
        source=table([*names, "label"], rows[:120]),
        name="cells.csv",
        columns=Columns("label"),
        labelled_by=LabelledBy.PEOPLE,
        seen_by_vendor=SeenByVendor.NO,
        by=by,
    )
    forest = boosters.skops_of(
        RandomForestClassifier(3, max_depth=2, random_state=0), features, truth
    )
    student = handed_in(place, full, name="lite.onnx")
    teacher = handed_in(place, forest, name="full.skops")
    run = request_run(
        student=student, teacher=teacher, sample_set=samples, margin=0.1, claim=None, said_labels=None, by=by
    )  # fmt: skip
    job = done(run.job)
    assert job.state == "done", job.refusal

    said = text_of(browser.get(place.url("version_file", student.id)))

    assert "ONNX. It opens here, and it can be tested." in said
    assert "Beside the bigger version, full.skops" in said
    assert "Both name the same labels." in said
    found = observed(place)
    assert found["file_format"] == ("onnx", "measured")
    assert found["model_same_labels"] == (True, "measured")
    assert float(found["model_size_ratio"][0]) < 1

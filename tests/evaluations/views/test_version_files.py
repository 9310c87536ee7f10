"""The page of a version's file: what it shows and how we know, or why it is not opened."""

import io

import pytest

from evaluations.actions.uploads import add_artefact
from evaluations.models import Artefact, ArtefactKind
from organisations.models import Event
from procurement.models import Observation
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import text_of
from tests.sandbox.headers import small_gguf

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
    assert "Base model Llama 3.2 1B Declared in the file: written in the file" in said
    assert "Number formats 4-bit (Q4_K) 90.0 of 100, float32 10.0 of 100 Measured" in said
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

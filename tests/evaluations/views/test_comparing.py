"""The compare page: what is asked, what is kept, and what is refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations.models import Artefact, ArtefactKind, Run
from organisations.roles import Role
from tests.evaluations.assessments import done
from tests.evaluations.views.journey import compared, examples, examples_ready, started
from tests.procurement.opened import answer
from tests.visitors import text_of

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def samples(place, browser):
    return examples_ready(place, browser)


def runs(place):
    return Run.objects.of(place.firm.organisation)


def test_limit_and_claim_are_frozen_as_they_were_written(place, browser, samples):
    said = compared(
        samples, examples(), limit="2.5", claim_about="accuracy", claim_figure="94.50",
        said_labels="Repairs\n Viewings \n\nArrears",
    )  # fmt: skip
    run = started(place, browser, samples, said)
    assert run.margin == pytest.approx(0.025)
    assert run.claim == {"metric": "accuracy", "value": 0.945, "decimals": 4, "tolerance": 0.01}
    assert run.said_labels == ["Repairs", "Viewings", "Arrears"]
    assert (run.student.name, run.teacher.name) == ("cheap.csv", "full.csv")
    assert {run.student.kind, run.teacher.kind} == {ArtefactKind.ANSWER_SHEET}


def test_a_version_may_be_tested_alone(place, browser, samples):
    said = compared(samples, examples(), teacher="none")
    del said["teacher_file"]
    assert started(place, browser, samples, said).teacher is None


def test_a_model_file_is_taken_as_a_model(place, browser, samples):
    said = compared(
        samples, examples(), student="model", student_file=SimpleUploadedFile("m.onnx", b"x")
    )
    assert started(place, browser, samples, said).student.kind == ArtefactKind.MODEL


@pytest.mark.parametrize(
    ("wrong", "sentence", "at"),
    [
        ({"limit": "two"}, "Enter your limit as a number", "limit_other"),
        ({"limit": "0"}, "Enter a limit of at least 0.1", "limit_other"),
        ({"limit": "51"}, "Enter a limit of at most 50", "limit_other"),
        ({"limit": ""}, "Choose how many more wrong answers you could live with", "limit_0"),
        ({"limit": "2", "limit_other": "3"}, "Choose “Another number” above", "limit_other"),
        ({"limit": "other"}, "Enter your limit, for example 3", "limit_other"),
        ({"claim_about": "accuracy"}, "Enter the vendor’s figure", "claim_figure"),
        ({"claim_figure": "94"}, "Choose what the vendor’s figure is about", "claim_about_0"),
        ({"claim_about": "accuracy", "claim_figure": "0.94"}, "Write 94 for 94 in 100", "claim_figure"),
        ({"said_labels": "a\na"}, "Write each label once", "said_labels"),
    ],
)  # fmt: skip
def test_a_post_with_a_mistake_keeps_both_files_and_starts_nothing(
    place, browser, samples, wrong, sentence, at
):
    answer = browser.post(place.url("compare", samples.id), compared(samples, examples(), **wrong))

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert f'href="#id_{at}"' in answer.content.decode()
    assert not runs(place).exists()
    kept = {each.name: str(each.id) for each in Artefact.objects.of(place.firm.organisation)}
    form = answer.context["form"]
    assert form["student"].value() == kept["cheap.csv"]
    assert form["teacher"].value() == kept["full.csv"]
    again = {
        "student": kept["cheap.csv"], "teacher": kept["full.csv"], "limit": "2", "claim_about": "",
        "claim_figure": "", "said_labels": "",
    }  # fmt: skip
    run = started(place, browser, samples, again)
    assert (run.student.name, run.teacher.name) == ("cheap.csv", "full.csv")
    assert Artefact.objects.of(place.firm.organisation).count() == 2


def test_missing_and_empty_files_are_named(place, browser, samples):
    said = compared(samples, examples(), teacher_file=SimpleUploadedFile("empty.csv", b""))
    del said["student_file"]
    said_back = text_of(browser.post(place.url("compare", samples.id), said))
    assert "Choose the sheet of answers" in said_back
    assert "This file is empty. Choose another" in said_back


def test_a_version_is_not_compared_with_itself(place, browser, samples):
    run = started(place, browser, samples, compared(samples, examples()))
    same = str(run.student_id)
    answer = browser.post(
        place.url("compare", samples.id), {"student": same, "teacher": same, "limit": "2"}
    )
    assert "Choose another file" in text_of(answer)


def test_a_test_can_be_begun_again_with_everything_kept(place, browser, samples):
    said = compared(samples, examples(), limit="2.5", claim_about="retention", claim_figure="97")
    run = started(place, browser, samples, said)
    form = browser.get(place.url("compare", samples.id) + f"?again={run.id}").context["form"]
    assert {name: str(form[name].value()) for name in ("student", "teacher", "limit", "limit_other", "claim_about", "claim_figure")} == {
        "student": str(run.student_id), "teacher": str(run.teacher_id), "limit": "other", "limit_other": "2.5",
        "claim_about": "retention", "claim_figure": "97",
    }  # fmt: skip


def test_a_test_begun_again_untouched_keeps_the_claim_as_sharp_as_it_was(place, browser, samples):
    said = compared(samples, examples(), claim_about="accuracy", claim_figure="94.0")
    first = started(place, browser, samples, said)
    begun = browser.get(place.url("compare", samples.id) + f"?again={first.id}")
    assert 'value="94.0"' in begun.content.decode()
    form = begun.context["form"]
    kept = {
        each.name: str(each.value())
        for each in form
        if each.value() not in (None, "", []) and not each.name.endswith("_file")
    }
    assert started(place, browser, samples, kept).claim == first.claim
    assert first.claim == {"metric": "accuracy", "value": 0.94, "decimals": 3, "tolerance": 0.01}


def test_nothing_is_chosen_beforehand_and_each_limit_has_its_chance(place, browser, samples):
    answer = browser.get(place.url("compare", samples.id))
    assert answer.context["form"]["limit"].value() is None
    said = text_of(answer)
    # 60 rows at a disagreement of 10 in 100: exact enumeration in tests/.../test_planning.py.
    assert re.search(r"10 more\. Chance of a clear result: about \d+ in 100", said)
    assert "60 examples settle none of these four times in five." in said


def test_the_claim_is_kept_with_where_it_comes_from(place, browser, samples):
    said = compared(
        samples, examples(), claim_about="macro_f1", claim_figure="0.94", claim_tolerance="2",
        claim_test="Banking77", claim_n="3080", claim_by="the vendor",
    )  # fmt: skip
    run = started(place, browser, samples, said)
    assert run.claim == {"metric": "macro_f1", "value": 0.94, "decimals": 2, "tolerance": 0.02}
    assert run.claim_from == {"test": "Banking77", "n": 3080, "by": "the vendor"}


def test_the_vendors_figure_on_file_stands_in_the_form(place, browser, samples):
    answer(
        place.assessment, place.firm.owner, claim_measure="accuracy", student_score=94,
        claim_test="vendor_refused",
    )  # fmt: skip
    form = browser.get(place.url("compare", samples.id)).context["form"]
    assert (form["claim_about"].value(), str(form["claim_figure"].value())) == ("accuracy", "94")
    assert form["claim_test"].value() is None


def test_the_limit_of_the_first_test_stands_and_a_change_is_foretold(place, browser, samples):
    run = started(place, browser, samples, compared(samples, examples(), limit="5"))
    done(run.job)
    shown = browser.get(place.url("compare", samples.id))
    assert shown.context["form"]["limit"].value() == "5"
    assert "no more than 5 more wrong in 100" in text_of(shown)
    assert "This will be look 2 at them" in text_of(shown)


def test_another_firms_examples_and_files_are_not_there(place, browser, samples, other):
    stranger = other.browser()
    assert stranger.get(place.url("compare", samples.id)).status_code == 404
    assert stranger.get(other.url("compare", samples.id)).status_code == 404
    ours = started(place, browser, samples, compared(samples, examples()))
    theirs = examples_ready(other, stranger)
    answer = stranger.post(
        other.url("compare", theirs.id),
        {"student": str(ours.student_id), "teacher": "none", "limit": "2"},
    )
    assert answer.status_code == 200
    assert "Select a valid choice" in text_of(answer)
    again = stranger.get(other.url("compare", theirs.id) + f"?again={ours.id}")
    assert again.context["form"]["student"].value() is None


def test_a_reader_may_not_compare(place, samples):
    assert place.browser(Role.READER).get(place.url("compare", samples.id)).status_code == 403

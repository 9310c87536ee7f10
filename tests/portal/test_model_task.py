"""A model to hand in: terms first, run and never given out, deleted after the run with proof."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from content.refusal import Refused
from evaluations.actions.deleting import delete_artefact
from evaluations.actions.runs import request_run
from evaluations.actions.uploads import add_artefact
from evaluations.models import Artefact, ArtefactKind, Run
from evaluations.queries import usable_artefacts_of
from jobs.models import Job
from organisations.models import Event
from portal import deleting
from portal.actions.asking import revoke
from portal.execution import handed_models
from portal.models import HandedModel, ModelTask, VendorRequest
from portal.tasks import DELETE_MODEL
from procurement.models import Observation
from tests.organisations.cast import found_firm
from tests.portal.asked import started, theirs
from tests.portal.tasks import TERMS, accept, buyers, done, examples, hand_in, text
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")
MODEL = settings.BASE_DIR / "demo/data/enquirysense_lite.zip"


@pytest.fixture
def firm(committed):
    return found_firm("Harbour Lettings")


@pytest.fixture
def buyer(firm, client):
    client.force_login(firm.owner)
    return client


@pytest.fixture
def vendor(asked):
    return started(asked)


@pytest.fixture
def task(buyer, asked, vendor):
    page = text(buyer.post(buyers(asked, "ask_model"), {"instructions": "The one you quoted"}))
    assert "/vendor/link/" in page
    return ModelTask.objects.of(asked.request.organisation_id).get()


@pytest.fixture
def model():
    return MODEL.read_bytes()


@pytest.fixture
def handed(vendor, asked, task, model):
    accept(vendor, asked, task)
    return hand_in(vendor, asked, task, model, name="lite.zip")[0]


KINDS = ("repairs", "viewing", "arrears")


def ran(handed, assessment, firm, *, finish=True):
    """Test the model that was handed in, as the buyer would."""
    rows = [[f"r{n}", f"The boiler is cold again, number {n}", "Repairs", "x"] for n in range(4)]
    run = request_run(
        student=handed.artefact, teacher=None, sample_set=examples(assessment, firm, rows), margin=0.1,
        claim=None, said_labels=None, by=firm.owner.as_actor(),
    )  # fmt: skip
    if finish:
        done(run.job)
        run.refresh_from_db()
    return run


def with_result(handed, assessment, firm):
    """A test of the model with a result: what came out is another test's business."""
    run = ran(handed, assessment, firm)
    if run.result is None:
        Run.objects.of(firm.organisation).filter(id=run.id).update(
            result={}, finished_at=timezone.now()
        )
    return run


def clock():
    """One round of the clock, and the work it handed in."""
    deleting.look_round(kind_name=DELETE_MODEL)
    for job in Job.objects.filter(kind=DELETE_MODEL, state="queued"):
        done(job.id)


def bytes_in_the_vault():
    return sum(1 for path in settings.VAULT_DIR.rglob("*") if path.is_file())


def test_the_terms_come_first_and_their_words_are_kept(vendor, asked, task, model):
    url = theirs(asked, "their_model", task.id)
    page = text(vendor.get(url))
    assert "Terms for testing your model" in page
    assert 'type="file"' not in page
    # A file that is posted before is not taken in.
    from django.core.files.uploadedfile import SimpleUploadedFile

    vendor.post(url, {"file": SimpleUploadedFile("lite.zip", model)})
    assert not Artefact.objects.of(asked.request.organisation_id).exists()
    assert "Tick the box if you accept the terms" in text(accept(vendor, asked, task, accepts=""))
    assert "The terms have changed since" in text(accept(vendor, asked, task, version="2025.1"))
    assert accept(vendor, asked, task).status_code == 302
    task.refresh_from_db()
    assert (task.accepted_by, task.accepted_as) == (TERMS["accepted_by"], TERMS["accepted_as"])
    assert task.terms["version"] == "2026.1"
    assert any(
        "cannot" in each["text"] or "Nobody may" in each["text"]
        for each in task.terms["paragraphs"]
    )
    assert timezone.now() - task.accepted_at < timedelta(minutes=5)


def test_from_received_to_inspected_and_offered_to_be_run(
    buyer, vendor, asked, task, handed, assessment
):
    assert handed.seen["format"].startswith("onnx")
    assert "Received and inspected" in text(vendor.get(theirs(asked, "their_model", task.id)))
    page = text(buyer.get(buyers(asked, "model", task.id)))
    assert handed.sha256 in page
    assert "M. Okoro, Head of product" in page
    assert handed.artefact in usable_artefacts_of(assessment)
    assert "lite.zip from Larkfield Systems" in str(handed.artefact)


def test_what_is_no_model_is_refused_with_a_sentence_and_deleted(buyer, vendor, asked, task):
    accept(vendor, asked, task)
    handed, job = hand_in(vendor, asked, task, b"\x80\x04\x95cos\nsystem\n.")
    assert (job.state, job.fault) == ("failed", "input")
    page = text(vendor.get(theirs(asked, "their_model", task.id)))
    assert "We could not use the file sorter.onnx" in page
    assert 'type="file"' in page
    clock()
    handed.refresh_from_db()
    assert (handed.why, handed.deleted_at is not None) == ("unusable", True)
    assert "They were told why" in text(buyer.get(buyers(asked, "model", task.id)))


def test_nobody_can_download_it_by_any_address(
    buyer, vendor, asked, task, handed, assessment, firm, model
):
    """Every address of the product is asked for with every id there is, by both sides."""
    with_result(handed, assessment, firm)
    ids = {
        "organisation": firm.organisation.id, "assessment": assessment.id, "vendor_request": asked.request.id,
        "model_task": task.id, "run": Run.objects.of(firm.organisation).first().id,
    }  # fmt: skip
    whole, seen, parts = (
        set(),
        set(),
        (handed.id, handed.artefact_id, handed.artefact.file_id, task.id),
    )
    for name, names in _routes():
        for instead in parts:
            given = {
                each: ids.get(each, instead if kind == "uuid" else "model") for each, kind in names
            }
            try:
                url = reverse(name, kwargs=given)
            except NoReverseMatch:
                continue
            if url in seen:
                continue
            seen.add(url)
            for who in (buyer, vendor, Client()):
                answer = who.get(url)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert model[:64] not in body, url
                assert model[2_000:2_064] not in body, url
            whole.add(name)
    assert len(whole) > 40


def _routes():
    found = []

    def walk(patterns, space):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                walk(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
            elif each.name:
                kinds = {
                    key: "uuid" if type(value).__name__ == "UUIDConverter" else "text"
                    for key, value in each.pattern.converters.items()
                }
                found.append((f"{space}{each.name}", list(kinds.items())))

    walk(get_resolver().url_patterns, "")
    return [(name, names) for name, names in found if "logout" not in name]


def test_after_the_run_it_is_deleted_and_both_have_the_record(
    buyer, vendor, asked, task, handed, assessment, firm, model, mailoutbox
):
    stored = handed.artefact.file
    clock()
    handed.refresh_from_db()
    assert handed.deleted_at is None  # nothing has run yet
    before = bytes_in_the_vault()
    with_result(handed, assessment, firm)
    during = bytes_in_the_vault()
    assert during >= before
    clock()
    handed.refresh_from_db()
    assert (handed.why, handed.copies_left) == ("run", False)
    assert not StoredFile.objects.filter(sha256=handed.sha256).exists()
    with pytest.raises(FileNotFoundError):
        b"".join(files.read(stored))
    assert bytes_in_the_vault() == during - 1
    for page in (
        text(vendor.get(theirs(asked, "their_model", task.id))),
        text(buyer.get(buyers(asked, "model", task.id))),
    ):
        assert f"Record of deletion {handed}" in page
        assert handed.sha256 in page
        assert "The test was done" in page
        assert "Its bytes were looked for afterwards and were gone" in page
    event = Event.objects.get(verb="vendor.model_deleted")
    assert event.subject == str(asked.request.id)
    assert handed.artefact not in usable_artefacts_of(assessment)
    handed.artefact.refresh_from_db()
    with pytest.raises(Refused, match="has been deleted"):
        ran(handed, assessment, firm, finish=False)


def test_what_the_test_saw_of_the_model_becomes_observations(handed, assessment, firm):
    run = ran(handed, assessment, firm)
    if run.result is None:
        pytest.fail(Job.objects.get(id=run.job).sentence)
    seen = Observation.objects.of(firm.organisation).filter(origin=run.id)
    told = {each.key: str(each.value) for each in seen}
    assert handed.sha256 in told["file_sha256"]
    assert {"file_format", "file_bytes", "own_trial"} <= set(told)


class Killed(BaseException):
    """The worker dies here."""


@pytest.mark.parametrize("where", ["forget_address", "clear_abandoned", "mail_to"])
def test_a_deletion_that_is_cut_off_anywhere_is_brought_to_its_end(
    handed, assessment, firm, monkeypatch, where
):
    with_result(handed, assessment, firm)
    place = files if where == "forget_address" else handed_models

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(place, where, die)
        deleting.look_round(kind_name=DELETE_MODEL)
        handed.refresh_from_db()
        with pytest.raises(Killed):
            done(handed.deletion)
    handed.refresh_from_db()
    # No proof is written before the bytes are gone, and nobody can read them any more.
    assert handed.deleted_at is None
    assert handed.artefact not in usable_artefacts_of(assessment)
    # The sweeper finds the job without a sign of life and gives it up; the clock hands in another.
    Job.objects.filter(id=handed.deletion).update(
        state="failed", finished_at=timezone.now(), fault="ours"
    )
    clock()
    handed.refresh_from_db()
    assert handed.deleted_at is not None
    assert handed.copies_left is False
    assert Event.objects.filter(verb="vendor.model_deleted").count() == 1


def test_a_run_whose_worker_died_before_the_deletion_is_followed_by_it(handed, assessment, firm):
    """Nothing remembers the run but its row: the clock looks at how things stand."""
    run = ran(handed, assessment, firm, finish=False)
    clock()
    handed.refresh_from_db()
    assert handed.deletion is None  # the test waits for it
    Job.objects.filter(id=run.job).update(state="done", finished_at=timezone.now())
    Run.objects.of(firm.organisation).filter(id=run.id).update(
        result={}, finished_at=timezone.now()
    )
    clock()
    handed.refresh_from_db()
    assert handed.deleted_at is not None


def test_a_test_that_began_before_the_worker_came_to_delete_keeps_the_file_until_it_is_over(
    handed, assessment, firm
):
    with_result(handed, assessment, firm)
    deleting.look_round(kind_name=DELETE_MODEL)
    handed.refresh_from_db()
    again = ran(handed, assessment, firm, finish=False)
    done(handed.deletion)
    handed.refresh_from_db()
    assert (handed.closed_at, handed.deletion, handed.why) == (None, None, "")
    done(again.job)
    clock()
    handed.refresh_from_db()
    assert handed.deleted_at is not None


@pytest.mark.parametrize("ending", ["revoked", "closed"])
def test_it_is_deleted_when_the_request_ends_though_it_never_ran(asked, handed, firm, ending):
    if ending == "revoked":
        revoke(asked=asked.request, by=firm.owner.as_actor())
    else:
        VendorRequest.objects.of(firm.organisation).update(
            closes_at=timezone.now() - timedelta(minutes=1)
        )
    clock()
    handed.refresh_from_db()
    assert (handed.why, handed.deleted_at is not None) == ("ended", True)


def test_the_same_bytes_from_the_buyers_own_upload_stay_and_that_is_said(
    buyer, asked, task, handed, assessment, firm, model
):
    import io

    own = add_artefact(
        assessment=assessment, kind=ArtefactKind.MODEL, source=io.BytesIO(model), name="ours.zip",
        by=firm.owner.as_actor(),
    )  # fmt: skip
    with_result(handed, assessment, firm)
    clock()
    handed.refresh_from_db()
    assert handed.copies_left is True
    assert own.file is not None
    assert b"".join(files.read(own.file)) == model
    assert "The same bytes came in by another upload" in text(
        buyer.get(buyers(asked, "model", task.id))
    )


def test_a_second_file_is_not_taken_while_one_is_here(vendor, asked, task, handed, model):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = text(
        vendor.post(
            theirs(asked, "their_model", task.id), {"file": SimpleUploadedFile("b.zip", model)}
        )
    )
    assert "A model has been handed in already" in page
    assert HandedModel.objects.of(asked.request.organisation_id).count() == 1


def test_withdrawn_the_vendor_sees_nothing_of_it(vendor, asked, task, handed, firm):
    revoke(asked=asked.request, by=firm.owner.as_actor())
    assert vendor.get(theirs(asked, "their_model", task.id)).status_code == 403


def test_a_model_that_the_buyer_deleted_is_recorded_as_deleted_when_the_request_ends(
    handed, assessment, firm
):
    by = firm.owner.as_actor()
    delete_artefact(artefact=handed.artefact, by=by)
    revoke(asked=handed.task.request, by=by)
    clock()
    handed.refresh_from_db()
    assert (handed.why, handed.deleted_at is not None) == ("ended", True)
    assert handed.closed_at is not None
    assert handed.copies_left is False

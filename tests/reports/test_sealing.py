"""A report is frozen once, built from what was frozen, and put into the register with its hash."""

import hashlib
import io
import json
import sys
from datetime import date

import pytest
import rfc8785
from django.db import IntegrityError
from pypdf import PdfReader

from jobs import execution
from jobs.lifecycle import Fault, State
from jobs.models import Job
from organisations import audit
from organisations.models import AppendOnly, Event
from procurement.actions.answers import record_answers
from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import load_library
from reports.actions import request_report
from reports.gathering import gather
from reports.models import Report, Seal
from reports.signature.verifying import Finding, verify
from reports.signing_key import Standing, signer, standing_of
from reports.typesetting import pressroom
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from vault import files

pytestmark = pytest.mark.usefixtures("committed")
LIBRARY = load_library()


@pytest.fixture
def assessment(committed):
    firm = found_firm("Harbour Lettings")
    by = firm.owner.as_actor()
    product = name_product(
        organisation=firm.organisation,
        vendor="Larkfield",
        vendor_country="GB",
        product="Turbo",
        version="3",
        by=by,
    )
    made = open_assessment(
        product=product,
        use_case="Sorting",
        question="",
        law_on=date(2026, 11, 21),
        library=LIBRARY,
        by=by,
    )
    record_answers(
        assessment=made, bank=LIBRARY.bank, by=by,
        answers={
            "personal_data_types": ["contact"], "screening_features": ["matching"], "dpia_status": "not_started",
            "inference_countries": ["IN"], "transfer_tools": ["none_in_place"], "teacher_name": "vendor_refused",
            "training_method": "vendor_refused", "base_licence": {"value": "mit", "grade": "document_seen"},
        },
    )  # fmt: skip
    return made


def built(assessment, reason=""):
    report = request_report(assessment=assessment, by=found_by(assessment), reason=reason)
    job = perform(report)
    report.refresh_from_db()
    return report, job


def perform(report):
    assert report.job
    execution.perform(report.job)
    return Job.objects.get(id=report.job)


def found_by(assessment):
    return assessment.organisation.memberships.first().user.as_actor()


@needs_pango
def test_the_register_holds_the_hash_of_the_very_file(assessment):
    report, job = built(assessment)

    assert job.state == State.DONE
    pdf = b"".join(files.read(report.file))
    assert hashlib.sha256(pdf).hexdigest() == report.pdf_sha256 == report.file.sha256
    assert len(PdfReader(io.BytesIO(pdf)).pages) == report.pages
    assert hashlib.sha256(report.content.encode()).hexdigest() == report.content_sha256
    assert rfc8785.dumps(json.loads(report.content)).decode() == report.content
    assert report.made_with["weasyprint"]

    seal = Seal.objects.of(assessment.organisation_id).get(report=report, binding="full")
    assert (seal.sha256, seal.file) == (report.pdf_sha256, report.file)
    assert seal.content_sha256 == report.content_sha256
    unsigned = pdf[: pdf.rindex(b"%%EOF", 0, -10) + len(b"%%EOF\n")]
    assert hashlib.sha256(unsigned).hexdigest() == seal.unsigned_sha256
    found = verify(pdf)
    assert (found.finding, found.fingerprint) == (Finding.INTACT, seal.signed_by)
    assert found.identifier == report.content_sha256[:32]
    assert seal.signed_by == signer().fingerprint
    assert standing_of(seal.signed_by) is Standing.OURS
    attached = PdfReader(io.BytesIO(pdf)).attachments
    assert set(attached) == {"assessment.json", "evidence-index.csv"}
    assert attached["assessment.json"] == [report.content.encode()]

    client = Seal.objects.of(assessment.organisation_id).get(report=report, binding="client")
    few = b"".join(files.read(client.file))
    assert hashlib.sha256(few).hexdigest() == client.sha256 == client.file.sha256
    assert client.content_sha256 == report.content_sha256
    assert verify(few).finding is Finding.INTACT
    assert len(PdfReader(io.BytesIO(few)).pages) <= 6
    assert PdfReader(io.BytesIO(few)).attachments == attached
    for act in (
        lambda: Seal.objects.of(assessment.organisation_id).update(sha256="0" * 64),
        lambda: Seal.objects.of(assessment.organisation_id).delete(),
    ):
        with pytest.raises(IntegrityError, match="never changes"):
            act()
    with pytest.raises(AppendOnly):
        seal.save()

    verbs = Event.objects.filter(organisation=assessment.organisation_id).values_list(
        "verb", flat=True
    )
    assert {"report.requested", "report.built"} <= set(verbs)
    assert audit.check_chain(assessment.organisation_id).intact


@needs_pango
def test_the_fixed_lines_say_what_the_answers_mean(assessment):
    content = json.loads(built(assessment)[0].content)

    assert (content["dpia"]["status"], content["dpia"]["answer"]) == ("needed", "Not started")
    assert "dpia_ico_matching" in content["dpia"]["rules"]
    assert content["transfers"]["status"] == "not_covered"
    assert content["transfers"]["countries"] == ["IN"]
    assert "transfer_no_tool" in content["transfers"]["rules"]
    # Who made the larger model, how it was reached and its licence follow from how this one was made.
    assert content["would_not_say"] == [
        f"{LIBRARY.bank.by_id['training_method'].text} (4 more follow from it)",
        LIBRARY.bank.by_id["teacher_name"].text,
    ]
    rests = content["rests_on"]
    assert (rests["says"], rests["document_seen"], rests["we_tested"]) == (5, 1, 0)
    licence = next(each for each in content["answers"] if each["key"] == "base_licence")
    assert licence["grade"] == "document_seen"


@needs_pango
def test_what_is_answered_after_the_freeze_is_not_in_the_report(assessment, monkeypatch):
    report = request_report(assessment=assessment, by=found_by(assessment))
    monkeypatch.setattr(
        "reports.sealing._render", lambda *_: (_ for _ in ()).throw(RuntimeError("killed"))
    )
    perform(report)
    report.refresh_from_db()
    frozen = report.content
    assert frozen
    assert not report.pdf_sha256

    monkeypatch.undo()
    record_answers(
        assessment=assessment,
        bank=LIBRARY.bank,
        answers={"dpia_status": "done"},
        by=found_by(assessment),
    )
    perform(report)
    report.refresh_from_db()

    assert report.content == frozen
    assert report.pdf_sha256
    assert (
        "Not started"
        in PdfReader(io.BytesIO(b"".join(files.read(report.file)))).pages[0].extract_text()
    )


def answering_while_it_is_gathered(assessment, monkeypatch, times):
    """Let somebody change an answer each time that the report has been gathered, so often."""
    answers = iter(["done", "not_started"] * times)
    left = [times]

    def gathered(report, **more):
        content = gather(report, **more)
        if left[0]:
            left[0] -= 1
            record_answers(
                assessment=assessment, bank=LIBRARY.bank, answers={"dpia_status": next(answers)},
                by=found_by(assessment),
            )  # fmt: skip
        return content

    monkeypatch.setattr("reports.freezing.gather", gathered)


@needs_pango
def test_a_report_names_the_end_of_the_trail_it_was_gathered_at(assessment, monkeypatch):
    answering_while_it_is_gathered(assessment, monkeypatch, 1)
    report, _ = built(assessment)
    trail = Event.objects.filter(organisation=assessment.organisation_id).order_by("number")
    # The worker's own word on what it built comes after the freezing, and last.
    *_, frozen_at, built_at = trail
    assert built_at.verb == "report.built"
    assert json.loads(report.content)["trail"] == {
        "count": frozen_at.number, "hash": frozen_at.hash,
    }  # fmt: skip
    pages = PdfReader(io.BytesIO(b"".join(files.read(report.file)))).pages
    assert frozen_at.hash in "".join(pages[-1].extract_text().split())


@needs_pango
def test_what_is_answered_while_it_is_gathered_is_in_all_of_it(assessment, monkeypatch):
    answering_while_it_is_gathered(assessment, monkeypatch, 1)
    report, _ = built(assessment)
    content = json.loads(report.content)
    told = {each["key"]: each["value"] for each in content["answers"]}
    assert (told["dpia_status"], content["dpia"]["answer"]) == ("done", "Yes, signed off")


def test_where_answers_never_rest_it_says_so_and_freezes_nothing(assessment, monkeypatch):
    answering_while_it_is_gathered(assessment, monkeypatch, 99)
    report, job = built(assessment)
    assert (job.state, job.fault) == (State.FAILED, Fault.OURS)
    assert "kept changing while it was gathered" in job.sentence
    assert not report.content


@needs_pango
def test_each_report_has_the_next_number(assessment):
    reasons = ("", "The law changed.")
    assert [built(assessment, reason)[0].number for reason in reasons] == [1, 2]
    assert Report.objects.of(assessment.organisation_id).count() == 2


WITHOUT_PANGO = """
import importlib.abc, runpy, sys
class NoPango(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "reports.typesetting.pdf":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, NoPango())
runpy.run_module("reports.typesetting.press", run_name="__main__")
"""


def test_a_system_without_pango_is_told_what_to_install(assessment, monkeypatch):
    monkeypatch.setattr(pressroom, "COMMAND", (sys.executable, "-c", WITHOUT_PANGO))
    pressroom.close()
    _, job = built(assessment)
    pressroom.close()

    assert (job.state, job.fault) == (State.FAILED, Fault.OURS)
    assert "apt-get install libpango-1.0-0" in job.sentence

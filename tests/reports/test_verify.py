"""Anybody may ask of a report whether it is unchanged and current, and is told nothing else."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

from jobs.lifecycle import State
from jobs.models import Job
from pages import uploads
from reports.actions import request_report
from reports.check_code import DIGITS, beginning_of_hash, check_code
from reports.models import Seal
from reports.signature.signing import sign
from reports.signing_key import signer
from reports.views.verify import MOST_CHECKS
from reports.weighing_upload import MOST_BYTES
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.reports.signature.test_signature import blank
from vault import files

SEALED_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def named(content_sha256):
    """An unsigned PDF that calls itself as a report with this content does."""
    pdf = blank()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    first = ByteStringObject(bytes.fromhex(content_sha256)[:16])
    writer._ID = ArrayObject([first, first])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def seal(report, *, at=SEALED_AT, by=None):
    """Put a small signed file into the register, as the worker does with a report."""
    content = hashlib.sha256(str(report.id).encode()).hexdigest()
    signed = sign(named(content), by or signer(), reason="Sealed by a test")
    stored = files.remember(
        files.deposit(report.organisation_id, io.BytesIO(signed)), name="report.pdf"
    )
    Seal.objects.of(report.organisation_id).create(
        report=report, content_sha256=content, file=stored, sha256=stored.sha256,
        unsigned_sha256="0" * 64, signed_by=signer().fingerprint, sealed_at=at,
    )  # fmt: skip
    Job.objects.filter(id=report.job).update(state=State.DONE, finished_at=at)
    return signed, content


@pytest.fixture
def firm(committed):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


@pytest.fixture
def sealed(assessment, firm):
    return seal(request_report(assessment=assessment, by=firm.owner.as_actor()))


def superseded(assessment, firm):
    newer = request_report(assessment=assessment, by=firm.owner.as_actor())
    return seal(newer, at=SEALED_AT + timedelta(days=2))


def post(client=None, **fields):
    told = (client or Client()).post(reverse("reports:verify"), fields)
    assert told.status_code == 200
    return plain(told.content.decode())


def plain(text):
    """Days are written with spaces at which no line breaks."""
    return text.replace("\xa0", " ")


def as_file(pdf):
    return SimpleUploadedFile("report.pdf", pdf, content_type="application/pdf")


def test_the_page_says_current_then_superseded_and_since_when(sealed, assessment, firm):
    pdf, _ = sealed
    assert "Unchanged and current" in post(file=as_file(pdf))
    newer, _ = superseded(assessment, firm)
    assert "Unchanged, but superseded on 22 November 2026" in post(file=as_file(pdf))
    assert "Unchanged and current" in post(file=as_file(newer))


def test_a_hash_or_a_code_does_as_well(sealed, assessment, firm):
    pdf, content = sealed
    code = check_code(content)
    assert "Unchanged and current" in post(known=hashlib.sha256(pdf).hexdigest().upper())
    assert "Known here and current" in post(known=code)
    assert "Known here and current" in post(known=f" {code.lower().replace('-', ' ')} ")
    looked = Client().get(reverse("reports:verify"), {"code": code})
    assert "Known here and current" in plain(looked.content.decode())
    superseded(assessment, firm)
    assert "superseded on 22 November 2026" in post(known=code)
    assert "Not known here" in post(known="2345-6789-ABCD")
    assert "Not known here" in post(known="0" * 64)


def test_a_stranger_learns_nothing_but_that(sealed, assessment, firm):
    pdf, content = sealed
    for told in (post(file=as_file(pdf)), post(known=check_code(content))):
        for secret in (
            "Harbour",
            "Larkfield",
            str(assessment.id),
            str(firm.owner),
            str(assessment.product),
        ):
            assert secret not in told


def test_a_changed_file_that_still_names_its_report_is_called_changed(sealed):
    pdf, content = sealed
    changed = bytearray(pdf)
    changed[40] ^= 1
    assert '<h2 id="found">Changed' in post(file=as_file(bytes(changed)))
    sent = post(known=hashlib.sha256(changed).hexdigest(), said=content[:32])
    assert '<h2 id="found">Changed' in sent
    other = post(file=as_file(b"another file"), known=check_code(content))
    assert '<h2 id="found">Changed' in other


def test_what_is_neither_is_asked_for_again(committed):
    assert "Choose the report, or type its check code." in post()
    assert "That is no check code and no SHA-256." in post(known="7KQ2-M9XD")


def test_the_file_is_never_kept(sealed, monkeypatch):
    pdf, _ = sealed
    kept = []
    monkeypatch.setattr(
        uploads.LimitedUpload, "receive_data_chunk", lambda *_: kept.append("handed on")
    )
    post(file=as_file(pdf + bytes(4 << 20)))
    assert kept == []
    assert MOST_BYTES < 100 << 20


def test_whoever_asks_too_often_waits(committed):
    client = Client()
    for _ in range(MOST_CHECKS):
        post(client, known="2345-6789-ABCD")
    told = client.post(reverse("reports:verify"), {"known": "2345-6789-ABCE"})
    assert told.status_code == 429
    assert int(told["Retry-After"]) > 0


def test_the_form_is_protected_and_a_look_writes_nothing(sealed):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("reports:verify"), {"known": "2345-6789-ABCD"}).status_code == 403


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_the_beginning_of_its_hash(content):
    code = check_code(content.hex())
    assert set(code) <= {*DIGITS, "-"}
    assert beginning_of_hash(code) == content.hex()[:15]


@given(st.text(max_size=20))
def test_what_is_no_code_has_no_beginning(text):
    letters = "".join(text.upper().split()).replace("-", "")
    whole = len(letters) == 12 and set(letters) <= set(DIGITS)
    assert bool(beginning_of_hash(text)) == whole

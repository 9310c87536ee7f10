"""The pages of documents at the width of a desk and of a phone: nothing for axe to find."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement.actions.evidence import erase_evidence, review_evidence
from procurement.models import EvidenceKind, ReviewState
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.documents import attached, document_of
from tests.procurement.model_documents.papers import CARD
from tests.procurement.opened import answer, open_for, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, needs_chromium]


def test_no_page_of_the_documents_has_a_barrier():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    client = Client()
    client.force_login(firm.owner)

    def library(page="evidence", *ids):
        return reverse(f"procurement:{page}", args=[firm.organisation.id, *ids])

    def proof(key="notice_days"):
        return page_of(assessment, "proof", key=key)

    empty = {
        "library-empty": client.get(library()),
        "papers-empty": client.get(page_of(assessment, "model_documents")),
        "proof-of-nothing": client.get(proof()),
        "proof-empty-library": client.get(proof("lineage_document")),
    }
    answer(
        assessment,
        firm.owner,
        notice_days=30,
        base_model="Mistral 7B",
        benchmark_vs_teacher="not_done",
    )
    long = "ISO-42001-certificate-of-Larkfield-Systems-signed-and-countersigned-2024"
    old = document_of(
        firm, long, kind=EvidenceKind.CERTIFICATE, expires_on=timezone.localdate() - timedelta(days=9),
        web_address="https://larkfield.example/" + "trust/" * 30, received_from="Priya",
    )  # fmt: skip
    card = document_of(firm, "Card of Turbo", text=CARD, kind=EvidenceKind.MODEL_CARD)
    gone = document_of(firm, "Wrong file")
    attached(assessment, firm.owner, "notice_days", old)
    review_evidence(
        evidence=old, state=ReviewState.NOT_ENOUGH, note="Out of date.", by=firm.lead.as_actor()
    )
    erase_evidence(evidence=gone, why="It names a tenant.", by=firm.owner.as_actor())
    fill = page_of(assessment, "model_document", evidence=card.id)
    filled = {
        "library": client.get(library()),
        "item": client.get(library("evidence_item", old.id)),
        "item-card": client.get(library("evidence_item", card.id)),
        "item-erased": client.get(library("evidence_item", gone.id)),
        "new": client.get(library("evidence_new")),
        "erase": client.get(library("evidence_erase", card.id)),
        "erase-used": client.get(library("evidence_erase", old.id)),
        "proof": client.get(proof()),
        "question": client.get(page_of(assessment, "question", key="notice_days")),
        "papers": client.get(page_of(assessment, "model_documents")),
        "paper": client.get(fill),
        "paper-none": client.get(page_of(assessment, "model_document", evidence=old.id)),
    }
    svg = SimpleUploadedFile("logo.svg", b"<svg/>")
    wrong = {
        "new-error": client.post(library("evidence_new"), {"kind": "web_page", "file": svg}),
        "review-error": client.post(library("evidence_item", old.id), {}),
        "erase-error": client.post(library("evidence_erase", card.id), {}),
        "proof-error": client.post(proof(), {"document": "new"}),
        "paper-error": client.post(fill, {}),
    }
    for name, page in wrong.items():
        assert b"There is a problem" in page.content, name
    for name, page in (empty | filled).items():
        assert page.status_code == 200, name
    assert findings(empty | filled | wrong) == []

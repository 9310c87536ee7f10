"""Documents through the pages: handed in, shown, served as a file and nothing else, used as proof."""

import io
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement.models import AnswerEvidence, Evidence
from procurement.queries import latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.documents import attached, document_of
from tests.procurement.opened import answer, open_for, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner(firm):
    return signed_in(firm.owner)


def library(firm, page="evidence", *ids):
    return reverse(f"procurement:{page}", args=[firm.organisation.id, *ids])


def said(response):
    return " ".join(unescape(response.content.decode()).split())


def upload(name="terms.txt", content=b"We keep no copy."):
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_an_empty_library_says_what_counts(owner, firm):
    page = said(owner.get(library(firm)))

    assert "What counts" in page
    assert page.count("<li>The contract") == 1
    assert "Add a document" in page


def test_a_document_is_handed_in_and_listed(owner, firm):
    sent = {
        "file": upload(),
        "kind": "contract",
        "title": "Terms <b>2026</b>",
        "expires_on": "4/12/2030",
    }

    page = owner.post(library(firm, "evidence_new"), sent, follow=True)

    assert "“Terms <b>2026</b>” is in." in said(page)
    assert "<b>2026</b>" not in page.content.decode(), "what a person types stays text"
    listed = said(owner.get(library(firm)))
    kept = Evidence.objects.of(firm.organisation).get()
    assert kept.sha256[:12] in listed
    assert kept.sha256 not in listed
    assert "Not looked at" in listed
    assert "Expires 4" in listed


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose the document"),
        ({"file": b""}, "This file is empty"),
        ({"file": b"x"}, "Choose what the document is"),
        ({"file": b"x", "kind": "web_page"}, "Enter the address of the page"),
        ({"file": b"x", "kind": "web_page", "web_address": "nowhere"}, "Enter a web address"),
        ({"file": b"x", "kind": "web_page", "web_address": "javascript:alert(1)"}, "Enter a web address"),
        ({"file": b"x", "kind": "web_page", "web_address": "https://a.example"}, "Enter the day you saw"),
        ({"file": b"x", "kind": "letter", "issued_on": "1 May 2090"}, "must be today or earlier"),
        ({"file": b"x", "kind": "letter", "issued_on": "1 May 2025", "expires_on": "1 May 2024"},
         "cannot expire before it was issued"),
        ({"file": b"x", "kind": "letter", "expires_on": "soon"}, "Enter the day like this"),
        ({"file": b"<svg/>", "kind": "letter"}, "This is an XML file, and we do not keep such files"),
        ({"file": b"%PDF-1.4 cut", "kind": "letter"}, "This is a PDF, but it is damaged"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(owner, firm, sent, sentence):
    if "file" in sent:
        sent = sent | {"file": upload(content=sent["file"])}

    page = owner.post(library(firm, "evidence_new"), sent | {"title": "My title"})

    assert page.status_code == 200
    text = said(page)
    assert "<title>Error: " in text
    assert text.count(sentence) >= 2, "in the summary and at the field"
    assert 'value="My title"' in text
    assert not Evidence.objects.of(firm.organisation).exists()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Terms.txt", 'attachment; filename="Terms.txt"'),
        ("Überprüfung.txt", "attachment; filename*=utf-8''%C3%9Cberpr%C3%BCfung.txt"),
        ("a;b.pdf", 'attachment; filename="a_b.pdf.txt"'),
    ],
)
def test_it_is_served_as_a_file_to_keep_and_never_as_a_page(owner, firm, name, asked):
    owner.post(library(firm, "evidence_new"), {"file": upload(name), "kind": "contract"})
    kept = Evidence.objects.of(firm.organisation).get()

    answered = owner.get(library(firm, "evidence_file", kept.id))

    assert b"".join(answered.streaming_content) == b"We keep no copy."
    assert answered["Content-Disposition"] == asked
    assert answered["Content-Type"] == "text/plain"
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert answered["Cache-Control"] == "private, no-store"
    assert set(answered["Content-Security-Policy"].split("; ")) == {"default-src 'none'", "sandbox"}


def test_nobody_else_gets_a_document(firm):
    kept = document_of(firm, "Terms")
    stranger = signed_in(found_firm("Quayside Brokers").owner)
    for page in ("evidence_item", "evidence_file", "evidence_erase"):
        assert stranger.get(library(firm, page, kept.id)).status_code == 404
    other = found_firm("Third Firm")
    assert signed_in(other.owner).get(library(other, "evidence_file", kept.id)).status_code == 404
    assert signed_in(firm.reader).get(library(firm, "evidence_file", kept.id)).status_code == 200
    assert signed_in(firm.reader).post(library(firm, "evidence_item", kept.id)).status_code == 403


def test_a_reader_is_not_offered_what_they_may_not_do(firm):
    kept = document_of(firm, "Terms")
    reader = signed_in(firm.reader)

    assert "Add a document" not in said(reader.get(library(firm)))
    page = said(reader.get(library(firm, "evidence_item", kept.id)))
    assert "Record what I found" not in page
    assert "Delete this document" not in page
    assert "Save a copy to read" in page


def test_a_review_is_recorded_and_shown(owner, firm):
    kept = document_of(firm, "Terms")
    url = library(firm, "evidence_item", kept.id)

    assert "Say what is missing or wrong" in said(owner.post(url, {"state": "not_enough"}))
    page = said(owner.post(url, {"state": "not_enough", "note": "Not signed"}, follow=True))

    assert "<b>Not enough</b> Olive, owner" in page
    assert "Not signed" in page
    assert "Not enough" in said(owner.get(library(firm)))


def test_a_document_is_deleted_only_when_nothing_rests_on_it(owner, firm, assessment):
    kept = document_of(firm, "Terms")
    answer(assessment, firm.owner, notice_days=30)
    link = attached(assessment, firm.owner, "notice_days", kept)
    url = library(firm, "evidence_erase", kept.id)
    assert "cannot be deleted while answers rest on it" in said(owner.get(url))
    assert "An answer rests on this document" in said(owner.post(url, {"why": "wrong file"}))

    owner.post(page_of(assessment, "proof_remove", key="notice_days", link=link.id))
    owner.post(url, {"why": "It names a tenant"})

    page = said(owner.get(library(firm, "evidence_item", kept.id)))
    assert "It names a tenant" in page
    assert owner.get(library(firm, "evidence_file", kept.id)).status_code == 404
    assert "Deleted (1)" in said(owner.get(library(firm)))


def test_the_question_shows_its_proof_and_how_old_it_is(owner, firm, assessment):
    answer(assessment, firm.owner, notice_days=30)
    url = page_of(assessment, "question", key="notice_days")
    assert "the report marks this answer as unproven" in said(owner.get(url))
    old = document_of(firm, "Old terms", issued_on=timezone.localdate() - timedelta(days=400))
    attached(assessment, firm.owner, "notice_days", old, place="clause 12")

    page = said(owner.get(url))
    assert "Contract or terms, clause 12. Not looked at. <b>Older than a year.</b>" in page
    answer(assessment, firm.owner, notice_days=60)
    assert "These proved an earlier answer" in said(owner.get(url))
    reader = said(signed_in(firm.reader).get(url))
    assert "Old terms" in reader
    assert "Add a document" not in reader


def test_proof_is_chosen_from_the_library_first(owner, firm, assessment):
    kept = document_of(firm, "Terms")
    answer(assessment, firm.owner, notice_days=30)
    url = page_of(assessment, "proof", key="notice_days")
    page = said(owner.get(url))
    assert page.index("Terms (contract or terms)") < page.index("A new one, which I upload here")

    owner.post(url, {"document": kept.id, "place": "p. 2", "says_so": "on", "based_on": 1})

    link = AnswerEvidence.objects.of(firm.organisation).get()
    assert (link.evidence, link.place, link.answer.version) == (kept, "p. 2", 2)
    assert latest_answers(assessment)["notice_days"].grade == "document_seen"


def test_proof_can_be_uploaded_where_it_is_needed(owner, firm, assessment):
    url = page_of(assessment, "proof", key="lineage_document")

    sent = {
        "document": "new",
        "file": upload("card.md", b"# Turbo"),
        "kind": "model_card",
        "based_on": 0,
    }
    page = owner.post(url, sent, follow=True)

    assert "The answer now rests on “card.md”." in said(page)
    assert latest_answers(assessment)["lineage_document"].value == "card.md"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a document"),
        ({"document": "new"}, "Choose the document"),
        ({"document": "new", "kind": "contract"}, "Choose the document"),
        ({"document": "00000000-0000-4000-8000-000000000000"}, "Select a valid choice"),
    ],
)
def test_proof_that_is_not_there_is_asked_for(owner, firm, assessment, sent, sentence):
    document_of(firm, "Terms")
    answer(assessment, firm.owner, notice_days=30)

    page = owner.post(page_of(assessment, "proof", key="notice_days"), sent | {"based_on": 1})

    assert sentence in said(page)
    assert not AnswerEvidence.objects.of(firm.organisation).exists()


def test_another_firms_document_is_no_choice(owner, firm, assessment):
    foreign = document_of(found_firm("Quayside Brokers"), "Theirs")
    answer(assessment, firm.owner, notice_days=30)
    url = page_of(assessment, "proof", key="notice_days")

    page = owner.post(url, {"document": foreign.id, "based_on": 1})

    assert page.status_code == 200
    assert "Theirs" not in said(page)
    assert not AnswerEvidence.objects.of(firm.organisation).exists()


def test_an_answer_that_changed_meanwhile_is_not_proven_blindly(owner, firm, assessment):
    kept = document_of(firm, "Terms")
    answer(assessment, firm.owner, notice_days=30)
    answer(assessment, firm.lead, notice_days=90)

    page = owner.post(
        page_of(assessment, "proof", key="notice_days"), {"document": kept.id, "based_on": 1}
    )

    assert "Somebody answered this while you did" in said(page)


def test_without_an_answer_there_is_nothing_to_prove(owner, assessment):
    page = said(owner.get(page_of(assessment, "proof", key="notice_days")))

    assert "Answer the question first" in page
    assert owner.get(page_of(assessment, "proof", key="no_such")).status_code == 404


def test_without_a_jail_nothing_is_kept_and_it_is_not_the_files_fault(owner, firm, settings):
    settings.JAIL = "none-of-this-name"

    page = said(owner.post(library(firm, "evidence_new"), {"file": upload(), "kind": "contract"}))

    assert "This installation cannot look into files now, so nothing was kept." in page
    assert not Evidence.objects.of(firm.organisation).exists()


def test_the_library_needs_few_questions_to_the_database(
    owner, firm, assessment, django_assert_max_num_queries
):
    answer(assessment, firm.owner, notice_days=30)
    for number in range(5):
        kept = document_of(firm, f"Terms {number}")
        attached(assessment, firm.owner, "notice_days", kept)
    held = io.StringIO()
    with django_assert_max_num_queries(8):
        held.write(said(owner.get(library(firm))))
    assert "1 answer" in held.getvalue().replace("\xa0", " ")

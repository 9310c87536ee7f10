"""Answers from a model's papers: shown beside what stands, taken over only where somebody ticks."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organisations.models import Event
from procurement.evidence_queries import evidence_of
from procurement.lifecycle import Status
from procurement.models import Assessment, Evidence, EvidenceKind
from procurement.queries import claims_of, latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.documents import document_of
from tests.procurement.model_documents.papers import CARD
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


@pytest.fixture
def owner(firm):
    client = Client()
    client.force_login(firm.owner)
    return client


@pytest.fixture
def card(firm):
    return document_of(firm, "Card of Turbo", text=CARD, kind=EvidenceKind.MODEL_CARD)


def said(response):
    return " ".join(unescape(response.content.decode()).split())


def opened(client, assessment, card):
    url = page_of(assessment, "model_document", evidence=card.id)
    return url, fields_in(client.get(url).content.decode())


def test_what_is_ticked_is_taken_over_as_said_by_the_document(owner, firm, assessment, card):
    url, sent = opened(owner, assessment, card)
    assert "take" not in sent, "nothing is ticked for anybody"

    page = owner.post(url, sent | {"take": ["base_model", "base_licence"]}, follow=True)

    assert "2 answers taken over from “Card of Turbo”." in said(page)
    now = latest_answers(assessment)
    assert set(now) == {"base_model", "base_licence"}
    taken = now["base_model"]
    assert taken.value == "meta-llama/Llama-3.1-8B-Instruct"
    assert (taken.grade, taken.given_by, taken.door) == (
        "document_seen",
        "Card of Turbo",
        "model_document",
    )
    assert taken.words == "front matter, base_model: meta-llama/Llama-3.1-8B-Instruct"
    assert [use.evidence for use in evidence_of(assessment)["base_model"]] == [card]
    assert {claim.by for claim in claims_of(assessment)} == {"Card of Turbo"}
    event = Event.objects.get(organisation=firm.organisation.id, verb="evidence.answers_taken_over")
    assert event.actor == firm.owner.id


def test_what_stands_is_shown_beside_and_stays_on_the_record(owner, firm, assessment, card):
    answer(
        assessment,
        firm.owner,
        base_model={"value": "Mistral 7B", "by": "Priya"},
        base_licence="llama_3_1",
    )

    page = said(owner.get(page_of(assessment, "model_document", evidence=card.id)))

    assert "<b>Something else stands now:</b> Mistral 7B, said by Priya." in page
    assert "<b>The same stands already</b>, said by Olive" in page
    assert "Not answered yet." in page
    assert "Front matter, base_model: meta-llama/Llama-3.1-8B-Instruct" in page
    url, sent = opened(owner, assessment, card)
    owner.post(url, sent | {"take": ["training_method"]})
    assert latest_answers(assessment)["base_model"].value == "Mistral 7B", (
        "nothing is overwritten unasked"
    )
    url, sent = opened(owner, assessment, card)
    owner.post(url, sent | {"take": ["base_model"]})
    versions = assessment.answers.filter(key="base_model").order_by("version")
    assert [each.value for each in versions] == ["Mistral 7B", "meta-llama/Llama-3.1-8B-Instruct"]


def test_an_answer_given_meanwhile_is_shown_before_it_is_passed_over(owner, firm, assessment, card):
    url, sent = opened(owner, assessment, card)
    answer(assessment, firm.lead, base_model="Mistral 7B")

    page = owner.post(url, sent | {"take": ["base_model", "base_licence"]})

    text = said(page)
    assert text.count("Somebody answered “Which existing model did it start from") >= 2
    assert "<b>Something else stands now:</b> Mistral 7B" in text
    assert "base_licence" not in latest_answers(assessment), "all or nothing"
    again = fields_in(page.content.decode())
    assert again["take"] == ["base_model", "base_licence"], "what was ticked stays"
    owner.post(url, again)
    assert latest_answers(assessment)["base_model"].value == "meta-llama/Llama-3.1-8B-Instruct"


def test_ticking_nothing_is_said_at_the_list(owner, assessment, card):
    url, sent = opened(owner, assessment, card)

    page = said(owner.post(url, sent))

    assert page.count("Tick the answers to take over, or go back") == 2
    assert 'href="#id_take_0"' in page
    assert latest_answers(assessment) == {}


def test_only_what_the_document_says_can_be_taken_over(owner, assessment, card):
    url, sent = opened(owner, assessment, card)

    owner.post(url, sent | {"take": ["ip_cover"]})
    owner.post(url, {"take": ["base_model"], "seen": "base_model:99999999999999999999,x:y,,"})

    assert set(latest_answers(assessment)) <= {"base_model"}


def test_a_question_that_is_not_asked_is_told_and_not_offered(owner, firm, assessment, card):
    answer(assessment, firm.owner, deployment="vendor_cloud")

    url, sent = opened(owner, assessment, card)

    assert "we do not ask it" in said(owner.get(url))
    assert "file_format" not in sent["seen"][0]


def test_a_document_without_answers_says_what_to_give(owner, firm, assessment):
    for text in ("only words", None, "---\na: [\n---\n"):
        kept = document_of(firm, f"Letter {text}", text=text)
        page = said(owner.get(page_of(assessment, "model_document", evidence=kept.id)))
        assert "Give a model card" in page or "Ask the vendor for the document" in page
        assert "<button" not in page.split("<main", 1)[1].split("</main>")[0]


def test_a_closed_assessment_takes_nothing_over(owner, firm, assessment, card):
    Assessment.objects.of(firm.organisation).update(status=Status.CLOSED)
    url, sent = opened(owner, assessment, card)

    owner.post(url, sent | {"take": ["base_model"]})

    assert latest_answers(assessment) == {}


def test_from_the_upload_to_the_answers(owner, firm, assessment):
    """Through the jail: what it wrote as plain text is what is read."""
    new = reverse("procurement:evidence_new", args=[firm.organisation.id])
    file = SimpleUploadedFile("README.md", b"\xef\xbb\xbf" + CARD.encode())
    page = owner.post(new, {"file": file, "kind": "model_card"}, follow=True)
    assert "See what it says for Triage Turbo 3.2" in said(page)
    kept = Evidence.objects.of(firm.organisation).get()
    assert "README.md" in said(owner.get(page_of(assessment, "model_documents")))

    url, sent = opened(owner, assessment, kept)
    owner.post(url, sent | {"take": ["tier_name", "lineage_document"]})

    now = {key: each.value for key, each in latest_answers(assessment).items()}
    assert now == {"tier_name": "Triage-Turbo-3.2", "lineage_document": "README.md"}

"""Answering from what a vendor says in public: where, on which day, and nothing it did not say."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from procurement import askings
from procurement.actions.closing import close_assessment
from procurement.evidence_queries import evidence_of
from procurement.models import Door, Evidence, EvidenceKind
from procurement.public_places.loader import load_places
from procurement.queries import claims_of, latest_answers
from procurement.wording.asking import Asking
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

ADDRESS = "https://larkfield.example/trust"
# What decides whether most of the vendor's questions are asked.
TOLD = {"route": "inside_software", "personal_data_types": ["contact"]}
SEEN = {"address": ADDRESS, "seen_on": "3 March 2026"}


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TOLD)
    return made


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def place_of(assessment, place="trust_page"):
    return page_of(assessment, "public_place", place=place)


def told(assessment):
    return {key: each for key, each in latest_answers(assessment).items() if key not in TOLD}


def test_one_page_gives_several_answers_with_its_address_and_day(firm, assessment):
    client = signed_in(firm.adviser)
    url = place_of(assessment)
    sent = fields_in(client.get(url).content.decode()) | SEEN
    sent |= {"words": "“All data stays in Ireland.”", "inference_countries": ["IE"]}
    sent |= {"security_standards": ["iso_27001"]}
    text = said(client.post(url, sent, follow=True))
    assert "Saved 2 answers, on its trust page." in text
    assert "2 answers from here" in text

    found = told(assessment)
    assert set(found) == {"inference_countries", "security_standards"}
    for each in found.values():
        assert (each.grade, each.door) == ("public_document", Door.PUBLIC_DOCUMENT)
        assert each.as_of == date(2026, 3, 3)
        assert each.words == f"{ADDRESS}\n“All data stays in Ireland.”"
        assert each.given_by == "Larkfield Systems, on its trust page"
    claim = next(c for c in claims_of(assessment) if c.key == "inference_countries")
    assert (claim.grade.value, claim.when) == ("public_document", date(2026, 3, 3))
    # What is answered is not asked here again.
    assert 'name="inference_countries"' not in said(client.get(url))


@pytest.mark.parametrize("place", [place.id for place in load_places().places])
def test_every_place_asks_its_open_questions_and_never_for_a_refusal(firm, assessment, place):
    text = said(signed_in(firm.owner).get(place_of(assessment, place)))
    assert 'name="address"' in text
    assert "vendor_refused" not in text
    assert "vendor_unknown" not in text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"address": ""}, "Enter the web address of the page"),
        ({"address": "the website"}, "Enter a web address, such as"),
        ({"address": "ftp://larkfield.example/x"}, "Enter a web address, such as"),
        ({"address": "javascript:alert(1)"}, "Enter a web address, such as"),
        ({"seen_on": ""}, "Enter the day you saw the page"),
        ({"seen_on": "soon"}, "Enter the day like this"),
        ({"seen_on": "tomorrow"}, "must be today or earlier"),
        ({"inference_countries": []}, "Answer at least one of the questions"),
        ({"inference_countries-typed": "Narnia"}, "“Narnia” is no country we know"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_writes_nothing(firm, assessment, sent, sentence):
    if sent.get("seen_on") == "tomorrow":
        sent = {"seen_on": f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"}
    client, url = signed_in(firm.owner), place_of(assessment)
    filled = SEEN | {"words": "A note to keep", "inference_countries": ["IE"]} | sent
    text = said(client.post(url, filled))
    assert "There is a problem" in text
    assert sentence in text
    assert "A note to keep" in text
    assert told(assessment) == {}


def test_a_question_answered_meanwhile_is_left_as_it_is(firm, assessment):
    client, url = signed_in(firm.owner), place_of(assessment)
    sent = fields_in(client.get(url).content.decode()) | SEEN
    answer(assessment, firm.lead, inference_countries=["US"])
    client.post(url, sent | {"inference_countries": ["IE"], "security_standards": ["iso_27001"]})
    found = told(assessment)
    assert {key: each.value for key, each in found.items()} == {
        "inference_countries": ["US"], "security_standards": ["iso_27001"],
    }  # fmt: skip


def test_the_list_counts_what_is_open_and_says_what_must_be_asked(firm, assessment):
    text = said(signed_in(firm.owner).get(page_of(assessment, "public_places")))
    for place in load_places().places:
        assert place.title in text
    assert "Start with “Trust or security page”" in text
    assert "Ask the vendor for those" in text


def test_what_the_vendor_was_not_asked_says_so(firm, assessment, monkeypatch):
    client = signed_in(firm.owner)
    url = page_of(assessment, "section", section="hosting")
    text = said(client.get(url))
    assert "The vendor was not asked" in text
    assert "would not say" not in text
    due = timezone.localdate() - timedelta(days=1)
    asked = {"inference_countries": Asking(due - timedelta(days=14), due)}
    monkeypatch.setattr(askings, "_tellers", [])
    askings.tell_of_askings(lambda of: asked if of.id == assessment.id else {})
    text = said(client.get(url))
    assert text.count("The vendor did not answer by ") == 1
    answer(assessment, firm.owner, inference_countries="vendor_refused")
    text = said(client.get(url))
    assert "The vendor did not answer by " not in text
    assert "The vendor would not say" in text


def test_who_may_not_answer_and_who_is_from_elsewhere(firm, assessment):
    stranger = signed_in(found_firm("Quayside Brokers").owner)
    for url in (page_of(assessment, "public_places"), place_of(assessment)):
        assert signed_in(firm.reader).get(url).status_code == 403
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, SEEN | {"inference_countries": ["IE"]}).status_code == 404
    nowhere = place_of(assessment, "the_moon")
    assert signed_in(firm.owner).get(nowhere).status_code == 404
    assert told(assessment) == {}


def test_a_closed_assessment_takes_no_answer(firm, assessment):
    close_assessment(assessment=assessment, by=firm.owner.as_actor())
    owner = signed_in(firm.owner)
    filled = SEEN | {"inference_countries": ["IE"]}
    assert "This assessment is closed" in said(owner.post(place_of(assessment), filled))
    assert "This assessment is closed" in said(owner.get(page_of(assessment, "public_places")))
    assert told(assessment) == {}


def test_a_saved_copy_goes_to_the_library_and_each_answer_rests_on_it(firm, assessment):
    client, url = signed_in(firm.owner), place_of(assessment)
    filled = SEEN | {"inference_countries": ["IE"], "security_standards": ["iso_27001"]}
    bad = SimpleUploadedFile("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    text = said(client.post(url, filled | {"copy": bad}))
    assert "There is a problem" in text
    assert told(assessment) == {}

    good = SimpleUploadedFile("trust.txt", b"All data stays in Ireland.")
    client.post(url, filled | {"copy": good})
    copy = Evidence.objects.of(firm.organisation).get()
    assert (copy.kind, copy.web_address) == (EvidenceKind.WEB_PAGE, ADDRESS)
    assert copy.seen_on == date(2026, 3, 3)
    uses = evidence_of(assessment)
    assert set(uses) == {"inference_countries", "security_standards"}
    assert {use.evidence for each in uses.values() for use in each} == {copy}


@needs_chromium
@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_no_page_of_the_route_has_a_barrier(committed):
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    answer(assessment, firm.owner, **TOLD)
    owner = signed_in(firm.owner)
    pages = {"list": owner.get(page_of(assessment, "public_places"))}
    for place in load_places().places:
        url = place_of(assessment, place.id)
        pages[place.id] = owner.get(url)
        pages[f"{place.id}_error"] = owner.post(url, {"address": "x" * 300, "seen_on": "soon"})
    owner.post(place_of(assessment), SEEN | {"inference_countries": ["IE"]})
    pages["found"] = owner.get(page_of(assessment, "public_places"))
    pages["section"] = owner.get(page_of(assessment, "section", section="hosting"))
    assert findings(pages) == []

"""Files at the vendor's answers: looked at, kept for them alone, sent with the answer, taken off."""

import pytest
from django.test import Client

from portal.actions import asking
from portal.actions.handing_on import hand_on
from portal.models import Draft
from procurement.models import Answer, AnswerEvidence, Evidence
from tests.portal.asked import (
    PATEL,
    ask,
    path_of,
    say,
    send,
    started,
    theirs,
)
from tests.portal.attached import TERMS, at_answers, attach, photograph, places_in, upload
from tests.portal.tasks import text
from tests.procurement.opened import open_for, page_of
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


def library(firm):
    return Evidence.objects.of(firm.organisation)


def bytes_of(response):
    return b"".join(response.streaming_content)


def test_a_file_is_the_vendors_own_until_the_answer_is_sent(asked, assessment, firm):
    vendor = started(asked)
    assert attach(vendor, asked).status_code == 302
    [attached] = at_answers(firm)

    page = text(vendor.get(theirs(asked, "question", "retention_days")))
    for said in ("terms.txt", "Contract or terms", "M. Okoro", "Not sent yet", "Take it off"):
        assert said in page
    assert "terms.txt" in text(vendor.get(theirs(asked, "check")))
    mine = vendor.get(theirs(asked, "their_file", attached.id))
    assert bytes_of(mine) == TERMS
    assert mine["Content-Disposition"] == 'attachment; filename="terms.txt"'
    assert "sandbox" in mine["Content-Security-Policy"]
    assert mine["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in mine["Cache-Control"]

    buyer = Client()
    buyer.force_login(firm.owner)
    for page in ("evidence", "questions"):
        url = f"/o/{firm.organisation.id}/evidence/" if page == "evidence" else None
        assert "terms.txt" not in text(buyer.get(url or page_of(assessment, page)))
    assert not library(firm).exists()


def test_sent_it_proves_the_answer_once_the_buyer_has_read_it_and_not_before(
    asked, assessment, firm
):
    vendor = started(asked)
    attach(vendor, asked)
    assert send(vendor, asked, without_open="on").url == theirs(asked, "receipt")
    assert "terms.txt" in text(vendor.get(theirs(asked, "receipt")))
    assert "With it: terms.txt" in text(vendor.get(theirs(asked, "answers_file", "txt")))

    [document] = library(firm)
    assert (document.kind, document.title) == ("contract", "terms.txt")
    assert document.received_from == "M. Okoro, Larkfield Systems"
    assert b"".join(files.read(document.file)) == TERMS
    [link] = AnswerEvidence.objects.of(firm.organisation)
    assert (link.answer.key, link.answer.grade) == ("retention_days", "vendor_says")

    buyer = Client()
    buyer.force_login(firm.owner)
    here = f"/o/{firm.organisation.id}/assessments/{assessment.id}/vendor/{asked.request.id}/"
    assert "With it: <a" in text(buyer.get(here))
    proof = page_of(assessment, "proof", key="retention_days")
    read = {"document": str(document.id), "place": "clause 4", "says_so": "on", "based_on": "1"}
    assert buyer.post(proof, read).status_code == 302
    newest = Answer.objects.of(firm.organisation).filter(key="retention_days").latest("version")
    assert (newest.grade, newest.given_by) == ("document_seen", "M. Okoro, Larkfield Systems")
    assert newest.evidence.get().evidence_id == document.id


def test_a_photograph_loses_where_it_was_taken(asked, firm):
    vendor = started(asked)
    taken = photograph()
    assert places_in(taken)
    following = attach(vendor, asked, "screen.jpg", taken, kind="screenshot")
    assert "without the place, time and names" in text(vendor.get(following.url))
    [attached] = at_answers(firm)
    kept = bytes_of(vendor.get(theirs(asked, "their_file", attached.id)))
    assert places_in(kept) == {}


def test_a_file_taken_off_is_gone_for_good(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    [attached] = at_answers(firm)
    off = theirs(asked, "take_off", attached.id)
    assert vendor.get(off).status_code == 405
    assert at_answers(firm).exists()
    page = text(vendor.post(off, follow=True))
    assert "no longer goes with the answer" in page
    assert not at_answers(firm).exists()
    assert not StoredFile.objects.filter(tenant=firm.organisation.id).exists()
    assert vendor.get(theirs(asked, "their_file", attached.id)).status_code == 404
    send(vendor, asked, without_open="on")
    assert not library(firm).exists()


def test_what_was_sent_cannot_be_taken_off_until_the_answers_are_open_again(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    send(vendor, asked, without_open="on")
    [attached] = at_answers(firm)
    vendor.post(theirs(asked, "take_off", attached.id))
    assert at_answers(firm).exists()
    assert bytes_of(vendor.get(theirs(asked, "their_file", attached.id))) == TERMS

    vendor.post(theirs(asked, "reopen"))
    assert "Sent on" in text(vendor.get(theirs(asked, "question", "retention_days")))
    vendor.post(theirs(asked, "take_off", attached.id))
    say(vendor, asked, "retention_days", typed="40", based_on=1)
    send(vendor, asked, without_open="on")
    newest = Answer.objects.of(firm.organisation).filter(key="retention_days").latest("version")
    assert newest.value == 40
    assert not newest.evidence.exists()
    assert library(firm).exists(), "what was sent stays with the buyer"


def test_a_changed_answer_keeps_its_files_and_the_same_file_is_one_document(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    say(vendor, asked, "customer_data_trains", "opt_out", file=upload("again.txt"), kind="contract")
    send(vendor, asked, without_open="on")
    assert library(firm).count() == 1
    assert not StoredFile.objects.filter(name="again.txt").exists()
    vendor.post(theirs(asked, "reopen"))
    say(vendor, asked, "retention_days", typed="40", based_on=1)
    send(vendor, asked, without_open="on")
    newest = Answer.objects.of(firm.organisation).filter(key="retention_days").latest("version")
    assert newest.evidence.get().evidence.title == "terms.txt"


def test_another_requests_file_and_a_colleagues_part_are_not_there(asked, assessment, firm):
    vendor = started(asked)
    attach(vendor, asked)
    [attached] = at_answers(firm)
    other = ask(open_for(firm, product="EnquirySense"), firm, to=PATEL)
    stranger = started(other)
    for page, how in (("their_file", stranger.get), ("take_off", stranger.post)):
        assert how(theirs(other, page, attached.id)).status_code == 404
        assert how(theirs(asked, page, attached.id)).status_code == 403
        assert getattr(Client(), how.__name__)(theirs(asked, page, attached.id)).status_code == 403
    assert at_answers(firm).exists()

    # A colleague who has another part only.
    person = asked.request.people.get()
    _, link = hand_on(person=person, to=PATEL, sections=["lineage"], message="", and_sending=False)
    colleague = Client()
    colleague.post(path_of(link), {"do": "start"})
    assert colleague.get(theirs(asked, "tasks")).status_code == 200
    for page, how in (("their_file", colleague.get), ("take_off", colleague.post)):
        assert how(theirs(asked, page, attached.id)).status_code == 404
    assert at_answers(firm).exists()


def test_on_another_device_a_file_is_seen_only_after_the_mailed_code(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    [attached] = at_answers(firm)
    other = started(asked)
    for how, page in ((other.get, "their_file"), (other.post, "take_off")):
        assert how(theirs(asked, page, attached.id)).url == theirs(asked, "code")
    assert "terms.txt" not in text(other.get(theirs(asked, "code")))
    assert at_answers(firm).exists()


def test_withdrawn_questions_take_the_files_with_them(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    asking.revoke(asked=asked.request, by=firm.owner.as_actor())
    assert not at_answers(firm).exists()
    assert not StoredFile.objects.filter(tenant=firm.organisation.id).exists()


def test_where_a_document_is_asked_for_the_file_is_the_answer(assessment, firm):
    asked = ask(assessment, firm, keys=("lineage_document",))
    vendor = started(asked)
    sent = {"file": upload("card.md", b"# Triage Turbo\nTaught by a larger model.\n")}
    assert say(vendor, asked, "lineage_document", kind="model_card", **sent).status_code == 302
    assert Draft.objects.of(firm.organisation).get().value == "card.md"
    send(vendor, asked)
    newest = Answer.objects.of(firm.organisation).get(key="lineage_document")
    assert (newest.value, newest.evidence.get().evidence.kind) == ("card.md", "model_card")


def test_a_document_deleted_by_the_buyer_is_told_as_sent_and_opens_no_more(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    send(vendor, asked, without_open="on")
    AnswerEvidence.objects.of(firm.organisation).delete()
    buyer = Client()
    buyer.force_login(firm.owner)
    document = library(firm).get()
    erase = f"/o/{firm.organisation.id}/evidence/{document.id}/delete/"
    assert buyer.post(erase, {"why": "Sent by mistake"}).status_code == 302
    [attached] = at_answers(firm)
    assert vendor.get(theirs(asked, "their_file", attached.id)).status_code == 404
    vendor.post(theirs(asked, "reopen"))
    say(vendor, asked, "retention_days", typed="40", based_on=1)
    assert send(vendor, asked, without_open="on").url == theirs(asked, "receipt")

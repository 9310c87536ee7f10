"""From the link to the receipt, and back: what the vendor writes, and when the buyer sees it."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from organisations.audit import check_chain
from organisations.models import EventWords
from portal.actions.sending_back import send_back
from portal.models import Draft, VendorRequest
from procurement.models import Answer
from procurement.queries import latest_answers
from tests.portal.asked import (
    OKORO,
    PATEL,
    ask,
    deliver,
    link_in,
    say,
    say_all,
    send,
    started,
    theirs,
)
from tests.procurement.opened import answer

pytestmark = pytest.mark.django_db


def from_the_link(assessment):
    return Answer.objects.of(assessment.organisation_id).filter(
        assessment=assessment, door="portal"
    )


def state_of(asked):
    return VendorRequest.objects.of(asked.request.organisation_id).get(id=asked.request.id).state


def words_of(organisation):
    return " ".join(EventWords.objects.values_list("payload", flat=True))


def text(response):
    return response.content.decode()


def test_what_is_typed_is_kept_and_the_buyer_sees_nothing_of_it_until_it_is_sent(
    asked, assessment, firm, client
):
    vendor = started(asked)
    assert state_of(asked) == "opened"
    following = say(vendor, asked, "retention_days", typed="4711")
    assert following.url != theirs(asked, "tasks")
    assert state_of(asked) == "in_progress"

    client.force_login(firm.owner)
    here = f"/o/{firm.organisation.id}/assessments/{assessment.id}"
    for page in ("/", "/questions/", "/questions/retention_days/", f"/vendor/{asked.request.id}/"):
        assert "4711" not in text(client.get(f"{here}{page}")), page
    assert not from_the_link(assessment).exists()
    assert "4711" not in words_of(firm.organisation)

    say(vendor, asked, "retention_days", typed="30", based_on=1)
    say_all(vendor, asked)
    assert send(vendor, asked).url == theirs(asked, "receipt")
    sent = {each.key: each for each in from_the_link(assessment)}
    assert {key: each.value for key, each in sent.items()} == {
        "training_method": ["fine_tuned"],
        "customer_data_trains": "opt_out",
        "retention_days": 30,
        "inference_countries": ["GB"],
    }
    assert {(each.grade, each.given_by) for each in sent.values()} == {
        ("vendor_says", "M. Okoro, Larkfield Systems")
    }
    page = text(client.get(f"{here}/vendor/{asked.request.id}/"))
    assert "Answers received" in page
    assert "M. Okoro, Larkfield Systems" in page
    assert check_chain(firm.organisation.id).intact


def test_the_vendor_sees_neither_flags_nor_notes_nor_the_buyers_own_answers(
    asked, assessment, firm
):
    answer(assessment, firm.owner, retention_days=90, personal_data_types=["contact"])
    vendor = started(asked)
    pages = [text(vendor.get(theirs(asked, page))) for page in ("tasks", "check", "hand_on")]
    pages += [
        text(vendor.get(theirs(asked, "question", key)))
        for key in ("training_method", "customer_data_trains", "retention_days")
    ]
    for page in pages:
        assert 'value="90"' not in page
        page = re.sub(r"<head>.*?</head>|<[^>]*>", " ", page, flags=re.DOTALL)
        for inside in ("flag", "raise", "Stop until settled", "contact", "Olive@", "Not sure"):
            assert inside not in page, inside
    assert "We do not know" in pages[3]
    assert "The vendor does not know" not in "".join(pages)


def test_a_question_nobody_asked_in_this_request_is_not_there(asked):
    vendor = started(asked)
    assert vendor.get(theirs(asked, "question", "teacher_access")).status_code == 404
    assert say(vendor, asked, "teacher_access", "own_weights").status_code == 404


def test_a_wrong_answer_keeps_what_was_typed_and_speaks_the_vendors_language(asked):
    vendor = started(asked)
    empty = text(say(vendor, asked, "retention_days", words="It depends"))
    assert empty.index("Error:") < empty.index("</title>")
    assert "or choose “We do not know”" in empty
    assert "It depends" in empty
    wrong = text(say(vendor, asked, "retention_days", typed="a month or so"))
    assert 'value="a month or so"' in wrong
    both = text(say(vendor, asked, "retention_days", "vendor_refused", typed="30"))
    assert "Give an answer or choose “We would rather not say”, not both" in both
    assert not Draft.objects.of(asked.request.organisation_id).exists()


def test_sending_lists_what_is_open_and_asks_for_a_name(asked):
    vendor = started(asked)
    say(vendor, asked, "retention_days", typed="30")
    page = text(vendor.post(theirs(asked, "check"), {}))
    for said in (
        "Enter your full name", "Enter what you do there", "Tick the box if the answers are true",
        "Answer the open questions first, or tick this box", "3\N{NO-BREAK SPACE}questions are",
    ):  # fmt: skip
        assert said in page
    assert send(vendor, asked, without_open="on").url == theirs(asked, "receipt")


def test_nothing_said_cannot_be_sent(asked):
    vendor = started(asked)
    page = text(send(vendor, asked, without_open="on"))
    assert "There is no answer to send yet" in page
    assert state_of(asked) == "opened"


def test_the_receipt_gives_the_answers_as_files_to_use_again(asked):
    vendor = started(asked)
    say_all(vendor, asked)
    say(vendor, asked, "retention_days", typed="30", words="Backups for ten more", based_on=1)
    send(vendor, asked)
    reference = f"{asked.request.reference}-1"
    assert reference in text(vendor.get(theirs(asked, "receipt")))

    answer = vendor.get(theirs(asked, "answers_file", "json"))
    assert f'filename="answers-{reference}.json"' in answer.headers["Content-Disposition"]
    kept = json.loads(b"".join(answer.streaming_content))
    assert kept["schema"] == "weighbridge-vendor-answers-1"
    said = {each["question"]: each for each in kept["answers"]}
    assert said["retention_days"]["answer"] == 30
    assert said["retention_days"]["words"] == "Backups for ten more"
    assert said["customer_data_trains"]["given_by"] == "M. Okoro, Larkfield Systems"

    plain = b"".join(vendor.get(theirs(asked, "answers_file", "txt")).streaming_content).decode()
    assert "Backups for ten more" in plain
    assert "United Kingdom" in plain


def test_a_receipt_is_mailed_to_the_vendor_and_word_of_it_to_the_buyer(asked, mailoutbox, firm):
    vendor = started(asked)
    say_all(vendor, asked)
    send(vendor, asked)
    deliver(firm.organisation)
    to = {message.to[0]: message for message in mailoutbox}
    assert asked.request.reference in to[OKORO.email].body
    assert "/vendor/link/" not in to[OKORO.email].body
    assert str(asked.request.id) in to[firm.owner.email].body


def test_opened_again_it_becomes_a_new_version_and_the_old_one_is_kept(asked, assessment):
    vendor = started(asked)
    say_all(vendor, asked)
    send(vendor, asked)
    assert say(vendor, asked, "retention_days", typed="60").url == theirs(asked, "receipt")
    vendor.post(theirs(asked, "reopen"))
    assert 'value="30"' in text(vendor.get(theirs(asked, "question", "retention_days")))
    say(vendor, asked, "retention_days", typed="60", based_on=1)
    send(vendor, asked)
    versions = from_the_link(assessment).filter(key="retention_days").order_by("version")
    assert [each.value for each in versions] == [30, 60]
    # What was not changed is not written again.
    assert from_the_link(assessment).count() == 5
    assert f"{asked.request.reference}-2" in text(vendor.get(theirs(asked, "receipt")))


def test_sent_back_the_vendor_sees_only_these_and_why(asked, assessment, firm, mailoutbox):
    vendor = started(asked)
    say_all(vendor, asked)
    send(vendor, asked)
    send_back(
        asked=asked.request,
        comments={"retention_days": "Does that hold for backups?"},
        due_on=timezone.localdate() + timezone.timedelta(days=5),
        by=firm.owner.as_actor(),
    )
    assert state_of(asked) == "sent_back"
    assert link_in(mailoutbox, firm.organisation, OKORO.email)
    page = text(vendor.get(theirs(asked, "question", "retention_days")))
    assert "Does that hold for backups?" in page
    assert 'value="30"' in page
    assert vendor.get(theirs(asked, "question", "customer_data_trains")).status_code == 404
    # As it stands it is not yet an answer to the question that was put.
    assert "1\N{NO-BREAK SPACE}question is" in text(vendor.get(theirs(asked, "check")))
    say(vendor, asked, "retention_days", typed="40", words="With backups", based_on=1)
    send(vendor, asked)
    versions = from_the_link(assessment).filter(key="retention_days").order_by("version")
    assert [each.value for each in versions] == [30, 40]
    assert latest_answers(assessment)["retention_days"].words == "With backups"
    assert state_of(asked) == "received"


def test_a_part_is_handed_on_with_a_link_of_its_own_and_its_own_name(
    asked, assessment, firm, mailoutbox
):
    lead = started(asked)
    sections = {"lineage"}
    answer_ = lead.post(
        theirs(asked, "hand_on"),
        {"sections": list(sections), "name": PATEL.name, "email": PATEL.email, "message": "Yours"},
    )
    assert "N. Patel has it now" in text(answer_)
    link = link_in(mailoutbox, firm.organisation, PATEL.email)
    assert link in text(answer_)

    colleague = started(type(asked)(asked.request, link))
    assert say(colleague, asked, "training_method", "fine_tuned").status_code == 302
    assert colleague.get(theirs(asked, "question", "retention_days")).status_code == 404
    page = text(colleague.get(theirs(asked, "check")))
    assert "Send answers" not in page
    assert send(colleague, asked).status_code == 200
    assert state_of(asked) == "in_progress"

    say(lead, asked, "retention_days", typed="30")
    send(lead, asked, without_open="on")
    given = dict(from_the_link(assessment).values_list("key", "given_by"))
    assert given == {
        "training_method": "N. Patel, Larkfield Systems",
        "retention_days": "M. Okoro, Larkfield Systems",
    }


def test_handing_on_has_no_end_and_can_be_taken_back(asked, firm, mailoutbox):
    lead = started(asked)
    names = [f"c{number}@larkfield.example" for number in range(4)]
    giver = lead
    for name in names:
        giver.post(theirs(asked, "hand_on"), {"sections": ["lineage"], "name": name, "email": name})
        link = link_in(mailoutbox, firm.organisation, name)
        giver = started(type(asked)(asked.request, link))
    assert giver.get(theirs(asked, "tasks")).status_code == 200
    last = asked.request.people.get(email=names[-1])
    lead.post(theirs(asked, "take_back", last.id))
    assert giver.get(theirs(asked, "tasks")).status_code == 403
    # Nobody hands on what they were not handed.
    page = lead.get(theirs(asked, "tasks"))
    assert names[0] in text(page)


def test_all_of_it_can_be_handed_on_with_the_sending(asked, firm, mailoutbox):
    lead = started(asked)
    everything = ["lineage", "data_use", "hosting"]
    lead.post(
        theirs(asked, "hand_on"),
        {"sections": everything, "name": PATEL.name, "email": PATEL.email, "and_sending": "on"},
    )
    new = started(type(asked)(asked.request, link_in(mailoutbox, firm.organisation, PATEL.email)))
    say_all(new, asked)
    assert "Send answers" not in text(lead.get(theirs(asked, "check")))
    assert send(new, asked).url == theirs(asked, "receipt")


def test_two_who_answer_at_once_are_shown_both(asked, firm, mailoutbox):
    lead = started(asked)
    lead.post(
        theirs(asked, "hand_on"),
        {"sections": ["lineage"], "name": PATEL.name, "email": PATEL.email},
    )
    link = link_in(mailoutbox, firm.organisation, PATEL.email)
    colleague = started(type(asked)(asked.request, link))
    say(colleague, asked, "training_method", "fine_tuned")
    page = text(say(lead, asked, "training_method", "from_scratch", based_on=0))
    assert "N. Patel answered this while you did" in page
    assert "An existing model trained further" in page
    draft = Draft.objects.of(firm.organisation).get(key="training_method")
    assert draft.value == ["fine_tuned"]
    say(lead, asked, "training_method", "from_scratch", based_on=draft.version)
    draft.refresh_from_db()
    assert (draft.value, draft.given_by.name) == (["from_scratch"], OKORO.name)


def test_more_time_is_one_click_and_the_buyer_hears_of_it(asked, firm, mailoutbox, client):
    vendor = started(asked)
    vendor.post(theirs(asked, "more_time"))
    vendor.post(theirs(asked, "more_time"))
    deliver(firm.organisation)
    assert [each.subject for each in mailoutbox if each.to == [firm.owner.email]] == [
        "M. Okoro, Larkfield Systems asks for more time for Triage Turbo 3.2"
    ]
    client.force_login(firm.owner)
    here = f"/o/{firm.organisation.id}/assessments/{asked.request.assessment_id}/vendor/{asked.request.id}/"
    assert "They ask for more time" in text(client.get(here))
    client.post(here, {"do": "extend", "due_on": "4 December 2035"})
    assert "4\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2035" in text(
        vendor.get(theirs(asked, "tasks"))
    )


def test_a_question_that_an_answer_rules_out_is_asked_no_longer(assessment, firm):
    asked = ask(assessment, firm, keys=("training_method", "teacher_name", "retention_days"))
    vendor = started(asked)
    say(vendor, asked, "training_method", "from_scratch")
    assert vendor.get(theirs(asked, "question", "teacher_name")).status_code == 404
    say(vendor, asked, "training_method", "soft_targets", based_on=1)
    assert vendor.get(theirs(asked, "question", "teacher_name")).status_code == 200


def test_a_stranger_posts_nothing(asked):
    for page in ("check", "more_time", "reopen", "leave", "hand_on"):
        assert Client().post(theirs(asked, page), {}).status_code == 403


def test_leaving_closes_the_device(asked):
    vendor = started(asked)
    key = vendor.cookies[f"vendor-{asked.request.id.hex}"].value
    vendor.post(theirs(asked, "leave"))
    thief = Client()
    thief.cookies[f"vendor-{asked.request.id.hex}"] = key
    assert thief.get(theirs(asked, "tasks")).status_code == 403

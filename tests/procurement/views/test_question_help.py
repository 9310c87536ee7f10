"""What stands beside a question: help, more words, notes, findings, whose turn it is, how old an answer is."""

from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from organisations.models import AppendOnly, Event, Membership
from organisations.roles import Role
from procurement.actions.answers import record_answers
from procurement.actions.observations import record_observations
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.lifecycle import Status
from procurement.models import Answer, AnswerNote, Assessment, Door
from procurement.queries import comments_for_vendor
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

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


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def seen(client, assessment, key):
    return said(client.get(page_of(assessment, "question", key=key)))


def opened(client, assessment, key):
    url = page_of(assessment, "question", key=key)
    return url, fields_in(client.get(url).content.decode())


def test_a_page_says_where_to_look_gives_an_example_and_a_sentence_for_the_vendor(
    owner, assessment
):
    text = seen(owner, assessment, "notice_days")
    assert "You need time to test the new version before you rely on it." in text
    assert "Look for notice, deprecation or retirement." in text
    assert "An example answer</summary>" in text
    sentence = "How many days' notice will you give us before the model changes or is withdrawn?"
    assert sentence in text
    mail = urlsplit(text.split('href="mailto:', 1)[1].split('"')[0].join(["mailto:", ""]))
    assert parse_qs(mail.query) == {
        "subject": ["A question about Triage Turbo 3.2"],
        "body": [sentence],
    }
    # What only the firm itself knows is asked of nobody else.
    assert "Ask the vendor" not in seen(owner, assessment, "personal_data_types")


def test_a_firm_that_trains_its_own_model_is_asked_about_itself(firm, owner, assessment):
    answer(
        assessment,
        firm.owner,
        route="train_our_own",
        training_method=["soft_targets"],
        teacher_provider="meta",
    )
    text = seen(owner, assessment, "teacher_name")
    assert "Which larger model will you train yours from, and which version?" in text
    assert "Ask the vendor" not in text
    part = said(owner.get(page_of(assessment, "section", section="lineage")))
    assert "Which larger model will you train yours from, and which version?" in part


@pytest.mark.parametrize(
    ("key", "ticked", "sentence"),
    [
        ("customer_data_trains", "does_not_apply", "Say why it does not apply"),
        ("adm_safeguards", "opt_partly", "Say which part holds, and which does not"),
        ("notice_days", "in_words", "Write the answer in your own words"),
    ],
)
def test_half_an_answer_needs_words_and_keeps_them(owner, assessment, key, ticked, sentence):
    url, sent = opened(owner, assessment, key)
    page = owner.post(url, sent | {"answer": ticked})
    assert said(page).count(sentence) == 2
    assert 'href="#id_words"' in said(page)
    assert not assessment.answers.exists()

    assert (
        owner.post(url, sent | {"answer": ticked, "words": "Only\r\nmornings <b>"}).status_code
        == 302
    )
    assert assessment.answers.get().words == "Only\nmornings <b>"
    assert "Only<br>mornings &lt;b&gt;" in owner.get(url).content.decode()
    # Sent again untouched it is the same answer.
    _, again = opened(owner, assessment, key)
    assert "Nothing changed, so" in said(owner.post(url, again, follow=True))
    assert assessment.answers.count() == 1


def test_words_without_an_answer_are_not_lost(owner, assessment):
    url, sent = opened(owner, assessment, "claim_measure")
    words = {"claim_measure-answer": "accuracy", "claim_test-words": "They will send it"}
    text = said(owner.post(url, sent | words))
    assert text.count("Give an answer too: what you wrote goes with it") == 2
    assert "They will send it" in text


def test_words_stand_wherever_the_answer_stands(firm, owner, assessment):
    answer(
        assessment, firm.owner, notice_days={"value": "in_words", "words": "A month, more or less"}
    )
    assert "A month, more or less" in said(
        owner.get(page_of(assessment, "section", section="upgrades"))
    )
    assert "A month, more or less" in seen(signed_in(firm.reader), assessment, "notice_days")


def test_continue_says_when_it_was_saved(owner, assessment):
    url, sent = opened(owner, assessment, "own_trial")
    before = timezone.localtime()
    text = said(owner.post(url, sent | {"answer": "planned"}, follow=True))
    assert any(
        f'<div role="status"> <p class="w-saved">Saved at {at:%H:%M}</p>' in text
        for at in (before, timezone.localtime())
    )


def test_an_answer_shows_its_door_its_grade_and_its_age(firm, owner, assessment):
    told = {"own_trial": {"value": "planned", "grade": "independent", "by": "Priya Nair"}}
    record_answers(
        assessment=assessment, bank=LIBRARY.bank, answers=told, by=firm.owner.as_actor(),
        door=Door.TRIAGE,
    )  # fmt: skip
    part = page_of(assessment, "section", section="accuracy")
    text = said(owner.get(part))
    assert "Checked by an independent body" in text
    assert "From the first eight questions" in text
    assert "12 months" not in text

    long_ago = timezone.now() - timedelta(days=367)
    Answer.objects.of(assessment.organisation_id).update(given_at=long_ago)
    assert "More than 12 months old" in said(owner.get(part))
    assert "This answer is more than 12 months old." in seen(owner, assessment, "own_trial")
    # A day that was named counts, whenever it was written down.
    recent = timezone.localdate() - timedelta(days=30)
    Answer.objects.of(assessment.organisation_id).update(as_of=recent)
    assert "12 months" not in seen(owner, assessment, "own_trial")


def test_a_note_is_written_shown_and_never_changed(firm, owner, assessment):
    url = page_of(assessment, "notes", key="notice_days")
    assert said(owner.post(url, {"text": " ", "readers": "us"})).count("Write something first") == 2
    assert not assessment.notes.exists()

    for text, readers in (("Chased twice.", "us"), ("Which clause?", "vendor")):
        back = owner.post(url, {"text": text, "readers": readers})
        assert back.url == page_of(assessment, "question", key="notice_days")
    text = seen(signed_in(firm.reader), assessment, "notice_days")
    assert text.index("Internal note: the vendor never sees it") < text.index("Chased twice.")
    assert text.index("Comment: the vendor may see it") < text.index("Which clause?")
    assert "Write a note or a comment" not in text

    for_vendor = comments_for_vendor(assessment)
    assert [note.text for note in for_vendor["notice_days"]] == ["Which clause?"]
    assert set(for_vendor) == {"notice_days"}

    events = Event.objects.filter(verb="note.written").order_by("number")
    assert [event.actor for event in events] == [firm.owner.id, firm.owner.id]
    assert "Wrote an internal note on “How many days' notice" in events[0].words.payload
    note = assessment.notes.first()
    with pytest.raises(AppendOnly):
        note.save()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        AnswerNote.objects.of(assessment.organisation_id).update(text="Another")


def test_a_closed_assessment_takes_no_note(owner, assessment):
    Assessment.objects.of(assessment.organisation_id).update(status=Status.CLOSED)
    url = page_of(assessment, "notes", key="notice_days")
    assert "This assessment is closed." in said(owner.post(url, {"text": "Hm", "readers": "us"}))
    assert not assessment.notes.exists()


def file_format_found(firm, assessment, value="onnx"):
    observed = [
        Observation(ASSESSMENT, "file_format", value, Certainty.MEASURED, "the file itself")
    ]
    record_observations(
        assessment=assessment, origin=assessment.id, observed=observed, by=firm.owner.as_actor()
    )


def test_what_was_measured_is_shown_first_and_asks_only_to_confirm(firm, owner, assessment):
    file_format_found(firm, assessment)
    text = seen(owner, assessment, "file_format")
    assert text.index("<b>We found:</b>") < text.index("Yes, that is right</button>")
    assert text.index("Yes, that is right</button>") < text.index("No, that is not right</summary>")

    url = page_of(assessment, "confirm", key="file_format")
    found = {"found": fields_in(owner.get(page_of(assessment, "question", key="file_format"))
                                .content.decode())["found"]}  # fmt: skip
    # What stood on a page that is out of date confirms nothing.
    assert owner.post(url, {"found": "Something else"}).status_code == 302
    assert not assessment.notes.exists()
    assert owner.post(url, found).status_code == 302
    assert not assessment.answers.exists()
    note = assessment.notes.get()
    assert (note.by, note.internal, note.confirms) == (firm.owner, True, True)
    assert "Confirmed what was found" in Event.objects.get(verb="finding.confirmed").words.payload
    text = seen(owner, assessment, "file_format")
    assert "Olive looked at this on" in text
    assert "Yes, that is right" not in text

    # Something else was found since: it waits to be looked at again.
    file_format_found(firm, assessment, "pickle")
    assert "Yes, that is right" in seen(owner, assessment, "file_format")
    url, sent = opened(owner, assessment, "file_format")
    assert owner.post(url, sent | {"answer": ["onnx"]}).status_code == 302
    assert assessment.answers.get().key == "file_format"


def test_what_is_worked_out_says_from_what_and_may_be_answered(firm, owner, assessment):
    answer(assessment, firm.owner, tier_name="Triage Turbo")
    text = seen(owner, assessment, "tier_words")
    assert "<b>Worked out:</b> Turbo, from the answer to:" in text
    assert page_of(assessment, "question", key="tier_name") in text
    url, sent = opened(owner, assessment, "tier_words")
    assert owner.post(url, sent | {"answer": ["mini"]}).status_code == 302
    assert assessment.answers.get(key="tier_words").value == ["mini"]
    assert "Worked out" not in seen(owner, assessment, "tier_words")


def test_an_owner_may_leave_a_specialists_question_and_answer_it_all_the_same(
    firm, owner, assessment
):
    text = seen(owner, assessment, "vendor_role")
    assert "You need not answer this one." in text
    assert "Anwen, your adviser or Lena, your compliance lead" in text
    assert "Leave it to them</a>" in text
    url, sent = opened(owner, assessment, "vendor_role")
    wrong = said(owner.post(url, sent))
    assert '<details class="wb-fold w-fold" open><summary>Answer it yourself' in wrong
    for person in (firm.lead, firm.adviser):
        assert "You need not answer" not in seen(signed_in(person), assessment, "vendor_role")
    assert owner.post(url, sent | {"answer": "processor"}).status_code == 302
    assert "You need not answer" not in seen(owner, assessment, "vendor_role")


def test_a_firm_without_specialists_is_told_how_to_add_one(firm, owner, assessment):
    others = Membership.objects.of(firm.organisation).exclude(role=Role.OWNER)
    others.update(left_at=timezone.now())
    text = seen(owner, assessment, "vendor_role")
    assert "Nobody in your firm has that role yet." in text
    assert "Leave it to them" in text

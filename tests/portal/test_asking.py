"""The buyer's side: choose, see what they will see, send, and what can be done afterwards."""

import re

import pytest
from django.test import Client

from organisations import delivery
from organisations.models import MailState, OutgoingMail
from portal.models import RequestItem, VendorPerson, VendorRequest
from portal.outcomes import invitation_ended
from procurement.actions.notes import add_note
from tests.portal.asked import OKORO, PATEL, deliver, link_in, path_of, say, started, theirs
from tests.procurement.opened import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(firm, client):
    client.force_login(firm.owner)
    return client


@pytest.fixture
def here(assessment):
    return f"/o/{assessment.organisation_id}/assessments/{assessment.id}/vendor/"


FORM = {
    "name": OKORO.name,
    "email": OKORO.email,
    "due_on": "4 December 2035",
    "message": "We decide soon.",
    "part_data_use": ["retention_days"],
}


def text(response):
    return response.content.decode()


def ticked(page):
    return set(re.findall(r'value="(\w+)"[^>]*\bchecked', page))


def test_what_a_vendor_can_answer_and_nobody_has_is_ticked(buyer, here, assessment, firm):
    answer(assessment, firm.owner, retention_days=30)
    chosen = ticked(text(buyer.get(f"{here}ask/")))
    assert {"training_method", "customer_data_trains"} <= chosen
    assert "retention_days" not in chosen
    # These are the buyer's own to answer.
    assert not {"personal_data_types", "use_cases"} & chosen


def test_a_link_to_the_page_may_tick_a_few(buyer, here):
    page = text(buyer.get(f"{here}ask/?q=retention_days&q=training_method"))
    assert ticked(page) == {"retention_days", "training_method"}


def test_the_preview_shows_what_they_will_see_and_sends_nothing(buyer, here, firm, mailoutbox):
    page = text(buyer.post(f"{here}ask/", FORM | {"do": "preview"}))
    assert "We decide soon." in page
    assert "We do not know" in page
    assert not VendorRequest.objects.of(firm.organisation).exists()
    back = text(buyer.post(f"{here}ask/", FORM | {"do": "change"}))
    assert ticked(back) == {"retention_days"}
    assert 'value="4 December 2035"' in back


def test_a_comment_goes_to_the_vendor_and_an_internal_note_never_does(
    buyer, here, assessment, asked, firm
):
    for words, internal in (("Which clause says so?", False), ("They dodged it twice.", True)):
        add_note(
            assessment=assessment, key="retention_days", text=words, internal=internal,
            by=firm.owner.as_actor(),
        )  # fmt: skip
    vendor = started(asked)
    pages = [
        text(buyer.post(f"{here}ask/", FORM | {"do": "preview"})),
        text(vendor.get(theirs(asked, "question", "retention_days"))),
    ]
    for page in pages:
        assert "Which clause says so?" in page
    pages += [text(vendor.get(theirs(asked, page))) for page in ("tasks", "check")]
    assert not any("They dodged it twice." in page for page in pages)


def test_sent_it_shows_the_link_once_and_mails_it(buyer, here, firm, mailoutbox):
    page = text(buyer.post(f"{here}ask/", FORM | {"do": "send"}))
    link = re.search(r"http\S+/vendor/link/[^<\s]+", page).group()
    assert link == link_in(mailoutbox, firm.organisation, OKORO.email)
    assert mailoutbox[0].reply_to == [firm.owner.email]
    made = VendorRequest.objects.of(firm.organisation).get()
    assert "/vendor/link/" not in text(buyer.get(f"{here}{made.id}/"))
    assert Client().get(path_of(link)).status_code == 200
    assert [item.key for item in RequestItem.objects.of(firm.organisation)] == ["retention_days"]


def test_without_mail_the_page_says_to_copy_the_link(buyer, here, firm, settings, mailoutbox):
    settings.MAIL_IS_SET_UP = False
    page = text(buyer.post(f"{here}ask/", FORM | {"do": "send"}))
    assert "Copy the link and give it to M. Okoro yourself" in page
    assert mailoutbox == []
    made = VendorRequest.objects.of(firm.organisation).get()
    assert "mail is not set up here" in text(buyer.get(f"{here}{made.id}/"))


def test_who_was_asked_is_not_asked_twice(buyer, here, asked, firm):
    assert "Somebody there has questions of yours already" in text(buyer.get(f"{here}ask/"))
    page = text(buyer.post(f"{here}ask/", FORM | {"do": "send"}))
    assert "M. Okoro has been asked already" in page
    assert VendorRequest.objects.of(firm.organisation).count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the name of one person"),
        ({"email": "okoro"}, "Enter an email address, like name@example.org"),
        ({"due_on": "4 December 2020"}, "The day must be after today"),
        ({"part_data_use": []}, "Choose at least one question"),
        ({"part_data_use": ["personal_data_types"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(buyer, here, firm, wrong, said):
    page = text(buyer.post(f"{here}ask/", FORM | wrong | {"do": "send"}))
    assert said in page
    assert "We decide soon." in page
    assert not VendorRequest.objects.of(firm.organisation).exists()


def test_a_mail_that_comes_back_shows_and_the_address_can_be_changed(
    buyer, here, asked, firm, mailoutbox
):
    mail = OutgoingMail.objects.of(firm.organisation).get()
    mail.state, mail.reason = MailState.BOUNCED, "The mail server does not know this address (550)."
    mail.save()
    invitation_ended(mail)
    page = text(buyer.get(f"{here}{asked.request.id}/"))
    assert "The mail came back" in page
    assert "does not know this address" in page

    changed = buyer.post(
        f"{here}{asked.request.id}/",
        {"do": "address", "name": PATEL.name, "email": PATEL.email},
    )
    link = link_in(mailoutbox, firm.organisation, PATEL.email)
    assert link in text(changed)
    asked.request.refresh_from_db()
    assert asked.request.state == "sent"
    assert Client().get(path_of(asked.link)).status_code == 410
    assert Client().get(path_of(link)).status_code == 200


def test_a_new_address_ends_what_the_old_one_had_open(buyer, here, asked, firm, mailoutbox):
    first = started(asked)
    say(first, asked, "retention_days", typed="4711")
    buyer.post(
        f"{here}{asked.request.id}/", {"do": "address", "name": PATEL.name, "email": PATEL.email}
    )
    assert first.get(theirs(asked, "tasks")).status_code == 403
    # The answers so far are the vendor's, and the new person needs the mailed code to see them.
    new = type(asked)(asked.request, link_in(mailoutbox, firm.organisation, PATEL.email))
    assert started(new).get(theirs(asked, "tasks")).url == theirs(asked, "code")


def test_a_new_link_by_hand_ends_the_old_one(buyer, here, asked, mailoutbox, firm):
    deliver(firm.organisation)
    sent = len(mailoutbox)
    page = text(buyer.post(f"{here}{asked.request.id}/", {"do": "link"}))
    link = re.search(r"http\S+/vendor/link/[^<\s]+", page).group()
    deliver(firm.organisation)
    assert len(mailoutbox) == sent
    assert Client().get(path_of(asked.link)).status_code == 410
    assert Client().get(path_of(link)).status_code == 200


def test_delivery_tells_the_request_of_its_mail(asked, firm, monkeypatch):
    monkeypatch.setattr(
        delivery, "_hand_over", lambda mail: delivery._Outcome(MailState.BOUNCED, "Not there.")
    )
    deliver(firm.organisation)
    asked.request.refresh_from_db()
    assert asked.request.state == "bounced"
    assert VendorPerson.objects.of(firm.organisation).count() == 1


def test_a_mail_that_was_taken_says_where_a_later_refusal_goes(
    buyer, here, asked, firm, settings, mailoutbox
):
    settings.DEFAULT_FROM_EMAIL = "Weighbridge <desk@harbour.example>"
    url = f"{here}{asked.request.id}/"
    told = "the notice goes to desk@harbour.example, and we do not see it"
    assert told not in text(buyer.get(url)), "nobody has handed it over yet"
    deliver(firm.organisation)
    # What the page says is so: the server answers to the address the mail comes from.
    assert mailoutbox[0].from_email == "Weighbridge <desk@harbour.example>"
    assert "We handed the mail to your mail server on " in text(buyer.get(url))
    assert told in text(buyer.get(url))
    started(asked)
    assert told not in text(buyer.get(url)), "it has arrived"


def test_where_mail_is_only_kept_no_server_is_spoken_of(buyer, here, asked, firm, settings):
    settings.MAIL_IS_KEPT = True
    deliver(firm.organisation)
    assert "your mail server" not in text(buyer.get(f"{here}{asked.request.id}/"))

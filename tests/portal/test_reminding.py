"""Reminders at seven, three and one days, once each; and the end. The clock alone is moved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal import reminding
from portal.actions.asking import extend
from portal.models import VendorRequest
from portal.queries import asked_state
from tests.portal.asked import OKORO, ask, deliver, say_all, send, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def days_later(monkeypatch):
    """Move the clock to so many days after the test began."""
    begun = timezone.localtime()  # by the clock on the wall: a day later is the same hour there

    def go(days):
        monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(days=days))
        reminding.look_round()
        reminding.look_round()

    return go


def reminders(mailoutbox, firm):
    deliver(firm.organisation)
    return [each.subject for each in mailoutbox if "hopes for" in each.subject]


def state_of(asked, firm):
    return VendorRequest.objects.of(firm.organisation).get(id=asked.request.id).state


def test_the_vendor_is_reminded_three_times_and_no_more(asked, firm, mailoutbox, days_later):
    for day in range(16):
        days_later(day)
    about = "Harbour Lettings hopes for your answers about Triage Turbo 3.2"
    assert reminders(mailoutbox, firm) == [
        f"{about} in 7 days",
        f"{about} in 3 days",
        f"{about} tomorrow",
    ]
    assert all(each.to == [OKORO.email] for each in mailoutbox)


def test_a_clock_that_stood_still_sends_one_reminder_not_three(asked, firm, mailoutbox, days_later):
    days_later(13)
    assert len(reminders(mailoutbox, firm)) == 1


def test_who_has_answered_is_left_in_peace(asked, firm, mailoutbox, days_later):
    vendor = started(asked)
    say_all(vendor, asked)
    send(vendor, asked)
    for day in range(16):
        days_later(day)
    assert reminders(mailoutbox, firm) == []
    assert state_of(asked, firm) == "received"


def test_a_request_of_three_days_is_not_reminded_on_its_first(
    assessment, firm, mailoutbox, days_later
):
    ask(assessment, firm, days=3)
    days_later(0)
    assert reminders(mailoutbox, firm) == []
    days_later(2)
    assert len(reminders(mailoutbox, firm)) == 1


def test_more_time_reminds_anew(asked, firm, mailoutbox, days_later):
    days_later(13)
    extend(
        asked=asked.request, due_on=timezone.localdate() + timedelta(days=20),
        by=firm.owner.as_actor(),
    )  # fmt: skip
    days_later(13 + 13)
    assert len(reminders(mailoutbox, firm)) == 2


def test_two_weeks_after_the_last_day_it_closes_and_more_time_opens_it(
    asked, assessment, firm, days_later
):
    last = asked.request.due_on
    days_later(27)
    assert state_of(asked, firm) == "sent"
    assert asked_state(assessment).said == (f"The vendor did not answer by {last.day} {last:%B %Y}")
    days_later(29.5)
    assert state_of(asked, firm) == "expired"
    assert asked_state(assessment).word == "did_not_answer"
    fresh = VendorRequest.objects.of(firm.organisation).get(id=asked.request.id)
    extend(asked=fresh, due_on=timezone.localdate() + timedelta(days=7), by=firm.owner.as_actor())
    assert state_of(asked, firm) == "sent"
    assert started(asked)


def test_not_asked_is_not_the_same_as_not_answered(assessment, firm):
    assert asked_state(assessment).said == "The vendor was not asked"
    asked = ask(assessment, firm)
    assert asked_state(assessment).word == "waiting"
    vendor = started(asked)
    say_all(vendor, asked)
    send(vendor, asked)
    assert asked_state(assessment).said.startswith("The vendor has answered, on ")

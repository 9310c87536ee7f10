"""What a visitor typed on the meeting sheet and left is gone when its time is over."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.regular import Rounds

pytestmark = pytest.mark.django_db


def visitor():
    client = Client()
    client.post(
        reverse("desk:meeting_question", args=[1]) + "?product=Triage+Turbo",
        {"product": "Triage Turbo"},
    )
    return client


def test_notes_that_nobody_came_back_to_are_deleted_by_the_clock():
    left, fresh = visitor(), visitor()
    assert Session.objects.count() == 2
    key = left.session.session_key
    # The privacy page promises two weeks.
    until = Session.objects.get(session_key=key).expire_date
    assert timedelta(days=13) < until - timezone.now() <= timedelta(days=14)
    Rounds().go_round()
    assert Session.objects.count() == 2
    Session.objects.filter(session_key=key).update(expire_date=timezone.now())
    Rounds().go_round()
    assert [each.session_key for each in Session.objects.all()] == [fresh.session.session_key]

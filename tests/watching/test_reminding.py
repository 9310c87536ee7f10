"""One mail for each due day, to whoever chose it; none to who has left, or where nothing is due."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from organisations.models import Event, Membership, OutgoingMail
from tests.portal.asked import deliver
from tests.watching.watched import FIRST, again, asked, watched
from watching import reminding
from watching.actions.starting import choose_day, stop_watching


@pytest.fixture(autouse=True)
def mail(settings):
    settings.MAIL_IS_SET_UP = True
    settings.MAIL_IS_KEPT = False


@pytest.fixture
def on(monkeypatch):
    """Move the clock to a day, and let it go round twice."""

    def go(year, month, day):
        moment = datetime(year, month, day, 9, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        reminding.look_round()
        reminding.look_round()

    return go


def mails(office):
    deliver(office.firm.organisation)
    rows = OutgoingMail.objects.of(office.firm.organisation)
    return rows.filter(purpose=reminding.REMINDER).count()


@pytest.fixture
def watch(office):
    made = watched(office.assessment, office.by, day=15)
    asked(made, office.by, on=FIRST)
    return again(made)


def test_each_month_brings_one_mail_until_somebody_has_asked(office, watch, on, mailoutbox):
    on(2026, 10, 14)
    assert mails(office) == 0
    on(2026, 10, 15)
    on(2026, 10, 29)
    assert mails(office) == 1
    (mail,) = mailoutbox
    assert mail.to == [office.firm.owner.email]
    assert mail.subject == "Ask Triage Turbo 3.2 the same 20 examples again"
    assert f"/monthly/{watch.id}/today/" in mail.body
    assert "Message 1" not in mail.body
    asked(watch, office.by, on=datetime(2026, 11, 16, tzinfo=UTC).date())
    on(2026, 11, 20)
    assert mails(office) == 1
    on(2026, 12, 20)
    assert mails(office) == 2
    assert Event.objects.filter(verb="watch.reminded").count() == 2


def test_a_clock_that_stood_still_sends_one_mail_not_three(office, watch, on):
    on(2027, 1, 20)
    assert mails(office) == 1


def test_who_has_left_is_not_written_to_and_who_chooses_the_day_is(office, watch, on):
    Membership.objects.of(office.firm.organisation).filter(user=office.firm.owner).delete()
    on(2026, 10, 20)
    assert mails(office) == 0
    choose_day(watch=watch, day=10, by=office.firm.lead.as_actor())
    on(2026, 10, 20)
    mail = OutgoingMail.objects.of(office.firm.organisation).get(purpose=reminding.REMINDER)
    assert mail.to == office.firm.lead.email


def test_what_is_stopped_reminds_nobody(office, watch, on):
    stop_watching(watch=watch, by=office.by)
    on(2026, 10, 20)
    assert mails(office) == 0


def test_nothing_is_due_before_the_first_answers(office, on):
    watched(office.assessment, office.by, day=15)
    on(2027, 1, 20)
    assert mails(office) == 0

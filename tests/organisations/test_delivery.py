"""Mail leaves once it should, says how it ended, and keeps no secret longer than it must."""

from datetime import timedelta
from smtplib import (
    SMTPConnectError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from types import SimpleNamespace

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from jobs import execution
from jobs.lifecycle import State
from jobs.models import Job
from organisations import delivery, mail_outcomes
from organisations.actions import mail as handing_in
from organisations.actions.mail import queue_mail
from organisations.audit import NotInTransaction
from organisations.models import MailState, OutgoingMail
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db
SECRET = "https://weighbridge.example/vendor/link/s3cr3t-t0k3n/"


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def set_up(settings):
    settings.MAIL_IS_SET_UP = True


def queued(firm, *, subject="Questions about Triage Turbo"):
    with transaction.atomic():
        return queue_mail(
            organisation=firm.organisation,
            to="m.okoro@larkfield.example",
            subject=subject,
            body=f"Please open {SECRET}",
            purpose="tests.invitation",
            about=firm.organisation.id,
            reply_to="jo@harbour.example",
        )


def sent(mail):
    execution.perform(mail.job)
    mail.refresh_from_db()
    return mail


def server_that(monkeypatch, problem):
    def refuse(self, messages):
        raise problem

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


@pytest.mark.usefixtures("set_up")
def test_a_mail_is_sent_and_its_text_is_then_gone(firm, mailoutbox):
    mail = queued(firm)
    assert mail.state == MailState.WAITING
    assert b"s3cr3t" not in bytes(mail.sealed)

    sent(mail)

    (message,) = mailoutbox
    assert message.to == ["m.okoro@larkfield.example"]
    assert message.reply_to == ["jo@harbour.example"]
    assert message.body == f"Please open {SECRET}"
    assert (mail.state, mail.sealed) == (MailState.SENT, None)


@pytest.mark.usefixtures("set_up")
def test_no_table_holds_the_text_in_clear_while_it_waits(firm):
    queued(firm)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisations_outgoingmail")
        assert "s3cr3t" not in repr(cursor.fetchall())


@pytest.mark.usefixtures("set_up")
def test_a_second_job_for_a_mail_that_is_sent_does_nothing(firm, mailoutbox):
    mail = sent(queued(firm))
    Job.objects.filter(id=mail.job).update(state=State.QUEUED, finished_at=None)
    execution.perform(mail.job)
    assert len(mailoutbox) == 1


def test_without_a_server_nothing_waits_and_the_state_says_so(firm, settings, mailoutbox):
    settings.MAIL_IS_SET_UP = False
    mail = queued(firm)
    assert (mail.state, mail.job, mail.sealed) == (MailState.NOT_SET_UP, None, None)
    assert mailoutbox == []


def test_the_demo_sends_nothing_and_keeps_what_it_would_have_sent(firm, settings, mailoutbox):
    settings.MAIL_IS_SET_UP = settings.MAIL_IS_KEPT = True
    mail = sent(queued(firm))
    assert mail.state == MailState.SENT
    assert mail.sealed is not None
    assert mailoutbox == []


@pytest.mark.usefixtures("set_up")
def test_an_unknown_address_comes_back_at_once_and_whoever_listens_hears(firm, monkeypatch):
    heard = []
    monkeypatch.setitem(
        mail_outcomes._listeners, "tests.invitation", lambda mail: heard.append(mail.state)
    )
    refusal = SMTPRecipientsRefused({"m.okoro@larkfield.example": (550, b"no such user")})
    server_that(monkeypatch, refusal)
    mail = sent(queued(firm))
    assert (mail.state, mail.sealed) == (MailState.BOUNCED, None)
    assert mail.reason == "The mail server does not know this address (550)."
    assert heard == ["bounced"]


@pytest.mark.usefixtures("set_up")
@pytest.mark.parametrize(
    "problem",
    [
        SMTPServerDisconnected("gone"),
        SMTPConnectError(421, b"busy"),
        ConnectionRefusedError(),
        TimeoutError(),
        SMTPRecipientsRefused({"m.okoro@larkfield.example": (450, b"grey-listed")}),
    ],
)
def test_what_may_pass_is_tried_again_after_longer_and_longer(firm, monkeypatch, problem):
    server_that(monkeypatch, problem)
    mail = sent(queued(firm))
    assert mail.state == MailState.WAITING
    pauses = []
    while mail.state == MailState.WAITING:
        before = mail.next_try_at
        # Not before its time.
        assert delivery.try_again() == 0
        made_at = Job.objects.get(id=mail.job).finished_at
        pauses.append(round((before - made_at).total_seconds() / 60))
        OutgoingMail.objects.of(firm.organisation).update(
            next_try_at=before - (before - made_at) - timedelta(seconds=1)
        )
        assert delivery.try_again() == 1
        assert delivery.try_again() == 0
        mail.refresh_from_db()
        sent(mail)
    assert pauses == [1, 5, 30, 120, 480]
    assert (mail.state, mail.tries, mail.sealed) == (MailState.FAILED, 6, None)


@pytest.mark.usefixtures("set_up")
def test_a_server_that_refuses_our_own_address_is_not_asked_again(firm, monkeypatch):
    server_that(monkeypatch, SMTPSenderRefused(553, b"not yours", "weighbridge@localhost"))
    mail = sent(queued(firm))
    assert (mail.state, mail.next_try_at) == (MailState.FAILED, None)


@pytest.mark.usefixtures("set_up")
def test_a_name_with_a_line_break_writes_no_header(firm, mailoutbox):
    sent(queued(firm, subject="Questions\r\nBcc: all@example.org"))
    (message,) = mailoutbox
    assert message.subject == "Questions Bcc: all@example.org"
    assert message.recipients() == ["m.okoro@larkfield.example"]


def test_a_mail_is_handed_in_only_with_the_change_it_tells_of(firm, monkeypatch):
    # The test itself stands in a transaction, which here does not count.
    monkeypatch.setattr(handing_in, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(NotInTransaction):
        queue_mail(
            organisation=firm.organisation, to="m.okoro@larkfield.example", subject="", body="",
            purpose="", about=firm.organisation.id,
        )  # fmt: skip

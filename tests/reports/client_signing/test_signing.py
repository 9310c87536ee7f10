"""Somebody signs a sealed report: what is recorded, what never changes, who sees it, who may ask."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from content.words import group
from organisations.audit import check_chain
from organisations.models import AppendOnly, Event, SigningRule
from reports.check_code import check_code
from reports.client_signing.actions.asking import Signer, ask_again, withdraw
from reports.client_signing.standing import Standing, standing_of
from reports.models import ClientSignature
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.reports.client_signing.signer import (
    SIGNED,
    Mailbox,
    firm_page,
    fresh,
    inside,
    text,
    theirs,
)
from tests.reports.issued import CHECK_EVERY_FLAG, HARBOUR, ask, decided, issue, share
from vault import files

STATEMENT = "I have read this report, and I agree to the decision and its conditions."
PATEL = Signer("N. Patel", "patel@harbour.example")


@pytest.fixture
def asked(report, firm):
    return ask(report, firm, message="Before Friday, please.")


@pytest.fixture
def mailbox(mailoutbox, firm):
    return Mailbox(mailoutbox, firm.organisation)


@pytest.fixture
def signer(asked, mailbox):
    return inside(asked, mailbox)


def signatures():
    return ClientSignature.objects.everywhere()


def test_the_page_shows_what_is_signed_and_the_link_gives_the_very_file(signer, asked, report):
    told = text(signer.get(theirs(asked)))
    seal = report.seals.get(binding="client")
    for shown in (
        "Should we use Triage Turbo?", "Proceed with conditions", "Decided by Olive, Owner",
        CHECK_EVERY_FLAG, STATEMENT, check_code(report.content_sha256), seal.sha256,
    ):  # fmt: skip
        assert shown in told, shown
    pdf = signer.get(theirs(asked, "file_to_sign"))
    assert hashlib.sha256(b"".join(pdf.streaming_content)).hexdigest() == seal.sha256
    assert (
        pdf.headers["Content-Disposition"] == 'attachment; filename="triage-turbo-32-report-1.pdf"'
    )


def test_it_takes_the_tick_and_the_name(signer, asked):
    told = text(signer.post(theirs(asked), {"name": "Jo Harbour"}))
    assert "Tick the box if you agree" in told
    assert 'value="Jo Harbour"' in told
    told = text(signer.post(theirs(asked), {"agrees": "on", "name": "  "}))
    assert "Type your full name" in told
    assert not signatures().exists()


def test_the_signature_is_a_record_beside_the_sealed_file(signer, asked, report, mailbox, firm):
    seal = report.seals.get(binding="client")
    before = b"".join(files.read(seal.file)), report.content
    assert signer.post(theirs(asked), SIGNED | {"name": " J. Harbour "}).url == theirs(asked)
    signature = signatures().get()
    assert (signature.name, signature.statement) == ("J. Harbour", STATEMENT)
    assert (signature.sha256, signature.content_sha256) == (seal.sha256, report.content_sha256)
    assert signature.mailed_to == HARBOUR.email
    assert abs(signature.at - timezone.now()) < timedelta(minutes=2)
    report.refresh_from_db()
    assert (b"".join(files.read(seal.file)), report.content) == before

    assert "You signed the report on Triage Turbo" in mailbox.newest.subject
    assert seal.sha256 in mailbox.newest.body
    to_asker = [each for each in mailbox.mails if each.to == [firm.adviser.email]]
    assert "J. Harbour signed the report" in to_asker[-1].subject
    assert firm_page(asked) in to_asker[-1].body

    event = Event.objects.filter(verb="report.signed").get()
    assert seal.sha256 in event.words.payload
    assert "by a mailed link" in event.words.payload
    assert check_chain(firm.organisation.id).intact


def test_a_signature_never_changes(signer, asked):
    signer.post(theirs(asked), SIGNED)
    signature = signatures().get()
    for act in (
        lambda: signatures().update(name="Somebody else"),
        lambda: signatures().delete(),
    ):
        with pytest.raises(IntegrityError, match="never changes"):
            act()
    for act in (signature.save, signature.delete):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(Refused, match="a signature stays"):
        withdraw(asked=asked, by=asked.seal.report.organisation.memberships.first().user.as_actor())


def test_nobody_signs_twice_and_the_receipt_stays_to_be_read(signer, asked, mailbox):
    signer.post(theirs(asked), SIGNED)
    signer.post(theirs(asked), SIGNED | {"name": "Another Name"})
    assert len([each for each in mailbox.subjects if "You signed" in each]) == 1
    assert signatures().count() == 1
    assert "You have signed" in text(signer.get(theirs(asked)))
    assert "Sign the report</button>" not in text(signer.get(theirs(asked)))


def test_the_firm_sees_who_signed_and_so_does_the_page_of_the_report(
    signer, asked, report, firm, client
):
    client.force_login(firm.reader)
    page = firm_page(asked)
    assert "Opened, not signed yet" in text(client.get(page))
    signer.post(theirs(asked), SIGNED)
    told = text(client.get(page))
    assert "Signed by Jo Harbour on" in told
    assert HARBOUR.email in told
    of_report = page.removesuffix("signing/")
    assert "<b>Signed by Jo Harbour</b>" in text(client.get(of_report))


def test_strangers_are_told_nothing_of_it(signer, asked, report, firm):
    signer.post(theirs(asked), SIGNED)
    told = text(
        Client().get(reverse("reports:verify"), {"code": check_code(report.content_sha256)})
    )
    assert "Known here and current" in told
    shared = share(report, by=firm.owner.as_actor())
    told += text(Client().get(shared.address.removeprefix(django_settings.SITE_URL)))
    assert "Jo Harbour" not in told


def test_a_newer_report_ends_what_is_not_signed_and_keeps_what_is(
    signer, asked, report, assessment, firm, mailbox
):
    other = ask(report, firm, to=PATEL)
    signer.post(theirs(asked), SIGNED)
    second = issue(assessment, firm, reason="The vendor answered.")
    assert standing_of(fresh(other)) is Standing.SUPERSEDED
    assert standing_of(fresh(asked)) is Standing.SIGNED
    patels = Mailbox(mailbox.mails, firm.organisation, PATEL.email)
    told = Client().get(patels.link)
    assert (told.status_code, "A newer report took its place" in text(told)) == (410, True)
    assert "Triage" not in text(told)
    with pytest.raises(Refused, match="A newer report stands"):
        ask(report, firm, to=Signer("Another", "a@harbour.example"))
    with pytest.raises(Refused, match="A newer report stands"):
        ask_again(asked=other, by=firm.adviser.as_actor())
    assert ask(second, firm)


def test_whoever_is_inside_when_a_newer_report_comes_cannot_sign_the_old_one(
    signer, asked, assessment, firm
):
    issue(assessment, firm, reason="The vendor answered.")
    assert signer.post(theirs(asked), SIGNED).status_code == 410
    assert not signatures().exists()


def test_one_person_is_asked_once_and_after_withdrawing_again(asked, report, firm):
    with pytest.raises(Refused, match="is asked already"):
        ask(report, firm, to=Signer("Jo", HARBOUR.email.upper()))
    withdraw(asked=asked, by=firm.adviser.as_actor())
    withdraw(asked=asked, by=firm.adviser.as_actor())
    assert Event.objects.filter(verb="report.signature_withdrawn").count() == 1
    with pytest.raises(Refused, match="withdrawn"):
        ask_again(asked=asked, by=firm.adviser.as_actor())
    assert standing_of(ask(report, firm)) is Standing.WAITING


def test_there_is_nothing_to_sign_without_a_whole_decision(firm, client):
    assessment = open_for(firm, product="EnquirySense")
    bare = issue(assessment, firm)
    with pytest.raises(Refused, match="Nobody had decided"):
        ask(bare, firm)
    client.force_login(firm.adviser)
    page = reverse("reports:signing", args=[firm.organisation.id, assessment.id, bare.id])
    told = text(client.get(page))
    assert "Nobody had decided when this report was made" in told
    assert "Mail them the link" not in told
    firm.organisation.signing = SigningRule.TWO_PEOPLE
    firm.organisation.save()
    assessment.organisation.refresh_from_db()
    decided(assessment, firm)
    with pytest.raises(Refused, match="second signature"):
        ask(issue(assessment, firm, reason="Decided."), firm)


def test_without_mail_nobody_is_asked(report, firm, settings, client):
    settings.MAIL_IS_SET_UP = False
    with pytest.raises(Refused, match="No mail can be sent from here"):
        ask(report, firm)
    client.force_login(firm.adviser)
    page = reverse("reports:signing", args=[firm.organisation.id, report.assessment_id, report.id])
    assert "No mail can be sent from here" in text(client.get(page))


def test_the_firm_asks_on_its_page_and_keeps_what_was_typed_where_it_is_refused(
    report, firm, client, mailbox
):
    client.force_login(firm.adviser)
    page = reverse("reports:signing", args=[firm.organisation.id, report.assessment_id, report.id])
    told = text(client.get(page))
    assert "Nobody is asked to sign this report yet" in told
    told = text(client.post(page, {"name": "Jo", "email": "no address", "until": "1 May 2020"}))
    for sentence in ("Enter an email address, like", "The day must be after today"):
        assert sentence in told
    assert re.search(r'name="name"[^>]* value="Jo"|value="Jo"[^>]* name="name"', told)
    until = timezone.localdate() + timedelta(days=3)
    said = {"name": "Jo Harbour", "email": HARBOUR.email, "until": until.isoformat()}
    assert client.post(page, said | {"message": "Before Friday."}).url == page
    assert "Before Friday." in mailbox.newest.body
    assert mailbox.newest.reply_to == [firm.adviser.email]
    assert "is asked already" in text(client.post(page, said))


def test_a_mail_that_came_back_is_shown(asked, firm, client):
    asked_mails = asked.organisation.mails.filter(about=asked.id)
    asked_mails.update(state="bounced", reason="The mail server does not know this address (550).")
    client.force_login(firm.adviser)
    assert "does not know this address (550)" in text(client.get(firm_page(asked)))


def test_another_firm_finds_nothing(asked, client):
    client.force_login(found_firm("Quayside Brokers").owner)
    assert client.get(firm_page(asked)).status_code == 404
    with pytest.raises(ObjectDoesNotExist):
        asked.signature  # noqa: B018 -- nobody signed


def test_every_standing_has_a_word():
    assert set(group("signature_request")) == {each.value for each in Standing}

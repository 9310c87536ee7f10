"""The signer's link by D8: what scanners, forwarders, strangers and late comers get, and what not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisations.models import Event, OutgoingMail
from portal.models import PressCount
from reports.models import (
    ClientSignature,
    SignatureRequest,
    SigningCode,
    SigningLink,
    SigningSession,
)
from tests.procurement.opened import open_for
from tests.reports.client_signing.signer import (
    SIGNED,
    Mailbox,
    act,
    fresh,
    inside,
    started,
    text,
    theirs,
)
from tests.reports.issued import ask, decided, issue


@pytest.fixture
def asked(report, firm):
    return ask(report, firm)


@pytest.fixture
def mailbox(mailoutbox, firm):
    return Mailbox(mailoutbox, firm.organisation)


def everything_written():
    rows = (SignatureRequest, SigningLink, SigningSession, SigningCode, ClientSignature)
    return [list(model.objects.everywhere().order_by("pk").values()) for model in rows] + [
        PressCount.objects.count(), Event.objects.count(), OutgoingMail.objects.everywhere().count()
    ]  # fmt: skip


def no_report_in(page):
    words = ("Triage Turbo", "Harbour", "Larkfield", "Anwen", "conditions", "damp")
    return not any(word in page for word in words)


def test_a_scanner_opens_it_fifty_times_and_the_person_still_gets_in(asked, mailbox):
    link, before = mailbox.link, everything_written()
    for _ in range(50):
        assert Client(HTTP_USER_AGENT="scanner").get(link).status_code == 200
    Client().head(link)
    Client().options(link)
    Client().get(link, HTTP_SEC_PURPOSE="prefetch;prerender")
    assert everything_written() == before
    assert inside(asked, mailbox).get(theirs(asked)).status_code == 200


def test_the_first_device_needs_the_code_too_and_sees_nothing_before(asked, mailbox):
    landing = text(Client().get(mailbox.link))
    assert "Harbour Lettings asks you to sign a report" in landing
    for secret in ("damp", "Proceed", "Sam"):
        assert secret not in landing
    client = started(mailbox)
    for page in ("sign", "file_to_sign"):
        assert client.get(theirs(asked, page)).url == theirs(asked, "signing_code")
    assert client.post(theirs(asked), SIGNED).url == theirs(asked, "signing_code")
    assert not ClientSignature.objects.everywhere().exists()
    wrong = client.post(theirs(asked, "signing_code"), {"code": "12345x"})
    assert "This is not the code we mailed" in text(wrong)
    right = client.post(theirs(asked, "signing_code"), {"code": f" {mailbox.code} "})
    assert right.url == theirs(asked)
    assert "A person reads every answer on damp." in text(client.get(theirs(asked)))


def test_pages_are_kept_out_of_caches_searches_and_referers(asked, mailbox):
    landing = Client().get(mailbox.link)
    assert landing.headers["Referrer-Policy"] == "no-referrer"
    client = inside(asked, mailbox)
    pages = [landing, client.get(theirs(asked)), Client().get(theirs(asked))]
    for told in pages:
        assert "no-store" in told.headers["Cache-Control"]
        assert "noindex" in told.headers["X-Robots-Tag"]
    assert "no-store" in client.get(theirs(asked, "file_to_sign")).headers["Cache-Control"]
    cookie = client.cookies[f"sign-{asked.id.hex}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/sign/")


def test_the_database_holds_neither_token_nor_key_nor_code_and_no_subject_tells(asked, mailbox):
    client = started(mailbox)
    secrets = (mailbox.token, mailbox.code, client.cookies[f"sign-{asked.id.hex}"].value)
    with connection.cursor() as cursor:
        written = ""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            written += repr(cursor.fetchall())
    for secret in secrets:
        assert secret not in written
        assert not any(secret in subject for subject in mailbox.subjects)


def test_five_wrong_codes_close_the_door_for_a_while(asked, mailbox, monkeypatch):
    client = started(mailbox)
    digits = mailbox.code
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    for _ in range(5):
        client.post(theirs(asked, "signing_code"), {"code": wrong})
    told = client.post(theirs(asked, "signing_code"), {"code": digits})
    assert "tried too often" in text(told)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    told = client.post(theirs(asked, "signing_code"), {"code": digits})
    assert "works no longer" in text(told)
    client.post(theirs(asked, "signing_code"), {"again": "1"})
    told = client.post(theirs(asked, "signing_code"), {"code": mailbox.code})
    assert told.url == theirs(asked)


def test_a_code_opens_only_the_device_it_was_asked_on_and_is_not_mailed_without_end(
    asked, mailbox, monkeypatch
):
    started(mailbox)
    code = mailbox.code
    other = started(mailbox)
    assert "works no longer" in text(other.post(theirs(asked, "signing_code"), {"code": code}))
    for _ in range(4):
        other.post(theirs(asked, "signing_code"), {"again": "1"})
    assert sum("code" in subject for subject in mailbox.subjects) == 1


def test_withdrawn_is_withdrawn_with_the_next_click(asked, mailbox, firm, client):
    signer, link = inside(asked, mailbox), mailbox.link
    client.force_login(firm.adviser)
    act(client, asked, "withdraw")
    assert signer.get(theirs(asked)).status_code == 403
    assert signer.post(theirs(asked), SIGNED).status_code == 403
    told = Client().get(link)
    assert (told.status_code, "This link was withdrawn" in text(told)) == (410, True)
    assert Client().post(link, {"do": "start"}).status_code == 410
    assert not ClientSignature.objects.everywhere().exists()
    assert "no longer asks you to sign" in mailbox.newest.subject


def test_an_expired_link_says_so_names_nobody_and_works_again_once_asked_again(
    asked, mailbox, firm, client, monkeypatch
):
    link = mailbox.link
    later = timezone.now() + timedelta(days=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    told = Client().get(link)
    assert (told.status_code, "This link has expired" in text(told)) == (410, True)
    assert no_report_in(text(told))
    before = len(mailbox.mails)
    Client().post(link, {"do": "mail"})
    assert len(mailbox.subjects) == before
    client.force_login(firm.adviser)
    act(client, asked, "again")
    assert fresh(asked).closes_at > later
    assert mailbox.link != link
    inside(asked, mailbox)


def test_a_replaced_link_can_mail_a_new_one_to_the_same_address_alone(
    asked, mailbox, firm, client, monkeypatch
):
    first = mailbox.link
    client.force_login(firm.adviser)
    act(client, asked, "again")
    second = mailbox.link
    told = Client().get(first)
    assert (told.status_code, "replaced by a newer one" in text(told)) == (410, True)
    assert no_report_in(text(told))
    told = Client().post(first, {"do": "mail"})
    assert mailbox.link == second  # not twice within ten minutes
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert text(Client().post(first, {"do": "mail"})) == text(told)
    assert mailbox.link not in (first, second)


def test_an_unknown_link_is_told_nothing_and_no_sooner_than_any_other(asked, mailbox):
    looks = set()
    for token in ("x", "A" * 43, mailbox.token[:-1] + "!"):
        with CaptureQueriesContext(connection) as queries:
            told = Client().get(f"/sign/link/{token}/")
        assert told.status_code == 404
        assert no_report_in(text(told))
        looks.add((len(queries), told.content))
    assert len(looks) == 1


def test_a_session_opens_no_other_request_and_no_token_is_a_session(
    asked, mailbox, firm, mailoutbox
):
    other_assessment = open_for(firm, product="EnquirySense")
    decided(other_assessment, firm)
    signer = inside(asked, mailbox)
    other = ask(issue(other_assessment, firm), firm)
    stranger = Client().get(theirs(other))
    nobody = Client().get(theirs(other).replace(str(other.id), str(firm.owner.id)))
    assert [each.status_code for each in (signer.get(theirs(other)), stranger, nobody)] == [403] * 3
    assert stranger.content == nobody.content
    for value in (signer.cookies[f"sign-{asked.id.hex}"].value, mailbox.token):
        forger = Client()
        forger.cookies[f"sign-{other.id.hex}"] = value
        assert forger.get(theirs(other)).status_code == 403
    key = signer.cookies[f"sign-{asked.id.hex}"].value
    # One door's secrets open no other: not as a signer's link, a vendor's, or a shared one.
    for path in (
        f"/sign/link/{key}/",
        f"/vendor/link/{mailbox.token}/",
        f"/shared/{mailbox.token}/",
    ):
        assert Client().get(path).status_code == 404


def test_another_sites_form_starts_nothing_and_a_hidden_origin_gets_in(asked, mailbox):
    link, before = mailbox.link, everything_written()
    told = Client().post(
        link, {"do": "start"}, HTTP_SEC_FETCH_SITE="cross-site", HTTP_ORIGIN="null"
    )
    assert told.status_code == 403
    assert everything_written() == before
    strict = Client(enforce_csrf_checks=True)
    told = strict.post(link, {"do": "start"}, HTTP_SEC_FETCH_SITE="same-origin", HTTP_ORIGIN="null")
    assert told.url == theirs(asked, "signing_code")
    # Behind the link the usual token is asked for.
    assert strict.post(theirs(asked, "signing_code"), {"code": "1"}).status_code == 403


def test_whoever_knocks_too_often_waits(asked, mailbox):
    link = mailbox.link
    for _ in range(20):
        Client().post("/sign/link/guess/", {"do": "start"})
    told = Client().post(link, {"do": "start"})
    assert (told.status_code, int(told["Retry-After"]) > 0) == (429, True)
    assert Client().get(link).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").post(link, {"do": "start"}).status_code == 302


def test_leaving_closes_it_on_this_device(asked, mailbox):
    client = inside(asked, mailbox)
    assert "You have left" in text(client.post(theirs(asked, "signing_leave")))
    assert client.get(theirs(asked)).status_code == 403


def test_the_receipt_is_read_again_by_a_new_link_that_says_so(asked, mailbox, monkeypatch):
    inside(asked, mailbox).post(theirs(asked), SIGNED)
    first = mailbox.link
    SigningLink.objects.everywhere().update(superseded_at=timezone.now())
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    Client().post(first, {"do": "mail"})
    assert mailbox.link != first
    assert "which you signed" in mailbox.newest.body
    assert "You have signed" in text(inside(asked, mailbox).get(theirs(asked)))

"""A sealed report shared by a link: who gets which bytes, until when, and what is kept of it."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from organisations.models import Event
from portal.models import PressCount
from reports.models import ShareLink, ShareOpening
from tests.organisations.cast import found_firm
from tests.reports.client_signing.signer import text
from tests.reports.issued import issue, share


@pytest.fixture
def by(firm):
    return firm.adviser.as_actor()


@pytest.fixture
def shared(report, by):
    return share(report, by=by)


def path_of(shared):
    return f"/{shared.address.split('/', 3)[3]}"


def page(report, name="sharing", *more):
    ids = [report.organisation_id, report.assessment_id, report.id, *more]
    return reverse(f"reports:{name}", args=ids)


def openings():
    return ShareOpening.objects.everywhere()


@pytest.mark.parametrize("binding", ["client", "full"])
def test_whoever_has_the_link_gets_the_very_file_and_it_is_counted(
    report, by, firm, client, binding
):
    shared = share(report, by=by, binding=binding)
    told = Client().post(path_of(shared))
    pdf = b"".join(told.streaming_content)
    assert hashlib.sha256(pdf).hexdigest() == report.seals.get(binding=binding).sha256
    name = "client-report" if binding == "client" else "report"
    assert f'filename="triage-turbo-32-{name}-1.pdf"' in told.headers["Content-Disposition"]
    Client().post(path_of(shared))
    assert openings().count() == 2
    assert Event.objects.filter(verb="report.share_opened").count() == 2
    client.force_login(firm.reader)
    told = text(client.get(page(report)))
    assert "Downloaded 2 times, last on" in told
    assert "For The landlord" in told
    assert "Make the link" not in told


def test_looking_writes_nothing_and_says_what_it_is(shared, report):
    before = (PressCount.objects.count(), Event.objects.count())
    client = Client(HTTP_USER_AGENT="scanner")
    for _ in range(50):
        client.get(path_of(shared))
    told = client.get(path_of(shared))
    client.head(path_of(shared))
    client.options(path_of(shared))
    assert (PressCount.objects.count(), Event.objects.count()) == before
    assert not openings().exists()
    for shown in ("A report on Triage Turbo 3.2", "Harbour Lettings shares", "the client report"):
        assert shown in text(told)
    for secret in ("The landlord", "damp", "Larkfield"):
        assert secret not in text(told)


def test_it_stands_in_no_cache_no_search_no_referer_and_no_database(shared, client, report, firm):
    for told in (Client().get(path_of(shared)), Client().post(path_of(shared))):
        assert told.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in told.headers["Cache-Control"]
        assert "noindex" in told.headers["X-Robots-Tag"]
    token = path_of(shared).split("/")[-2]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            written = repr(cursor.fetchall())
            assert token not in written, table
            # Of whoever opened it no address is kept.
            assert "127.0.0.1" not in written, table


def test_the_link_is_shown_once(report, firm, client):
    client.force_login(firm.adviser)
    seal = report.seals.get(binding="full")
    until = timezone.localdate() + timedelta(days=5)
    said = {"seal": str(seal.id), "for_whom": "The landlord", "until": until.isoformat()}
    told = client.post(page(report), said)
    assert told.headers["Referrer-Policy"] == "no-referrer"
    address = text(told).split("<code>")[1].split("</code>")[0]
    assert Client().get(f"/{address.split('/', 3)[3]}").status_code == 200
    assert address not in text(client.get(page(report)))
    assert timezone.localtime(ShareLink.objects.everywhere().get().expires_at).date() == until


def test_what_is_wrong_is_said_and_what_was_typed_stays(report, firm, client, by):
    client.force_login(firm.adviser)
    assert "This report is shared with nobody" in text(client.get(page(report)))
    told = text(client.post(page(report), {"for_whom": "The landlord", "until": "1 May 2020"}))
    for shown in ("Choose what you share", "The day must be after today", 'value="The landlord"'):
        assert shown in told
    foreign = {"seal": "x" * 36, "for_whom": "A", "until": "1 May 2040"}
    assert "Choose what you share" in text(client.post(page(report), foreign))
    too_late = {
        "seal": str(report.seals.get(binding="full").id),
        "for_whom": "A",
        "until": "1 May 2040",
    }
    assert "A link works for a year at most" in text(client.post(page(report), too_late))
    with pytest.raises(Refused):
        share(report, by=by, days=0)
    assert not ShareLink.objects.everywhere().exists()


def test_after_its_day_a_page_says_whom_to_ask(shared, monkeypatch):
    later = timezone.now() + timedelta(days=32)
    monkeypatch.setattr(timezone, "now", lambda: later)
    told = Client().get(path_of(shared))
    assert told.status_code == 410
    assert "This link has expired" in text(told)
    assert "Ask Anwen of Harbour Lettings for a new link" in text(told)
    assert Client().post(path_of(shared)).status_code == 410
    assert not openings().exists()


def test_ended_is_ended_with_the_next_click(shared, report, firm, client):
    client.force_login(firm.reader)
    assert client.post(page(report, "share_end", shared.link.id)).status_code == 403
    client.force_login(firm.adviser)
    assert client.post(page(report, "share_end", shared.link.id)).url == page(report)
    client.post(page(report, "share_end", shared.link.id))
    assert Event.objects.filter(verb="report.share_ended").count() == 1
    told = Client().post(path_of(shared))
    assert (told.status_code, "This link was ended" in text(told)) == (410, True)
    assert "Ended on" in text(client.get(page(report)))


def test_a_stranger_finds_nothing_there(shared, report, client):
    guess = Client().get("/shared/guess/")
    other = Client().get(f"{path_of(shared)[:-2]}x/")
    assert [guess.status_code, other.status_code] == [404, 404]
    assert guess.content == other.content
    assert "Harbour" not in text(guess)
    client.force_login(found_firm("Quayside Brokers").owner)
    assert client.get(page(report)).status_code == 404
    assert client.post(page(report, "share_end", shared.link.id)).status_code == 404


def test_a_newer_report_is_told_of_and_the_old_one_stays_to_be_had(shared, assessment, firm):
    issue(assessment, firm, reason="The law changed.")
    told = text(Client().get(path_of(shared)))
    assert "A newer report took its place on" in told
    assert "Ask Anwen of Harbour Lettings for it" in told
    assert Client().post(path_of(shared)).status_code == 200


def test_whoever_knocks_too_often_waits_and_another_site_presses_nothing(shared):
    told = Client().post(path_of(shared), HTTP_SEC_FETCH_SITE="cross-site")
    assert told.status_code == 403
    for _ in range(20):
        Client().post("/shared/guess/")
    told = Client().post(path_of(shared))
    assert (told.status_code, int(told["Retry-After"]) > 0) == (429, True)
    assert not openings().exists()

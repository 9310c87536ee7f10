"""The link by D8: what scanners, forwarders, strangers and late comers get, and what they do not."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.regular import Rounds
from organisations.models import Event
from portal.actions.asking import revoke, send_again
from portal.models import MailedCode, PressCount, VendorLink, VendorRequest, VendorSession
from portal.secrets_of_links import digest
from tests.organisations.cast import found_firm
from tests.portal.asked import (
    OKORO,
    PATEL,
    ask,
    code_in,
    deliver,
    link_in,
    path_of,
    say,
    say_all,
    send,
    started,
    theirs,
    token_of,
)
from tests.procurement.opened import open_for

pytestmark = pytest.mark.django_db


def everything_written():
    """Every row a link could change."""
    return [
        list(model.objects.everywhere().order_by("pk").values())
        for model in (VendorRequest, VendorLink, VendorSession, MailedCode)
    ] + [PressCount.objects.count(), Event.objects.count(), len(django_mail.outbox)]


def test_a_scanner_opens_it_fifty_times_and_the_person_still_gets_in(asked):
    before = everything_written()
    scanner = Client(HTTP_USER_AGENT="Mozilla/5.0 (scanner)")
    for _ in range(50):
        assert scanner.get(path_of(asked.link)).status_code == 200
    assert everything_written() == before

    person = started(asked)
    assert person.get(theirs(asked, "tasks")).status_code == 200


@pytest.mark.parametrize(
    "look",
    [
        lambda client, path: client.head(path),
        lambda client, path: client.options(path),
        lambda client, path: client.get(path, HTTP_SEC_PURPOSE="prefetch;prerender"),
        lambda client, path: client.get(path, HTTP_PURPOSE="prefetch"),
    ],
)
def test_looking_in_any_way_changes_nothing(asked, look):
    before = everything_written()
    answer = look(Client(), path_of(asked.link))
    assert not answer.cookies.get(f"vendor-{asked.request.id.hex}")
    assert everything_written() == before


def test_the_landing_page_says_who_why_and_how_long(asked):
    page = Client().get(path_of(asked.link)).content.decode()
    assert "Harbour Lettings asks about Triage Turbo" in page
    assert "4\N{NO-BREAK SPACE}questions, about" in page
    assert "You can stop and hand parts on" in page
    assert "Not the right person?" in page


def test_start_leads_to_an_address_without_the_token(asked):
    answer = Client().post(path_of(asked.link), {"do": "start"})
    assert answer.url == theirs(asked, "tasks")
    assert token_of(asked.link) not in answer.url
    cookie = answer.cookies[f"vendor-{asked.request.id.hex}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/vendor/")
    assert token_of(asked.link) not in cookie.value


def test_every_page_is_kept_out_of_caches_searches_and_referers(asked):
    client = Client()
    landing = client.get(path_of(asked.link))
    assert landing.headers["Referrer-Policy"] == "no-referrer"
    started(asked, client)
    for answer in (
        landing,
        client.get(theirs(asked, "tasks")),
        Client().get(theirs(asked, "tasks")),
    ):
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_database_holds_neither_token_nor_session_key_nor_code(asked, mailoutbox, firm):
    started(asked)
    second = started(asked)
    digits = code_in(mailoutbox, firm.organisation)
    key = second.cookies[f"vendor-{asked.request.id.hex}"].value
    with connection.cursor() as cursor:
        written = ""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            written += repr(cursor.fetchall())
    assert token_of(asked.link) not in written
    assert key not in written
    assert digits not in written
    assert digest("link", token_of(asked.link)) in written


def test_no_subject_of_any_mail_holds_a_link_or_a_code(asked, mailoutbox, firm):
    started(asked)
    started(asked)
    digits = code_in(mailoutbox, firm.organisation)
    assert len(mailoutbox) == 2
    for message in mailoutbox:
        assert token_of(asked.link) not in message.subject
        assert digits not in message.subject
    assert token_of(asked.link) in mailoutbox[0].body


def test_the_mailed_link_names_the_sites_own_host(asked, mailoutbox, firm, settings):
    settings.SITE_URL = "https://weighbridge.example"
    client = Client(HTTP_HOST="localhost")
    client.force_login(firm.owner)
    page = f"/o/{firm.organisation.id}/assessments/{asked.request.assessment_id}/vendor/{asked.request.id}/"
    client.post(page, {"do": "mail"})
    link = link_in(mailoutbox, firm.organisation, OKORO.email)
    assert link.startswith("https://weighbridge.example/vendor/link/")


def test_a_forwarded_link_shows_no_answer_without_the_code(asked, mailoutbox, firm):
    first = started(asked)
    say(first, asked, "retention_days", typed="4711")

    other = started(asked)
    for page in ("tasks", "check", "hand_on"):
        answer = other.get(theirs(asked, page))
        assert answer.url == theirs(asked, "code"), page
    answer = other.get(theirs(asked, "question", "retention_days"))
    assert answer.url == theirs(asked, "code")
    assert "4711" not in other.get(theirs(asked, "code")).content.decode()

    wrong = other.post(theirs(asked, "code"), {"code": "12345x"})
    assert "This is not the code we mailed" in wrong.content.decode()
    right = other.post(
        theirs(asked, "code"), {"code": f" {code_in(mailoutbox, firm.organisation)} "}
    )
    assert right.url == theirs(asked, "tasks")
    page = other.get(theirs(asked, "question", "retention_days")).content.decode()
    assert "4711" in page


def test_the_first_device_is_not_asked_for_a_code_when_it_comes_back(asked):
    client = started(asked)
    say(client, asked, "retention_days", typed="30")
    answer = client.post(path_of(asked.link), {"do": "start"})
    assert answer.url == theirs(asked, "tasks")


def test_five_wrong_codes_close_the_door_for_a_while(asked, mailoutbox, firm, monkeypatch):
    started(asked)
    other = started(asked)
    digits = code_in(mailoutbox, firm.organisation)
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    for _ in range(5):
        other.post(theirs(asked, "code"), {"code": wrong})
    right = other.post(theirs(asked, "code"), {"code": digits})
    assert "tried too often" in right.content.decode()

    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "works no longer" in other.post(theirs(asked, "code"), {"code": digits}).content.decode()
    other.post(theirs(asked, "code"), {"again": "1"})
    fresh = code_in(mailoutbox, firm.organisation)
    answer = other.post(theirs(asked, "code"), {"code": fresh})
    assert answer.url == theirs(asked, "tasks")


def test_a_code_opens_only_the_device_it_was_asked_on(asked, mailoutbox, firm, monkeypatch):
    started(asked)
    second = started(asked)
    first_code = code_in(mailoutbox, firm.organisation)
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    third = started(asked)
    code_in(mailoutbox, firm.organisation)
    assert third.post(theirs(asked, "code"), {"code": first_code}).status_code == 200
    # The newer code took the place of the older one.
    assert second.post(theirs(asked, "code"), {"code": first_code}).status_code == 200


def test_codes_are_not_mailed_without_end(asked, mailoutbox, firm):
    started(asked)
    other = started(asked)
    for _ in range(5):
        other.post(theirs(asked, "code"), {"again": "1"})
    deliver(firm.organisation)
    assert sum("code" in message.subject for message in mailoutbox) == 1


def test_withdrawn_is_withdrawn_with_the_next_click(asked, firm):
    client = started(asked)
    assert client.get(theirs(asked, "tasks")).status_code == 200
    revoke(asked=asked.request, by=firm.owner.as_actor())
    assert client.get(theirs(asked, "tasks")).status_code == 403
    assert say(client, asked, "retention_days", typed="30").status_code == 403
    landing = Client().get(path_of(asked.link))
    assert landing.status_code == 410
    assert "withdrawn" in landing.content.decode()
    assert Client().post(path_of(asked.link), {"do": "start"}).status_code == 410


def no_buyer_in(page):
    return not any(
        word in page for word in ("Harbour", "Triage Turbo", "Okoro", "Larkfield", "Olive")
    )


def test_a_replaced_link_says_so_names_nobody_and_can_mail_a_new_one(
    asked, firm, mailoutbox, monkeypatch
):
    deliver(firm.organisation)
    send_again(asked=asked.request, mailed=False, by=firm.owner.as_actor())
    page = Client().get(path_of(asked.link))
    assert page.status_code == 410
    assert "replaced by a newer one" in page.content.decode()
    assert no_buyer_in(page.content.decode())

    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    answer = Client().post(path_of(asked.link), {"do": "mail"})
    assert no_buyer_in(answer.content.decode())
    deliver(firm.organisation)
    assert mailoutbox[-1].to == [OKORO.email]
    assert started(type(asked)(asked.request, link_in(mailoutbox, firm.organisation, OKORO.email)))


def test_an_expired_link_says_so_and_names_nobody(asked):
    VendorLink.objects.everywhere().update(expires_at=timezone.now())
    page = Client().get(path_of(asked.link))
    assert (page.status_code, "has expired" in page.content.decode()) == (410, True)
    assert no_buyer_in(page.content.decode())


def test_an_unknown_link_is_told_nothing_and_no_sooner_than_any_other(asked):
    looks = {}
    for token in ("x", "A" * 43, token_of(asked.link)[:-1] + "!"):
        with CaptureQueriesContext(connection) as asked_for:
            answer = Client().get(f"/vendor/link/{token}/")
        assert answer.status_code == 404
        assert no_buyer_in(answer.content.decode())
        looks[token] = (len(asked_for), answer.content)
    assert len(set(looks.values())) == 1


def test_a_session_of_one_vendor_opens_nothing_of_another(asked, firm):
    other = ask(open_for(firm, product="EnquirySense"), firm, to=PATEL)
    mine = started(asked)
    page = mine.get(theirs(other, "tasks"))
    stranger = Client().get(theirs(other, "tasks"))
    nobody = Client().get(theirs(asked, "tasks").replace(str(asked.request.id), str(firm.owner.id)))
    assert [each.status_code for each in (page, stranger, nobody)] == [403, 403, 403]
    assert stranger.content == nobody.content
    # Nor does its key under the other's name.
    key = mine.cookies[f"vendor-{asked.request.id.hex}"].value
    forger = Client()
    forger.cookies[f"vendor-{other.request.id.hex}"] = key
    assert forger.get(theirs(other, "tasks")).status_code == 403


def test_a_session_key_opens_no_link_and_a_token_is_no_session(asked):
    client = started(asked)
    key = client.cookies[f"vendor-{asked.request.id.hex}"].value
    assert Client().get(f"/vendor/link/{key}/").status_code == 404
    forger = Client()
    forger.cookies[f"vendor-{asked.request.id.hex}"] = token_of(asked.link)
    assert forger.get(theirs(asked, "tasks")).status_code == 403


def test_another_sites_form_starts_nothing(asked):
    before = everything_written()
    answer = Client().post(
        path_of(asked.link), {"do": "start"}, HTTP_SEC_FETCH_SITE="cross-site", HTTP_ORIGIN="null"
    )
    assert answer.status_code == 403
    assert everything_written() == before


def test_a_browser_that_hides_its_origin_gets_in(asked):
    # So it posts from a page under no-referrer (Fetch, "append a request Origin header").
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        path_of(asked.link), {"do": "start"}, HTTP_SEC_FETCH_SITE="same-origin", HTTP_ORIGIN="null"
    )
    assert answer.url == theirs(asked, "tasks")


def test_whoever_knocks_too_often_waits(asked):
    client = Client()
    for _ in range(20):
        client.post(path_of(asked.link), {"do": "start"})
    assert Client().post(path_of(asked.link), {"do": "start"}).status_code == 429
    # Guessing at other links from the same address waits as well, and looking does not.
    assert Client().post("/vendor/link/guess/", {"do": "start"}).status_code == 429
    assert Client().get(path_of(asked.link)).status_code == 200
    # Somebody else at another address gets in by a link of their own.
    assert Client(REMOTE_ADDR="192.0.2.7").post("/vendor/link/guess/").status_code == 404


def test_every_web_process_counts_the_same_presses_and_forgets_them_in_time(asked):
    for _ in range(20):
        # Another process remembers nothing of what this one counted for itself.
        cache.clear()
        assert Client().post("/vendor/link/guess/", {"do": "start"}).status_code == 404
    cache.clear()
    assert Client().post(path_of(asked.link), {"do": "start"}).status_code == 429
    rows = PressCount.objects.all()
    assert not any("127.0.0.1" in str(row) or "guess" in str(row) for row in rows.values())
    Rounds().go_round()
    assert Client().post(path_of(asked.link), {"do": "start"}).status_code == 429
    rows.update(until=timezone.now())
    assert Client().post(path_of(asked.link), {"do": "start"}).status_code == 302
    rows.update(until=timezone.now())
    Rounds().go_round()
    assert not rows.exists()


def test_an_outsider_of_the_firm_finds_none_of_its_requests(asked, client):
    outsider = found_firm("Quayside Brokers")
    client.force_login(outsider.owner)
    ids = (asked.request.organisation_id, asked.request.assessment_id)
    for page in ("", "ask/", f"{asked.request.id}/", f"{asked.request.id}/again/"):
        assert client.get(f"/o/{ids[0]}/assessments/{ids[1]}/vendor/{page}").status_code == 404


def test_without_mail_a_second_device_is_told_why_it_must_stop(asked, settings):
    first = started(asked)
    say_all(first, asked)
    send(first, asked)
    settings.MAIL_IS_SET_UP = False
    page = started(asked).get(theirs(asked, "code")).content.decode()
    assert "No mail can be sent from here" in page

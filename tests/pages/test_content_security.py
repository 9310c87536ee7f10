"""What a browser is allowed to do with a page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from pages.downloads import attachment
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["desk:front", "desk:method", "account_login"])
def test_every_page_carries_the_policy_and_nothing_it_forbids(client, name):
    answer = client.get(reverse(name))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_no_template_holds_what_the_policy_forbids():
    for template in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        # The PDF's, which no browser reads, and a file that is taken away with a policy of its own.
        if template.parent.name == "report" or template.name == "twin_file.html":
            continue
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=\"|\son(click|load|change|submit)=", text), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template


def test_style_sheets_fetch_nothing_from_elsewhere():
    for sheet in Path(settings.BASE_DIR, "static").rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"url\([\"']?(https?:)?//", text), sheet
        assert "@import" not in text, sheet


def test_a_download_is_kept_and_never_run():
    answer = attachment([b"<script>"], name="a “name”.pdf", content_type="application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_missing_page_is_ours_and_carries_the_policy(client):
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_what_a_signed_in_person_sees_is_stored_nowhere(client):
    firm = found_firm("Harbour Lettings")
    assert "Cache-Control" not in client.get("/").headers
    client.force_login(firm.owner)
    page = client.get(reverse("desk:home", args=[firm.organisation.id]))
    assert page.headers["Cache-Control"] == "private, no-store"

"""What is no file for an answer: hostile, twice, too many, or without an answer to go with."""

import pytest
from django.core.cache import cache

from portal.models import Draft
from tests.conftest import SHARED, needs_shared
from tests.portal.asked import say, started
from tests.portal.attached import at_answers, attach, upload
from tests.portal.tasks import text
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
ATTACKS = SHARED / "assets" / "attacks" / "made" / "evidence"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("run.exe", b"MZ\x90\x00" + bytes(60), "program"),
        ("picture.svg", b"<svg onload='alert(1)'/>", "This is an XML file"),
        ("terms.pdf", b"%PDF-1.4 cut", "This is a PDF, but it is damaged"),
        ("card.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        ("start.bat", b"del everything", "A computer would run a file of this name"),
        ("terms.txt", b"", "This file is empty"),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_the_answer_is_kept(
    asked, firm, name, content, sentence
):
    vendor = started(asked)
    page = text(attach(vendor, asked, name, content))
    assert page.index("Error:") < page.index("</title>")
    assert page.count(sentence) >= 2, "in the summary and at the field"
    assert 'value="30"' in page
    assert ("Your answer is saved. The file is not." in page) is bool(content)
    assert not at_answers(firm).exists()
    assert not StoredFile.objects.filter(tenant=firm.organisation.id).exists()


@needs_shared
def test_hostile_files_made_elsewhere_end_in_a_sentence_or_are_kept_as_they_are(asked, firm):
    vendor = started(asked)
    for path in sorted(ATTACKS.iterdir()):
        answer = attach(vendor, asked, path.name, path.read_bytes())
        if answer.status_code == 200:
            assert "There is a problem" in text(answer), path.name
        else:
            at_answers(firm).get().delete()
            cache.clear()


def test_a_refused_file_can_be_put_right_on_the_same_page(asked, firm):
    vendor = started(asked)
    attach(vendor, asked, "terms.pdf", b"%PDF-1.4 cut")
    draft = Draft.objects.of(firm.organisation).get()
    assert draft.value == 30
    assert attach(vendor, asked, based_on=draft.version).status_code == 302
    assert [each.name for each in at_answers(firm)] == ["terms.txt"]


def test_what_the_file_is_must_be_said_and_the_answer_given(asked, firm):
    vendor = started(asked)
    page = text(attach(vendor, asked, kind=""))
    assert "Choose what it is</a>" in page
    assert "Choose the file again" in page
    page = text(say(vendor, asked, "retention_days", file=upload(), kind="contract"))
    assert "or choose “We do not know”" in page
    assert not at_answers(firm).exists()
    assert 'value="web_page"' not in page


def test_one_file_once_and_no_more_than_five_at_an_answer(asked, firm):
    vendor = started(asked)
    attach(vendor, asked)
    assert "This file is at this answer already" in text(attach(vendor, asked, based_on=1))
    for number in range(4):
        attach(vendor, asked, f"{number}.txt", f"paper {number}".encode(), based_on=1)
    refused = text(attach(vendor, asked, "5.txt", b"paper 5", based_on=1))
    assert "There are 5 files at this answer already" in refused
    assert at_answers(firm).count() == 5


def test_many_files_in_a_short_time_have_to_wait(asked, firm, monkeypatch):
    monkeypatch.setattr("portal.throttle.FILES", 1)
    vendor = started(asked)
    attach(vendor, asked)
    page = text(attach(vendor, asked, "b.txt", b"another", based_on=1))
    assert "Wait ten minutes" in page
    assert at_answers(firm).count() == 1

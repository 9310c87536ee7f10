"""Thousands of answers and hundreds of flags are set within the bounds, and no word of a person becomes a page."""

import io
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.content.answers import AnswerSection, Said, Told
from reports.typesetting import typesetter
from reports.typesetting.pages import FITS, render_html
from reports.typesetting.rendered import Enclosure
from tests.conftest import needs_pango
from tests.reports.content_made import LIBRARY, content, evaluation

pytestmark = needs_pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "a" * 64
# What somebody may write where words are asked for: markup, addresses, directions, marks without width.
HOSTILE = (
    "<link rel=attachment href=file:///etc/passwd>",
    "<style>@import url(http://127.0.0.1:9/a.css)</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
    "<img src=http://127.0.0.1:9/a.png>",
    "<object data=file:///etc/passwd></object>",
    "<base href=file:///etc/>",
    "<div>" * 500,
    "{{ content.made_by }}{% include 'base.html' %}",
    "\u202egnp.exe\u202c \u200b\u200d\ufeff\u2066x\u2069",
    "عقد الخدمة ١٢٣ and שלום",
    "W" * 3_000,
)


def answered(rows, words):
    """A section with so many answers."""
    return AnswerSection(
        id="about",
        title="About",
        told=tuple(
            Told(
                key=f"q{number}",
                question=f"Question {number}?",
                state="answered",
                said=(
                    Said(
                        in_words=f"Answer {number}: {words}", grade="vendor_says",
                        by="M. Okoro", on=date(2026, 11, 1), words=words,
                    ),
                ),
            )
            for number in range(rows)
        ),
    )  # fmt: skip


def sealed(made):
    return typesetter.typeset(
        (render_html(made, LIBRARY.bank, content_sha256=HASH, fit=fit) for fit in FITS),
        enclosures=[Enclosure("assessment.json", "data", b"{}")],
        made_at=AT,
        identifier=HASH,
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_stays_text(words):
    made = content(evaluation(27, 2, 1, 1), question=f"Is it good? {words}"[:300]).model_copy(
        update={"sections": (answered(2, words),)}
    )
    pdf = sealed(made).content
    read = PdfReader(io.BytesIO(pdf))
    assert set(read.attachments) == {"assessment.json"}
    text = "".join(page.extract_text() for page in read.pages)
    assert Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0] not in text
    assert b"/URI" not in pdf
    assert b"/EmbeddedFile" in pdf


@pytest.mark.slow
def test_two_thousand_answers_and_every_flag_are_set_within_a_tenth_of_the_bounds(monkeypatch):
    monkeypatch.setattr(typesetter, "MEMORY", 2 << 30)
    made = content(evaluation(270, 12, 9, 9)).model_copy(
        update={"sections": tuple(answered(100, "As written in the contract.") for _ in range(20))}
    )
    began = time.process_time()
    pages = sealed(made).pages
    assert pages > 50
    assert time.process_time() - began < 60

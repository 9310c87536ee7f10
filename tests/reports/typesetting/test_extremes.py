"""The full file at its limits: nothing leaves its page, nothing is printed over anything, page one says it all."""

import re

import pytest

from reports.typesetting.bindings import ways_to_set
from tests.reports.content_made import LIBRARY
from tests.reports.typesetting.extremes import HASH, NAMES, ONE_WORD
from tests.reports.typesetting.limits_kept import (
    SHORT,
    hold_headings,
    hold_page_one,
    hold_to_its_pages,
    made,
    words_of,
)


@pytest.mark.parametrize("name", SHORT)
def test_nothing_leaves_its_page_or_stands_over_anything(name):
    _, document = made(name, "full")
    hold_to_its_pages(document)


@pytest.mark.slow
def test_a_report_of_sixty_pages_keeps_to_its_pages_too():
    _, document = made("60-pages", "full")
    assert len(document) >= 60
    hold_to_its_pages(document)


@pytest.mark.parametrize("name", SHORT)
def test_page_one_alone_says_all_of_it(name):
    hold_page_one(name, "full")


@pytest.mark.parametrize("name", ["usual", "empty", "300-flags", "long-texts"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(name):
    _, document = made(name, "full")
    hold_headings(document)


def test_each_of_300_flags_stands_once_in_the_table_and_once_in_full():
    content, document = made("300-flags", "full")
    assert len(content.screen.flags) == 300
    html = next(iter(ways_to_set("full", content, LIBRARY.bank, content_sha256=HASH)))
    table = html.split("r-every")[1].split("</table>")[0]
    for flag in content.screen.flags:
        assert table.count(f"<td>{flag.rule}</td>") == 1
        assert html.count(f'class="r-flag" id="{flag.rule}"') == 1
    # Heads of the table stand again on each page of it.
    pages = [page for page in document if "Where it stands" in page.get_text()]
    assert len(pages) > 3


def test_77_classes_are_all_in_the_full_file():
    _, document = made("77-classes", "full")
    text = " ".join(words_of(page) for page in document)
    for number in range(77):
        assert re.search(rf"kind {number}\b", text)


def test_names_are_whole_in_the_full_file():
    for name, whole in (("long-names", NAMES[:200]), ("one-word", ONE_WORD[:200])):
        _, document = made(name, "full")
        text = "".join("".join(page.get_text().split()) for page in document)
        assert "".join(whole.split()) in text


@pytest.mark.parametrize("name", ["usual", "77-classes", "long-texts", "no-test"])
def test_the_answers_begin_on_the_page_of_their_heading(name):
    _, document = made(name, "full")
    begins = [said for said in map(words_of, document) if "Every question, by section." in said]
    assert len(begins) == 1
    assert "How we know" in begins[0].split("Every question, by section.")[1]

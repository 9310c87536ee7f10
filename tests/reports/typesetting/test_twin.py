"""The web page of a report has its words, its tables and its check code, and lets nobody's words act."""

import re
from base64 import b64encode
from datetime import UTC, date, datetime
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.check_code import check_code
from reports.content.adviser import (
    AdviserSays,
    Block,
    Brand,
    Conclusion,
    Interests,
    Reliance,
    Run,
)
from reports.content.answers import AnswerSection, Evidence, FileHeld, Said, Told
from reports.typesetting.pages import render_html
from reports.typesetting.screen_markup import for_screens
from reports.typesetting.twin import twin_of
from reports.typesetting.twin_file import twin_file
from tests.reports.content_made import LIBRARY, content, evaluation, screening
from tests.reports.typesetting.test_pages import ANSWERS

HASH = "0123456789abcdef" * 4
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</main></body><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<!-- ",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "{{ content.made_by }}",
    "Very long name " * 40,
    "W" * 3_000,
)


class Read(HTMLParser):
    """What a page says: its text, the text of each table's cells, its headings and its elements."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tables, self.headings, self.elements, self.attributes = [], [], [], [], []
        self.cell = self.heading = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, *each) for each in attrs]
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.cell = True
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([int(tag[1]), ""])
            self.heading = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = False
        if re.fullmatch("h[1-6]", tag):
            self.heading = False

    def handle_data(self, data):
        self.text.append(data)
        if self.cell:
            self.tables[-1][-1][-1] += data
        if self.heading:
            self.headings[-1][1] += data

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def body_of(html):
    return html.partition("<main>")[2].rpartition("</main>")[0]


def whole(**about):
    """A report with answers, files, flags and a test."""
    name = about.pop("name", "sorter.onnx")
    said = Said(in_words=name, grade="vendor_says", by=name, on=date(2026, 11, 1), words=name)
    section = AnswerSection(
        id="about",
        title="About",
        told=(
            Told(key="q", question="Who sells it?", state="answered", said=(said, said)),
            Told(key="r", question="Where is it run?", state="not_answered"),
        ),
    )
    held = FileHeld(kind="model", name=name, bytes=4_096, sha256="ab" * 32, at=AT)
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS), **about)
    return made.model_copy(
        update={"sections": (section,), "evidence": Evidence(files=(held,)), "check_at": "http://a.example/verify/"}
    )  # fmt: skip


def advised(made, words="Anwen & Co"):
    """The same report, prepared by an adviser who says everything there is to say."""
    text = (
        Block(kind="heading", lines=((Run(text="In short"),),)),
        Block(kind="paragraph", lines=((Run(text=words, bold=True),),)),
        Block(kind="numbers", lines=((Run(text="One"),), (Run(text="Two"),)), start=3),
    )
    concluded = "proceed" if made.suggestion != "proceed" else "do_not_proceed"
    says = AdviserSays(
        firm=words,
        brand=Brand(accent="#12483d", logo=b64encode(b"\x89PNG").decode(), logo_type="image/png"),
        interests=Interests(payer="client", commission=False),
        scope=text, opinion=text, letter=text,
        conclusion=Conclusion(
            suggested=made.suggestion, concluded=concluded, reason=words, by="Anwen", on=date(2026, 11, 20)
        ),
        reliance=Reliance(version=2, said_on=date(2026, 11, 1), text=text),
    )  # fmt: skip
    return made.model_copy(update={"adviser": says})


def both(made):
    paper = Read(body_of(render_html(made, LIBRARY.bank, content_sha256=HASH)))
    return paper, Read(str(twin_of(made, LIBRARY.bank, content_sha256=HASH).body))


def test_it_says_what_the_paper_says_table_by_table():
    made = whole()
    paper, screen = both(made)
    assert screen.words == paper.words
    assert screen.tables == paper.tables
    assert check_code(HASH) in screen.words
    answered = next(table for table in screen.tables if table[0][:2] == ["Question", "Answer"])
    assert [row[0] for row in answered[1:]] == [
        "Who sells it?", "The same question, another source", "Where is it run?",
    ]  # fmt: skip
    assert answered[3][1:] == ["Cannot tell", "Not answered yet"]
    files = next(table for table in screen.tables if table[0][0] == "File")
    assert (files[1][0], files[1][2], files[1][4]) == ("sorter.onnx", "4096", "ab" * 32)
    every = next(table for table in screen.tables if "Rule" in table[0] and "Flag" in table[0])
    assert sorted(row[2] for row in every[1:]) == sorted(flag.rule for flag in made.screen.flags)


WHOLE = pytest.mark.parametrize("made", [whole(), advised(whole())], ids=["alone", "advised"])


@WHOLE
def test_it_has_one_heading_of_the_first_rank_and_leaves_none_out_below(made):
    paper, screen = both(made)
    ranks = [rank for rank, _ in screen.headings]
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    assert [said for _, said in screen.headings] == [said for _, said in paper.headings]


@WHOLE
def test_each_cell_says_its_column_and_each_line_of_the_contents_leads_there(made):
    _, screen = both(made)
    named = {value for tag, name, value in screen.attributes if (tag, name) == ("td", "data-l")}
    assert {"Question", "Answer", "How we know", "SHA-256"} <= named
    ids = [value for _, name, value in screen.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value for tag, name, value in screen.attributes if (tag, name) == ("a", "href")}
    assert {"#part-flags", "#part-answers", "#part-evidence"} <= links
    assert {each.removeprefix("#") for each in links} <= set(ids)


def test_every_picture_says_in_words_what_it_shows():
    made = str(twin_of(whole(), LIBRARY.bank, content_sha256=HASH).body)
    pictures = re.findall(r"<svg\b.*?</svg>", made, re.DOTALL)
    assert len(pictures) > 5
    assert all(re.search(r'role="img"', each) and re.search("<title>[^<]+", each) for each in pictures)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_stays_text(words):
    made = advised(
        whole(vendor=words, organisation=words, product=words, question=words, name=words), words
    )
    paper, screen = both(made)
    assert screen.tables == paper.tables
    assert " ".join(words.split()) in screen.words
    plain = both(advised(whole()))[1]
    assert set(screen.elements) == set(plain.elements)
    assert {name for _, name, _ in screen.attributes} == {name for _, name, _ in plain.attributes}

    file = Read(twin_file(twin_of(made, LIBRARY.bank, content_sha256=HASH), made).decode())
    assert file.elements.count("main") == file.elements.count("style") == 1
    assert "script" not in file.elements
    assert not any(name.startswith("on") for _, name, _ in file.attributes)


def test_a_name_cannot_turn_what_follows_it():
    turned = whole(vendor="Acme \u202egnp.exe\u202c \u2066x\u2069 عقد")
    said = both(turned)[1].words
    assert "Acme gnp.exe x عقد" in said
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", said)


def test_one_file_holds_all_it_needs_and_may_load_nothing_else():
    made = advised(whole())
    html = twin_file(twin_of(made, LIBRARY.bank, content_sha256=HASH), made).decode()
    read = Read(html)
    assert check_code(HASH) in html.partition("</title>")[0]
    for tag, name, value in read.attributes:
        assert name != "src" or value.startswith("data:image/png;base64,")
        assert name not in ("srcset", "action", "data", "background", "style"), (tag, name)
        assert name != "href" or value.startswith("#"), value
    assert "link" not in read.elements
    style = html.partition("<style>")[2].partition("</style>")[0]
    addresses = re.findall(r"url\(([^)]{0,40})", style)
    assert addresses
    assert all(each.startswith("data:font/woff2;base64,") for each in addresses)
    assert "@import" not in style
    policy = next(
        value for tag, name, value in read.attributes if tag == "meta" and name == "content" and "default-src" in value
    )  # fmt: skip
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "script-src" not in policy


def test_the_same_content_gives_the_same_bytes():
    made = whole()
    files = {
        twin_file(twin_of(made, LIBRARY.bank, content_sha256=HASH), made) for _ in range(2)
    }  # fmt: skip
    assert len(files) == 1


def test_the_name_of_a_column_stays_text_where_each_cell_says_it():
    head = '<th scope="col">A "b" &lt;i&gt; &amp; c</th>'
    row = '<td class="x">1</td>'
    made = for_screens(f'<main><table class="r-plain"><thead><tr>{head}</tr></thead><tr>{row}</tr></table></main>')  # fmt: skip
    (told,) = [value for _, name, value in Read(made).attributes if name == "data-l"]
    assert told == 'A "b" <i> & c'


_WORDS = st.text(st.sampled_from("ab <>&\"'é\n;#x41"), max_size=12)


@given(st.lists(st.tuples(st.sampled_from(("p", "h2", "td", "i")), _WORDS), max_size=8))
def test_what_has_nothing_for_screens_comes_through_byte_for_byte(parts):
    inside = "".join(f"<{tag}>{escape(words)}</{tag}>" for tag, words in parts).strip()
    assert for_screens(f"<html><main>{inside}</main></html>") == inside

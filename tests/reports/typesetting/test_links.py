"""A link in a file says in words what it leads to, as the heading there says it."""

import importlib
import io
from datetime import UTC, datetime

import pikepdf
import pytest

from reports.typesetting.bindings import FULL, ways_to_set
from tests.conftest import needs_pango
from tests.reports.advising.advised import says
from tests.reports.content_made import LIBRARY, content, evaluation

if needs_pango.args[0]:
    pytest.skip(needs_pango.kwargs["reason"], allow_module_level=True)
pdf = importlib.import_module("reports.typesetting.pdf")  # loads pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = '<!doctype html><html lang="en-GB"><head><title>t</title></head><body>{body}</body></html>'


def links(ways):
    """What each link inside the file says, in its order, with where it leads to."""
    rendered = pdf.render(ways, enclosures=[], made_at=AT, identifier="0" * 64)
    with pikepdf.open(io.BytesIO(rendered.content)) as opened:
        found = [
            (str(each.Dest), str(each.Contents))
            for page in opened.pages
            for each in page.get("/Annots", [])
            if each.Subtype == pikepdf.Name.Link
        ]
        with opened.open_outline() as outline:
            return found, [each.title for each in outline.root]


def test_each_line_of_the_contents_says_the_heading_it_leads_to():
    made = content(evaluation(270, 12, 9, 9)).model_copy(update={"adviser": says()})
    found, bookmarks = links(ways_to_set(FULL, made, LIBRARY.bank, content_sha256="a" * 64))
    said = [words for _, words in found]
    assert len(said) > 8
    assert not any("part-" in words for words in said)
    # The bookmarks are made of the same headings, by WeasyPrint itself.
    assert [title for title in bookmarks if title in said] == said
    assert dict(found)["part-opinion"] == "The adviser’s opinion"


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("<h2 id=x>Where <b>data</b>\n goes</h2>", "Where data goes"),
        ("<section id=x><p>Before</p><h3>The heading inside</h3></section>", "The heading inside"),
        ("<p id=x>No heading at all</p>", "No heading at all"),
        (f"<h2 id=x>{'Wört ' * 40}</h2>", f"{'Wört ' * 19}Wört…"),
        (f"<h2 id=x>{'W' * 300}</h2>", f"{'W' * 99}…"),
    ],
)
def test_what_is_long_is_cut_and_what_has_no_heading_says_its_words(there, said):
    found, _ = links([PAGE.format(body=f"<p><a href=#x>Go</a></p>{there}")])
    assert found == [("x", said)]

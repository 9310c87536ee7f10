"""Reports at their limits, set once for all tests of a file, and what each of their pages must keep."""

import importlib
import re
from datetime import UTC, datetime
from functools import cache

import pymupdf
import pytest

from reports.typesetting.bindings import ways_to_set
from tests.conftest import needs_pango
from tests.reports.content_made import LIBRARY
from tests.reports.typesetting.extremes import EXTREMES, HASH

if needs_pango.args[0]:
    pytest.skip(needs_pango.kwargs["reason"], allow_module_level=True)
pdf = importlib.import_module("reports.typesetting.pdf")  # loads pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
SIDE = 18 * MM - 2  # the margins of static/css/report.css; letters may lean out by a hair
TOP, FOOT = 14 * MM - 2, HEIGHT - 15 * MM + 2
RUNNING = ("Page ", "Check code ", "Proposed, not decided")
WATERMARK = 30  # points: no other letters are as large


@cache
def made(name, binding):
    """A report at a limit, set once for all tests."""
    content = EXTREMES[name]()
    ways = ways_to_set(binding, content, LIBRARY.bank, content_sha256=HASH)
    rendered = pdf.render(ways, enclosures=[], made_at=AT, identifier=HASH)
    return content, pymupdf.open(stream=rendered.content)


def spans(page):
    """Each run of letters with the box it stands in, the watermark left out."""
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                if span["text"].strip() and span["size"] < WATERMARK:
                    yield span["text"], span["bbox"], span["size"]


def outside(page):
    """What stands in the margins, but for running heads and feet."""
    for text, (left, top, right, bottom), size in spans(page):
        lean = 0.3 * size  # a line's box is higher than its letters
        in_column = left >= SIDE and right <= WIDTH - SIDE
        in_height = top >= TOP - lean and bottom <= FOOT + lean
        running = (bottom < TOP + lean or top > FOOT - lean) and 0 < top < bottom < HEIGHT
        if not in_column or not (in_height or running):
            yield text, (left / MM, top / MM, right / MM, bottom / MM)
    for drawn in page.get_drawings():
        box = drawn["rect"]
        if box.x0 < SIDE - 1 or box.x1 > WIDTH - SIDE + 1 or box.y1 > FOOT + 3:
            yield "a drawing", tuple(each / MM for each in box)


def overprinted(page):
    """Pairs of words that stand over each other."""
    words = sorted(
        (box[1], box) for box in page.get_text("words") if box[3] - box[1] < WATERMARK
    )  # fmt: skip
    boxes = [box for _, box in words if not box[4].startswith(("Proposed", "decided", "not"))]
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            if other[1] > one[3]:
                break
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            # Lines stand close: a third of a line's box over another's is no overprint.
            if across > 1.5 and down > 0.45 * min(one[3] - one[1], other[3] - other[1]):
                yield one[4], other[4], one[:4]


def words_of(page):
    return " ".join(page.get_text().split())


# The usual one, and the three that press hardest; the others stand with `./weigh test --all`.
ALWAYS = ("usual", "300-flags", "long-texts", "advised")
SHORT = [
    pytest.param(each, marks=[] if each in ALWAYS else [pytest.mark.slow])
    for each in EXTREMES
    if each != "60-pages"
]


def hold_to_its_pages(document):
    """Nothing leaves its page or stands over anything."""
    for number, page in enumerate(document, 1):
        assert list(outside(page)) == [], f"page {number}"
        assert list(overprinted(page)) == [], f"page {number}"


def hold_page_one(name, binding):
    """Page one alone says all of it, and a client report ends in time."""
    content, document = made(name, binding)
    if binding == "client":
        assert len(document) <= (2 if content.screen.depth == "light" else 6)
    said, at = words_of(document[0]), 0
    for point in (
        "Why", "Do next", "DPIA", "Transfers abroad", "What this rests on:",
        "Vendor would not say", "We did not check", "Product", "Valid until", "Prepared by", "Check code",
    ):  # fmt: skip
        assert point in said[at:], point
        at = said.index(point, at)
    # And what no name, however long, may cut away.
    assert "Information and education, not legal advice." in said
    assert re.search(r"Tested on 20 November 2026|Not tested", said)
    assert "Law as on 21 November 2026." in said
    assert re.search("Who paid for it: not declared|Paid for by", said)
    assert re.search("Interests in the vendor: not declared|gets something from the vendor", said)
    if content.decision:
        assert re.search(r"Decided by .+, on 21 November 2026", said)
        assert "13 December 2026" in said.split("Do next")[1]
    if content.adviser:
        assert "concluded “Do not proceed”; the rules suggested “Do not proceed yet”" in said


def hold_headings(document):
    """No heading stands alone at the foot of a page."""
    for page in document:
        lines = [
            (box[3], size) for _, box, size in spans(page) if box[1] > TOP and box[3] < FOOT + 3
        ]
        lowest = max(bottom for bottom, _ in lines)
        assert max(size for bottom, size in lines if bottom > lowest - 4) < 11

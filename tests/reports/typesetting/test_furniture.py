"""What a screen reader is told of a page is its text, and never its running head, number or watermark."""

from datetime import UTC, datetime

import pikepdf
import pytest

from reports.typesetting.typesetter import typeset
from tests.conftest import needs_pango

pytestmark = needs_pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = """<!doctype html><html lang="en-GB"><head><title>t</title>
<link rel="stylesheet" href="css/tokens.css"><link rel="stylesheet" href="css/report.css">
<link rel="stylesheet" href="css/report_proposed.css"></head>
<body data-title="The running title"><h1>Heading</h1><p>First</p>
<p style="break-before: page">Second</p></body></html>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Of each page: its pieces of content with their marks, and what the structure leads to."""
    made = typeset([PAGE], enclosures=[], made_at=AT, identifier="0" * 64)
    path = tmp_path_factory.mktemp("made") / "made.pdf"
    path.write_bytes(made.content)
    with pikepdf.open(path) as pdf:
        tree = pdf.Root.StructTreeRoot
        read_out = led_to(tree.K)
        parents = dict(
            zip(list(tree.ParentTree.Nums)[::2], list(tree.ParentTree.Nums)[1::2], strict=True)
        )
        yield [
            (
                pieces(page),
                [
                    getattr(each, "objgen", None)
                    in read_out  # no object where a piece is furniture
                    for each in parents[int(page.StructParents)]
                ],
            )
            for page in pdf.pages
        ]


def led_to(node, found=None):
    found = set() if found is None else found
    for each in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(each, pikepdf.Dictionary):
            found.add(each.objgen)
            led_to(each.get("/K", pikepdf.Array()), found)
    return found


def pieces(page):
    """The tag and properties of each marked piece that shows text, in order."""
    open_marks, found = [], []
    for each in pikepdf.parse_content_stream(page):
        operands, operator = each.operands, each.operator
        if str(operator) in {"BDC", "BMC"}:
            open_marks.append((str(operands[0]), dict(operands[1]) if len(operands) > 1 else {}))
        elif str(operator) == "EMC":
            open_marks.pop()
        elif str(operator) in {"Tj", "TJ"}:
            found.append(open_marks[-1])
    return found


def test_running_heads_numbers_and_the_watermark_are_furniture(pages):
    for each, _ in pages:
        furniture = [told for tag, told in each if tag == "/Artifact"]
        assert len(furniture) == 4  # title, number, and twice that nothing is decided
        assert all(str(told["/Type"]) == "/Pagination" for told in furniture)
    assert len([1 for tag, _ in pages[0][0] if tag != "/Artifact"]) == 2
    assert len([1 for tag, _ in pages[1][0] if tag != "/Artifact"]) == 1


def test_the_structure_leads_to_all_that_is_left(pages):
    for each, leads in pages:
        places = [int(told["/MCID"]) for tag, told in each if tag != "/Artifact"]
        assert places
        assert all(leads[place] for place in places)
        assert sum(leads) == len(places)

"""Marks running heads, page numbers and the watermark as furniture: a screen reader does not read them out.

WeasyPrint gives the text of a page's margins a place in the tagged content, but none in the structure
above it. Readers of screens that go by the content read it on each page. PDF/UA-1 wants it marked as an
artifact (ISO 14289-1, 7.8; ISO 32000-1, 14.8.2.2.2).
"""

from typing import Any

import pydyf

# A cell without words keeps its place in the table; a paragraph without words is heard as a fault.
_SAYS_NOTHING_EMPTY = frozenset({"/P", "/Div", "/Span"})
_FURNITURE = "/Artifact", {"Type": "/Pagination"}


def mark_furniture(pdf: Any) -> None:
    """Make an artifact of each piece of content to which the structure does not lead; drop empty elements.

    `pdf` is WeasyPrint's file just before it is written: objects of pydyf, streams not yet packed.
    """
    tree = _object(pdf, pdf.catalog["StructTreeRoot"])
    read_out = _led_to(pdf, tree["K"])
    parents = _object(pdf, tree["ParentTree"])["Nums"]
    for page in (_object(pdf, reference) for reference in pdf.page_references):
        of_page = parents[2 * page["StructParents"] + 1]
        not_read = {
            place for place, element in enumerate(of_page) if _number(element) not in read_out
        }
        if not_read:
            for place in _marked(_object(pdf, page["Contents"]).stream, not_read):
                _object(pdf, of_page[place]).clear()
                of_page[place] = "null"


def _led_to(pdf: Any, kids: Any) -> set[int]:
    """Return the numbers of all elements below these; empty ones, such as lines to write on, are left out."""
    found: set[int] = set()
    waiting = [kids]
    while waiting:
        kids = waiting.pop()
        kids[:] = [kid for kid in kids if not _is_empty(pdf, kid)]
        for kid in kids:
            if (
                isinstance(kid, bytes) and _number(kid) not in found
            ):  # a number is a piece of content
                found.add(_number(kid))
                waiting.append(_object(pdf, kid).get("K", []))
    return found


def _is_empty(pdf: Any, kid: Any) -> bool:
    if not isinstance(kid, bytes):
        return False
    element = _object(pdf, kid)
    return element.get("S") in _SAYS_NOTHING_EMPTY and not element.get("K")


def _marked(stream: list[Any], places: set[int]) -> list[int]:
    """Turn these pieces of the page's content into artifacts; return those that were there."""
    done = []
    for at, told in enumerate(stream):
        if isinstance(told, pydyf.Dictionary) and told.get("MCID") in places:
            done.append(told["MCID"])
            stream[at - 1], stream[at] = _FURNITURE[0], pydyf.Dictionary(_FURNITURE[1])
    return done


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])

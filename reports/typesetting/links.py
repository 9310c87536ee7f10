"""Says of each link in a PDF what it leads to: the words of the heading there.

WeasyPrint gives a link the name of its anchor as description, which is read aloud. PDF/UA-1 wants words
that tell (ISO 14289-1, 7.18.5; ISO 32000-1, 14.9.3).
"""

from collections.abc import Mapping
from typing import Any

import pydyf

LONGEST = 100
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def describe_links(pdf: Any, tree: Any) -> None:
    """Write what they lead to at all links inside the file.

    `pdf` is WeasyPrint's file just before it is written, `tree` the elements that it was made of.
    """
    links = [each for each in pdf.objects if _is_link_inside(each)]
    headings = _headings(tree) if links else {}
    for link in links:
        if said := headings.get(link["Dest"].string):
            link["Contents"] = pydyf.String(said)


def _is_link_inside(each: Any) -> bool:
    return isinstance(each, pydyf.Dictionary) and each.get("Subtype") == "/Link" and "Dest" in each


def _headings(tree: Any) -> Mapping[str, str]:
    """Return, by its id, the heading of each place one can go to: its own words, or the first inside it."""
    found = {}
    for element in tree.iter():
        name = element.get("id")
        if name:
            inside = (each for each in element.iter() if each.tag in _HEADINGS)
            said = " ".join("".join(next(inside, element).itertext()).split())
            found[name] = _shortened(said)
    return found


def _shortened(said: str) -> str:
    """Return it with at most `LONGEST` letters, cut at a word."""
    if len(said) <= LONGEST:
        return said
    at = said.rfind(" ", 0, LONGEST)
    return f"{said[: at if at > 0 else LONGEST - 1]}…"

"""What the files of a sealed report are called on the pages that share them."""

from collections.abc import Mapping

from reports.typesetting.annexes import DPIA, TRANSFERS
from reports.typesetting.bindings import CLIENT, FULL

# In the order in which they are offered. A report from before there were several has one file.
_FILES: Mapping[str, tuple[str, str]] = {
    CLIENT: ("The client report", "client-report"),
    FULL: ("The full file", "report"),
    DPIA: ("The data protection annex", "data-protection-annex"),
    TRANSFERS: ("The transfers annex", "transfers-annex"),
    "": ("The report", "report"),
}


def offered() -> tuple[str, ...]:
    """Return the bindings, in their order."""
    return tuple(_FILES)


def called(binding: str) -> str:
    """Return what a file is called."""
    return _FILES[binding][0]


def name_part(binding: str) -> str:
    """Return the part of the file's name that says which it is."""
    return _FILES[binding][1]

"""Makes the name of an uploaded file fit to be shown and to be saved again under. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from sandbox.plain_words import plain_words

LONGEST = 120
NAMELESS = "document"
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%;`$&]')
_TAKEN = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
# Text under one of these names would run when somebody opens it.
RUN_BY_NAME = frozenset(
    [
        ".bat",
        ".cmd",
        ".com",
        ".desktop",
        ".hta",
        ".inf",
        ".jar",
        ".js",
        ".jse",
        ".lnk",
        ".mht",
        ".mhtml",
        ".php",
        ".pl",
        ".ps1",
        ".psm1",
        ".py",
        ".rb",
        ".reg",
        ".scf",
        ".scr",
        ".sh",
        ".svg",
        ".url",
        ".vbe",
        ".vbs",
        ".ws",
        ".wsf",
        ".wsh",
        ".htm",
        ".html",
        ".xhtml",
    ]
)


def cleaned_name(name: str, suffixes: Sequence[str]) -> str:
    """Return a name without folders, controls and traps, of at most `LONGEST` characters.

    It ends in one of `suffixes`; the first is added where the name has none of them.
    """
    bare = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = _NOT_IN_NAMES.sub("_", plain_words(bare, 10_000)).lstrip(". -=+@~").rstrip(". ")
    stem, dot, ending = shown.rpartition(".")
    suffix = f".{ending.lower()}" if dot else ""
    if suffix not in suffixes:
        stem, suffix = shown, suffixes[0]
    stem = stem[: LONGEST - len(suffix)].rstrip(". ") or NAMELESS
    if _TAKEN.fullmatch(stem.partition(".")[0]):
        stem = f"{stem}_"
    return stem + suffix


def runs_by_name(name: str) -> bool:
    """Return whether a computer would run or show a text file of this name instead of opening it."""
    dot, ending = plain_words(name, 10_000).rstrip(". ").rpartition(".")[1:]
    return bool(dot) and f".{ending.lower()}" in RUN_BY_NAME

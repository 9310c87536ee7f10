"""Reads a PDF's own list of objects, and refuses one that would run something when it is opened."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from sandbox.runner.codes import Code, Trouble

MOST_OBJECTS = 100_000
TAIL = 2_048
# What an action does that is more than to turn a page or follow a link.
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/RichMediaExecute", "/SubmitForm"}
SCRIPTS = {"/JS", "/XFA", "/RichMediaContent"}


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """How many pages there are, and how many files are attached inside."""

    pages: int
    attached: int


def warm_up() -> None:
    """Read the smallest PDF, locked and open, so that every part of the library is loaded."""
    for password in (None, "x"):
        made = pypdf.PdfWriter()
        made.add_blank_page(9, 9)
        if password:
            made.encrypt("", password, algorithm="AES-256")
        target = io.BytesIO()
        made.write(target)
        read(target.getvalue())


def read(content: bytes) -> ReadPdf:
    """Return what the PDF holds. Trouble if it is damaged, locked or would run something."""
    if b"startxref" not in content[-TAIL:] and b"%%EOF" in content[-TAIL:]:
        # Readers mend a missing list of objects; so does the library, once it is told to look.
        content += b"\nstartxref\n0\n%%EOF\n"
    try:
        return _read(content)
    except (Trouble, MemoryError):
        raise
    except Exception as problem:  # the library fails in many ways
        raise Trouble(Code.BROKEN_FILE, found="pdf") from problem


def _read(content: bytes) -> ReadPdf:
    pdf = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise Trouble(Code.PASSWORD)
    pages = len(pdf.pages)
    if pages == 0:
        raise Trouble(Code.BROKEN_FILE, found="pdf")
    return ReadPdf(pages, _attached(pdf))


def _attached(pdf: pypdf.PdfReader) -> int:
    """Return how many files are attached. Trouble at the first thing that would run."""
    attached = 0
    for part in _dictionaries(pdf):
        if SCRIPTS & part.keys() or part.get("/S") in ACTS:
            raise Trouble(Code.RUNS_SCRIPTS)
        if "/EF" in part:
            attached += 1
    return attached


def _dictionaries(pdf: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of every object, also those that no page leads to."""
    numbers = {
        (number, generation) for generation, places in pdf.xref.items() for number in places
    } | {(number, 0) for number in pdf.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Trouble(Code.TOO_MANY_PARTS, limit=MOST_OBJECTS)
    waiting: list[Any] = [pdf.trailer]
    for number, generation in sorted(numbers):
        held = IndirectObject(number, generation, pdf).get_object()
        waiting.append(held)
        while waiting:
            each = waiting.pop()
            if isinstance(each, DictionaryObject):
                yield each
                waiting += [each.raw_get(key) for key in each]
            elif isinstance(each, ArrayObject):
                waiting += list.__iter__(each)

"""What checkers that nobody here wrote say of a PDF: outloud, pikepdf's own, and veraPDF where it is."""

import json
import shutil
import subprocess
import sys

import pikepdf
import pikepdf.pdfa
import pytest

# What pikepdf's checker says it cannot judge (enclosures, dotted lines, forms), and the
# block by which a PDF/A file may name PDF/UA too, which it does not read (ISO 19005-3, 6.6.2.3.3).
NOT_JUDGED = ("interactive forms", "are not supported")
NAMES_BOTH = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid:part")
# Level a is level b with a structure and a language: the one thing this checker cannot know.
LETTER_OF_THE_LEVEL = "pdfaid:conformance is 'A', expected 'B'"

VERAPDF = shutil.which("verapdf")
needs_verapdf = pytest.mark.skipif(
    VERAPDF is None,
    reason="veraPDF is not here; where its command `verapdf` is found, it is asked.",
)


def read_aloud(path):
    """What outloud finds wrong or doubtful, each with its rule."""
    command = [sys.executable, "-m", "outloud.cli", "--json", "-", "--quiet", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    (file,) = json.loads(told.stdout)["results"]
    assert file["error"] is None, file
    return [
        f"{each['severity']} {each['rule']}: {each['message']} {each.get('evidence') or ''}".strip()
        for each in file["findings"]
    ]


def pdf_a_findings(path):
    """What pikepdf's checker says against the file, but for what it cannot judge."""
    with pikepdf.open(path) as pdf:
        told = [finding.message for finding in pikepdf.pdfa.check(pdf, "3b").findings]
    return [
        each
        for each in told
        if not each.endswith(NOT_JUDGED[1])
        and NOT_JUDGED[0] not in each
        and not any(name in each for name in NAMES_BOTH)
    ]


def verapdf_says(path, flavour):
    """What veraPDF says of the file and the flavour (3a, ua1): PASS or FAIL, with what failed."""
    assert VERAPDF is not None
    command = [VERAPDF, "--flavour", flavour, "--format", "text", "--verbose", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def language_and_bookmarks(path):
    """The file's language, and the titles of its bookmarks."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return str(pdf.Root.Lang), [each.title for each in outline.root]


def pictures_in_words(path):
    """What each picture says in place of itself; empty where it says nothing."""
    figures = []

    def walk(node):
        if not isinstance(node, pikepdf.Dictionary):
            return
        if node.get("/S") == pikepdf.Name.Figure:
            figures.append(str(node.get("/Alt", "")))
        held = node.get("/K", [])
        for each in held if isinstance(held, pikepdf.Array) else [held]:
            walk(each)

    with pikepdf.open(path) as pdf:
        for each in pdf.Root.StructTreeRoot.K:
            walk(each)
    return figures

"""Names of uploads become fit to be shown and saved; what they try stays text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.document_names import LONGEST, cleaned_name, runs_by_name
from tests.conftest import SHARED, needs_shared

PDF = (".pdf",)
TEXT = (".txt", ".md")


@pytest.mark.parametrize(
    ("name", "suffixes", "cleaned"),
    [
        ("Terms 2026.pdf", PDF, "Terms 2026.pdf"),
        ("Terms.PDF", PDF, "Terms.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("..\\..\\x.pdf", PDF, "x.pdf"),
        ("a\x00b.pdf", PDF, "ab.pdf"),
        ("a\r\nX-Injected: 1.pdf", PDF, "a X-Injected_ 1.pdf"),
        ('"><img src=x>.pdf', PDF, "___img src=x_.pdf"),
        ("CON.pdf", PDF, "CON_.pdf"),
        (".htaccess", PDF, "htaccess.pdf"),
        ("invoice.pdf.exe", PDF, "invoice.pdf.exe.pdf"),
        ("\u202efdp.exe", PDF, "fdp.exe.pdf"),
        ("=1+1.md", TEXT, "1+1.md"),
        ("-rf.txt", TEXT, "rf.txt"),
        ("README", TEXT, "README.txt"),
        ("Überprüfung № 5 – final (2).pdf", PDF, "Überprüfung № 5 – final (2).pdf"),
        ("名前.pdf", PDF, "名前.pdf"),
        ("", PDF, "document.pdf"),
        (".", PDF, "document.pdf"),
        (" ", PDF, "document.pdf"),
        ("x" * 500 + ".pdf", PDF, "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(name, suffixes, cleaned):
    assert cleaned_name(name, suffixes) == cleaned


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_every_computer_can_save(name):
    cleaned = cleaned_name(name, TEXT)

    assert cleaned.endswith(TEXT)
    assert len(cleaned) <= LONGEST
    assert cleaned.isprintable()
    assert not set(cleaned) & set('/\\<>:"|?*')
    assert cleaned[0] not in ". -=+@~" or cleaned == cleaned.lstrip(". -=+@~")
    assert cleaned_name(cleaned, TEXT) == cleaned


@needs_shared
def test_hostile_names_made_elsewhere_lose_their_tricks():
    listed = SHARED / "assets/attacks/made/evidence/filenames.json"
    for name in json.loads(listed.read_text(encoding="utf-8")):
        cleaned = cleaned_name(name, PDF)
        assert cleaned.endswith(".pdf")
        assert not set(cleaned) & set('/\\<>"\r\n\x00\u202e`$;')


@pytest.mark.parametrize("name", ["a.bat", "a.PS1", "a.js ", "a.sh.", "x.y.py", "a.url", "a.svg"])
def test_a_name_that_runs_is_known(name):
    assert runs_by_name(name)


@pytest.mark.parametrize("name", ["a.txt", "bat", "batch file.md", "a.csv", ""])
def test_an_honest_name_is_not(name):
    assert not runs_by_name(name)

"""Terms of reliance to start from, in limited Markdown: a firm changes them and shows them to its solicitor."""

from pathlib import Path

_FILE = Path(__file__).with_name("starting_terms.md")


def starting_terms() -> str:
    """Return the text to start from, with its placeholders."""
    return _FILE.read_text(encoding="utf-8")

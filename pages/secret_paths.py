"""Keeps what is secret in an address out of every log: a mailed or shared link holds its token."""

import logging
import re
from typing import Any

_SECRET = re.compile(r"(/(?:vendor/link|sign/link|shared)/)[^/\s?#\"']+")


def without_secrets(text: str) -> str:
    """Return the text with the secret part of every address taken out."""
    return _SECRET.sub(r"\1...", text)


class WithoutSecrets(logging.Filter):
    """Rewrites a record before any handler writes it, with its trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, cleaned."""
        said = record.getMessage()
        clean = without_secrets(said)
        if clean != said:
            record.msg, record.args = clean, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_secrets(record.exc_text)
        return True


def clean_atoms(atoms: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of an access log's line, cleaned."""
    return {
        name: without_secrets(value) if isinstance(value, str) else value
        for name, value in atoms.items()
    }

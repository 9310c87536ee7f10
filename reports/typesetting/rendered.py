"""What goes into a PDF besides its pages, and what comes out. Loads nothing of the system's."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF: its bytes, their SHA-256, how many pages it has, and the versions that made it."""

    content: bytes
    sha256: str
    pages: int
    made_with: Mapping[str, str]

"""The terms under which a vendor hands in a model: read from a file, kept whole when accepted. Pure."""

from functools import cache
from pathlib import Path

from pydantic import Field, StrictStr

from content.canonical import sha256_of
from content.shape import Content
from content.yaml_file import read_yaml


class Paragraph(Content):
    """One of the terms."""

    heading: StrictStr
    text: StrictStr


class Terms(Content):
    """One version of the terms."""

    version: str = Field(coerce_numbers_to_str=True)
    dated: str
    title: StrictStr
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)

    @property
    def sha256(self) -> str:
        """Return the hash of all its words."""
        return sha256_of(self)


@cache
def terms_today() -> Terms:
    """Return the newest terms."""
    return Terms.model_validate(read_yaml(Path(__file__).with_name("model_terms.yaml")).data)

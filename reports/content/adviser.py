"""What an adviser put into the report: whose it is, on which terms, in whose interest, and in which words."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from content.shape import Content
from reports.suggestion_table import Suggested


class Run(Content):
    """A piece of text of one kind of letter."""

    text: str
    bold: bool = False
    italic: bool = False


class Block(Content):
    """A paragraph, a heading or a list: its lines, each of runs. A line of a list is one item.

    `start` is the first number of a numbered list.
    """

    kind: Literal["paragraph", "heading", "bullets", "numbers"]
    lines: tuple[tuple[Run, ...], ...]
    start: int = 1


class Brand(Content):
    """How the adviser's firm looks: `accent` is `#rrggbb`, `logo` a PNG, JPEG or WebP in base64."""

    accent: Annotated[str, Field(pattern=r"^(#[0-9a-f]{6})?$")] = ""
    logo: Annotated[str, Field(pattern=r"^([A-Za-z0-9+/]+={0,2})?$")] = ""
    logo_type: Literal["", "image/png", "image/jpeg", "image/webp"] = ""


class Interests(Content):
    """Who pays for the report, and whether the adviser has anything from the vendor.

    `words` say what, where there is something to say.
    """

    payer: Literal["client", "adviser", "vendor", "other"]
    commission: bool
    words: str = ""


class Conclusion(Content):
    """What the adviser concluded beside what the rules suggest; `reason` where the two differ."""

    suggested: Suggested
    concluded: Suggested
    reason: str = ""
    by: str
    on: date

    @property
    def differs(self) -> bool:
        """Return whether the adviser came to something else than the rules."""
        return self.concluded != self.suggested


class Reliance(Content):
    """The adviser's own terms: who may rely on the report, for what. Versions count from 1."""

    version: int
    said_on: date
    text: tuple[Block, ...]


class AdviserSays(Content):
    """What the adviser's firm says in the report. Texts are whole, their placeholders filled in."""

    firm: str
    brand: Brand = Brand()
    interests: Interests | None = None
    scope: tuple[Block, ...] = ()
    opinion: tuple[Block, ...] = ()
    letter: tuple[Block, ...] = ()
    conclusion: Conclusion | None = None
    reliance: Reliance | None = None

"""The six questions as an e-mail to the vendor. It holds no good or worrying answers. Pure."""

from dataclasses import dataclass
from urllib.parse import quote

from procurement.decoding.decode import DecodedName
from procurement.decoding.plain_words import NameInWords
from procurement.meeting.schema import Sheet

_UNNAMED = "your AI product"


@dataclass(frozen=True, slots=True)
class Letter:
    """A ready e-mail: its subject in one line, and its text."""

    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """Return the address that opens the letter in a mail program. It names no receiver."""
        body = self.body.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.subject)}&body={quote(body)}"


def letter(sheet: Sheet, decoded: DecodedName, words: NameInWords) -> Letter:
    """Return the questions as a letter about the product of this name; it may have none."""
    product = decoded.name or _UNNAMED
    asked = "\n\n".join(
        f"{number}. {question.ask}" for number, question in enumerate(sheet.questions, start=1)
    )
    opening = (
        f"Before we decide on {product}, we would like to know six things. Please answer in "
        "writing, or in a meeting. “We do not know” and “we would rather not say” are answers too."
    )
    parts = ["Hello,", opening, asked]
    if words.ask_first:
        sign = words.signs[0]
        parts.append(f"The name has “{sign.word}” in it. {words.ask_first}")
    return Letter(f"Six questions about {product}", "\n\n".join([*parts, "Thank you,"]) + "\n")

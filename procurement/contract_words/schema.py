"""The shape of a clause."""

from string import Formatter

from pydantic import Field, StrictStr, field_validator

from content.shape import Content

NAMES = frozenset({"product", "vendor", "client"})
MOST_WORDS = 70


class Clause(Content):
    """One thing to have signed, as contract wording and as a sentence for a letter.

    `clears` lists the rules whose flags it would help to settle. In both wordings {product},
    {vendor} and {client} are filled in; what stands in square brackets the reader settles.
    """

    id: StrictStr = Field(pattern=r"^[a-z][a-z_]*$")
    title: StrictStr = Field(min_length=1, max_length=80)
    clears: tuple[StrictStr, ...] = Field(min_length=1)
    contract: StrictStr
    letter: StrictStr

    @field_validator("contract", "letter")
    @classmethod
    def _can_be_filled_in(cls, wording: str) -> str:
        try:
            names = {name for _, name, _, _ in Formatter().parse(wording) if name is not None}
        except ValueError as broken:
            raise ValueError(f"A name in braces is not closed: {broken}") from None
        if names - NAMES:
            raise ValueError(f"{{{min(names - NAMES)}}} is filled in by nobody")
        if len(wording.split()) > MOST_WORDS:
            raise ValueError(f"It has more than {MOST_WORDS} words, and all must fit one page")
        return wording

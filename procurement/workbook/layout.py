"""Where things stand in a workbook: what the writer puts there and the reader looks for."""

from dataclasses import dataclass

# The hidden sheet that says what a workbook is, and the word in its first cell.
ABOUT_SHEET = "About this file"
ABOUT_MARK = "answers-to-read-back"
FORM = "1"
LISTS_SHEET = "Lists"
# Between a question and one of its options, in the hidden column.
OF = "#"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook was made from: the check it belongs to and the bank it asks.

    `about` is any id in text; `bank` is the bank's hash; `made` is a day in words.
    """

    about: str
    bank: str
    made: str


def row_key(key: str, option: str | None = None) -> str:
    """Return what stands in the hidden column beside a question or one of its options."""
    return key if option is None else f"{key}{OF}{option}"

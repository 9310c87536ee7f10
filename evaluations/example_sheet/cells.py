"""What a spreadsheet program makes of a cell: what it would run, and what it changes unasked."""

import re
from typing import Final

# A spreadsheet program takes what begins so for a formula; the last four are the wide forms of the others.
_SIGNS: Final = "=+-@\uff1d\uff0b\uff0d\uff20"
FORMULA_SIGNS: Final = (*_SIGNS, "\t", "\r", "\n")
# A program told to split by semicolons or tabs makes cells within a cell, quotes and blanks around them.
_WITHIN: Final = re.compile(
    rf"(?P<before>[;\t\r\n][ \xa0\"]*)(?P<cell>[{re.escape(_SIGNS)}][^;\t\r\n]*)"
)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def disarmed(cell: str) -> str:
    """Return the cell so that no spreadsheet program runs it. A number stays a number."""
    if not cell.startswith(FORMULA_SIGNS) or is_number(cell):
        return cell
    return f"'{cell}"


def disarmed_throughout(cell: str) -> str:
    """Return the cell so that no program runs it, nor a part of it where it splits the cell.

    This is for files that people open. What comes back to us as it left is `disarmed` alone, so that
    it is known again.
    """
    return _WITHIN.sub(
        lambda part: (
            part[0] if is_number(part["cell"].rstrip(' "')) else f"{part['before']}'{part['cell']}"
        ),
        disarmed(cell),
    )


def is_number(cell: str) -> bool:
    """Return whether a cell is a plain number such as -3.5."""
    return _NUMBER.fullmatch(cell) is not None


def same_cell(ours: str, theirs: str) -> bool:
    """Return whether a text is the one we sent, whatever a spreadsheet program made of its blanks."""
    if ours == theirs or settled(ours) == settled(theirs):
        return True
    try:
        return float(ours) == float(theirs)
    except ValueError:
        return False


def settled(cell: str) -> str:
    """Return the cell without what a spreadsheet program adds or takes: apostrophes, blanks."""
    if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS):
        cell = cell[1:]
    return " ".join(cell.split())

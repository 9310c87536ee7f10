"""Pasted lines become a file like any other, so that they go the same way through the reader. Pure."""

import json

COLUMN = "text"
MOST_CHARACTERS = 2_000_000


def lines_of(pasted: str) -> list[str]:
    """Return the texts that stand in `pasted`, one a line; empty lines are no texts."""
    return [line.strip() for line in pasted.splitlines() if line.strip()]


def as_json_lines(lines: list[str]) -> bytes:
    """Return the lines as JSON Lines with one column."""
    return "".join(json.dumps({COLUMN: line}) + "\n" for line in lines).encode()

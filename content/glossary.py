"""What the words of a report mean, for whoever reads it without us. They stand in glossary.yaml."""

from functools import cache
from pathlib import Path

from pydantic import StrictStr

from content.shape import Content
from content.yaml_file import read_yaml, validated

_FILE = Path(__file__).with_name("glossary.yaml")


class Meaning(Content):
    """One word and what it means here."""

    term: StrictStr
    means: StrictStr


class Glossary(Content):
    """All of them."""

    version: StrictStr
    words: tuple[Meaning, ...]


@cache
def glossary() -> tuple[Meaning, ...]:
    """Return every word with its meaning, in the order of the alphabet."""
    return tuple(
        sorted(validated(Glossary, read_yaml(_FILE)).words, key=lambda each: each.term.casefold())
    )

"""How model families are recognised in a name: the file family_names.yaml, read and checked."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field, StrictStr

from content.shape import Content
from content.yaml_file import read_yaml, validated
from procurement.decoding.name_words import GAP, words_of

FILE = Path(__file__).with_name("family_names.yaml")


class _FamilyNames(Content):
    family_names: dict[StrictStr, tuple[StrictStr, ...]] = Field(min_length=1)


@cache
def load_family_names(path: Path = FILE) -> Mapping[str, tuple[str, ...]]:
    """Return, for the id of each family, the phrases that stand for it.

    Raises
    ------
    Refused
        If the file is malformed, or a phrase says nothing or is not written as names are read.
    """
    source = read_yaml(path)
    found = validated(_FamilyNames, source).family_names
    for family, phrases in found.items():
        for number, phrase in enumerate(phrases):
            pieces = phrase.split(GAP)
            if not all(" ".join(words_of(piece)) == piece.strip() != "" for piece in pieces):
                raise source.refusal(
                    f"“{phrase}” is not written as names are read.",
                    ["family_names", family, number],
                    "Write small letters, with a space between letters and figures.",
                )
    return found

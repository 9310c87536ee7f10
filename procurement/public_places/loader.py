"""Reads the list of public places and holds it to the question bank."""

from functools import cache
from pathlib import Path

from content.yaml_file import Place, read_yaml, validated
from procurement.public_places.schema import PublicPlaces
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.schema import Bank

FILE = Path(__file__).with_name("places.yaml")


@cache
def load_places() -> PublicPlaces:
    """Return the list that comes with the product, held to its bank. Raises Refused."""
    return read_places(FILE, load_bank())


def read_places(path: Path, bank: Bank) -> PublicPlaces:
    """Return the list in a file.

    Raises
    ------
    Refused
        If the file is malformed, names something that no vendor answers, names it twice, or leaves
        out something that a vendor answers.
    """
    source = read_yaml(path)
    listed = validated(PublicPlaces, source)
    wanted = {
        question.id
        for question in bank.questions
        if question.answered_by != "buyer" and question.type != "rows" and question.derived is None
    }
    seen: set[str] = set()
    every: list[tuple[Place, tuple[str, ...]]] = [
        (["places", number, "questions"], place.questions)
        for number, place in enumerate(listed.places)
    ]
    for where, keys in [*every, (["seldom_public"], listed.seldom_public)]:
        for number, key in enumerate(keys):
            if key not in wanted:
                raise source.refusal(
                    f"`{key}` is no question that a vendor answers.", [*where, number]
                )
            if key in seen:
                raise source.refusal(f"`{key}` stands there twice.", [*where, number])
            seen.add(key)
    if missing := wanted - seen:
        raise source.refusal(
            f"`{min(missing)}` has no place.",
            ["places"],
            "Put it under the place where its answer stands, or under seldom_public.",
        )
    return listed

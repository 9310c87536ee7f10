"""Reads which questions are about the vendor as a company, and holds the list to the bank."""

from functools import cache
from pathlib import Path

from pydantic import StrictStr

from content.shape import Content
from content.yaml_file import read_yaml, validated
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.schema import Bank

FILE = Path(__file__).with_name("about_the_vendor.yaml")


class _AboutTheVendor(Content):
    questions: tuple[StrictStr, ...]


@cache
def load_about_the_vendor() -> frozenset[str]:
    """Return the ids of the questions that come with the product. Raises Refused."""
    return read_about_the_vendor(FILE, load_bank())


def read_about_the_vendor(path: Path, bank: Bank) -> frozenset[str]:
    """Return the ids in a file. Raises Refused if one is no question that a vendor answers."""
    source = read_yaml(path)
    listed = validated(_AboutTheVendor, source)
    for number, key in enumerate(listed.questions):
        question = bank.by_id.get(key)
        if question is None or question.answered_by == "buyer":
            raise source.refusal(
                f"`{key}` is no question that a vendor answers.", ["questions", number]
            )
    return frozenset(listed.questions)

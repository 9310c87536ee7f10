"""Reads the meeting sheet and holds it to the question bank."""

from functools import cache
from pathlib import Path

from content.yaml_file import Place, read_yaml, validated
from procurement.meeting.schema import Sheet
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.schema import Bank

FILE = Path(__file__).with_name("sheet.yaml")


@cache
def load_sheet() -> Sheet:
    """Return the sheet that comes with the product, held to its bank. Raises Refused."""
    return read_sheet(FILE, load_bank())


def read_sheet(path: Path, bank: Bank) -> Sheet:
    """Return the sheet in a file.

    Raises
    ------
    Refused
        If the file is malformed, or names a question that the bank does not have, a table, or one
        question twice.
    """
    source = read_yaml(path)
    sheet = validated(Sheet, source)
    seen: set[str] = set()
    for number, question in enumerate(sheet.questions):
        for place, answer in enumerate(question.answers):
            asked = bank.by_id.get(answer)
            here: Place = ["questions", number, "answers", place]
            if asked is None:
                raise source.refusal(f"`{answer}` is no question of the bank.", here)
            if asked.type == "rows":
                raise source.refusal(f"`{answer}` is a table, which no short form asks.", here)
            if answer in seen:
                raise source.refusal(f"`{answer}` is asked twice.", here)
            seen.add(answer)
    return sheet

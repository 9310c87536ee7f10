"""Reads triage.yaml and holds it to the question bank."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from content.refusal import Refused
from content.yaml_file import read_yaml, validated
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.schema import Bank, Question, Setting
from procurement.triage.schema import PEOPLE, ROUTE, USES, Triage

FILE = Path(__file__).with_name("triage.yaml")


@cache
def load_triage(file: Path = FILE) -> Triage:
    """Return the first eight questions.

    Raises
    ------
    Refused
        If the file is malformed, or names a question or an option that the bank does not have.
    """
    triage = validated(Triage, read_yaml(file))
    bank = load_bank()
    options = _options(bank)
    for key in (*triage.keys, *triage.asked_as):
        if key not in options:
            raise Refused(f"The bank has no question `{key}`.", file=file.name, column=key)
    named: list[tuple[str, Iterable[str]]] = [
        *triage.harmless.items(),
        (USES, triage.seen_by_others),
        (PEOPLE, triage.needs_care),
        (ROUTE, triage.not_needed.little_and_varied),
    ]
    for key, chosen in named:
        for option in set(chosen) - options.get(key, set()):
            raise Refused(
                f"`{option}` is no answer to `{key}`.", file=file.name, column=f"harmless.{key}"
            )
    if set(triage.not_needed.little_and_varied) != options[ROUTE]:
        raise Refused(
            "Each way to meet a tool needs its sentence.", file=file.name, column="not_needed"
        )
    return triage


def _options(bank: Bank) -> dict[str, set[str]]:
    asked: list[Question | Setting] = [*bank.settings, *bank.questions]
    return {
        each.id: {option.id for option in each.options if option.kind == "answer"} for each in asked
    }

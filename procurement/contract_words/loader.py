"""Reads the clauses and holds them to the rulebook."""

from functools import cache
from pathlib import Path

from pydantic import Field

from content.shape import Content
from content.yaml_file import Place, read_yaml, validated
from procurement.contract_words.schema import Clause
from procurement.library import load_library
from procurement.rulebook.schema import Rulebook

FOLDER = Path(__file__).with_name("clauses")
# The order in which a contract would have them.
FILES = ("model_and_change", "origin_and_rights", "data", "care_and_leaving")


class _ClauseFile(Content):
    clauses: tuple[Clause, ...] = Field(min_length=1)


@cache
def load_clauses() -> tuple[Clause, ...]:
    """Return the clauses that come with the product, held to its rulebook. Raises Refused."""
    return read_clauses(FOLDER, load_library().rulebook)


def read_clauses(folder: Path, rulebook: Rulebook) -> tuple[Clause, ...]:
    """Return the clauses of the four files in a folder, in their order.

    Raises
    ------
    Refused
        If a file is malformed, uses an id twice or names a rule that the rulebook does not have.
    """
    clauses: dict[str, Clause] = {}
    for name in FILES:
        source = read_yaml(folder / f"{name}.yaml")
        for number, clause in enumerate(validated(_ClauseFile, source).clauses):
            here: Place = ["clauses", number]
            if clause.id in clauses:
                raise source.refusal(f"`{clause.id}` stands here twice.", [*here, "id"])
            for place, rule in enumerate(clause.clears):
                if rule not in rulebook.by_id:
                    raise source.refusal(f"There is no rule `{rule}`.", [*here, "clears", place])
            clauses[clause.id] = clause
    return tuple(clauses.values())

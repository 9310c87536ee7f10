"""Turns a sheet of answers, question id: value, into claims, or refuses it naming file and key.

The same sheet may come from YAML, from JSON or from an API; only YAML knows its lines. Every
question takes every non-answer, and so does every cell of a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from content.yaml_file import Place, YamlFile, read_yaml
from procurement.facts.sources import Claim, Grade
from procurement.facts.subjects import ASSESSMENT, Subject, SubjectKind
from procurement.facts.values import Value
from procurement.questionnaire.cells import LONGEST_TEXT, Cell, value_of
from procurement.questionnaire.schema import Bank, Person, Question

MOST_ROWS = 200
# Not `on`: YAML reads that key as true.
_DETAILS = ("value", "grade", "by", "when", "words")
_GRADE_OF: Mapping[Person, Grade] = {
    "buyer": Grade.BUYER_SAYS,
    "vendor": Grade.VENDOR_SAYS,
    "either": Grade.VENDOR_SAYS,
}


def read_answers(bank: Bank, path: Path) -> tuple[Claim, ...]:
    """Return the claims in the YAML file at `path`.

    Raises
    ------
    Refused
        If the file cannot be read or an answer cannot be used; file, line and key are named.
    """
    return claims_of(bank, read_yaml(path))


def parse_answers(bank: Bank, answers: object, *, name: str = "answers") -> tuple[Claim, ...]:
    """Return the claims in a mapping of question id to value, as JSON or YAML would read it.

    Raises
    ------
    Refused
        As `read_answers`, without a line; `name` stands for the file.
    """
    return claims_of(bank, YamlFile(name, answers, None))


def claims_of(bank: Bank, sheet: YamlFile) -> tuple[Claim, ...]:
    """Return the claims on a sheet that is read already, in the order of the bank."""
    if sheet.data is None:
        return ()
    if not isinstance(sheet.data, dict):
        raise sheet.refusal(
            "The answers must be written as question: answer.",
            what_to_do="Put one question id, a colon and the answer on each line.",
        )
    claims: dict[str, tuple[Claim, ...]] = {}
    for key, said in sheet.data.items():
        current = _current_id(bank, sheet, key)
        if current is None or said is None:
            continue
        if current in claims:
            raise sheet.refusal(f"`{current}` is answered twice; `{key}` is its old name.", [key])
        claims[current] = _claims(bank, sheet, current, key, said)
    order = {setting.id: -1 for setting in bank.settings} | dict(bank.position)
    return tuple(
        claim for key in sorted(claims, key=lambda key: order[key]) for claim in claims[key]
    )


def _current_id(bank: Bank, sheet: YamlFile, key: object) -> str | None:
    """Return the id under which a question is asked today; None if it no longer is."""
    settings = {setting.id for setting in bank.settings}
    if isinstance(key, str):
        if key in bank.by_id or key in settings:
            return key
        if key in bank.retired:
            return bank.retired[key]
    near = get_close_matches(str(key), [*bank.by_id, *bank.retired, *settings], n=1)
    raise sheet.refusal(
        f"`{key}` is no question of the bank.",
        [str(key)],
        f"Did you mean `{near[0]}`?" if near else "Take the ids from the question bank.",
    )


@dataclass(frozen=True, slots=True)
class _Provenance:
    grade: Grade
    by: str | None = None
    when: date | None = None
    words: str = ""

    def claim(self, subject: Subject, key: str, value: Value) -> Claim:
        return Claim(subject, key, value, self.grade, self.by, self.when, self.words)


def _claims(bank: Bank, sheet: YamlFile, current: str, key: str, said: object) -> tuple[Claim, ...]:
    setting = next((setting for setting in bank.settings if setting.id == current), None)
    if setting is not None:
        cell = Cell(setting.id, "single", setting.options)
        value = value_of(cell, said, sheet, [key])
        return (Claim(ASSESSMENT, current, value, Grade.BUYER_SAYS),)
    question = bank.by_id[current]
    place: Place = [key]
    provenance = _Provenance(_GRADE_OF[question.answered_by])
    if isinstance(said, dict):
        provenance = _provenance(sheet, key, said, provenance)
        said, place = said["value"], [key, "value"]
    if question.type == "rows" and isinstance(said, list):
        return _row_claims(question, sheet, place, said, provenance)
    value = value_of(Cell.of_question(question), said, sheet, place)
    return (provenance.claim(question.about, question.id, value),)


def _provenance(
    sheet: YamlFile, key: str, said: Mapping[object, object], usual: _Provenance
) -> _Provenance:
    """Read the long way of answering: {value: ..., grade: ..., by: ..., when: ..., words: ...}."""
    for part in said:
        if part not in _DETAILS:
            raise sheet.refusal(
                f"`{part}` is no part of an answer.",
                [key, str(part)],
                f"Write the answer itself, or its parts: {', '.join(_DETAILS)}.",
            )
    if said.get("value") is None:
        raise sheet.refusal("`value` is missing.", [key])
    grade, by, when = usual.grade, said.get("by"), said.get("when")
    if "grade" in said:
        grades = {grade.value: grade for grade in Grade}
        given = str(said["grade"])
        if given not in grades:
            raise sheet.refusal(
                f"`{given}` is no grade of proof.", [key, "grade"], f"Allowed: {', '.join(grades)}."
            )
        grade = grades[given]
    if by is not None and not isinstance(by, str):
        raise sheet.refusal("`by` must name a person or company.", [key, "by"])
    words = said.get("words") or ""
    if not isinstance(words, str) or len(words) > LONGEST_TEXT:
        raise sheet.refusal(
            f"`words` must be text of at most {LONGEST_TEXT} characters.", [key, "words"]
        )
    day = None if when is None else value_of(Cell("when", "date"), when, sheet, [key, "when"])
    if day is not None and not isinstance(day, date):
        raise sheet.refusal("`when` must be a day.", [key, "when"])
    return _Provenance(grade, by, day, words.strip())


def _row_claims(
    table: Question,
    sheet: YamlFile,
    place: Place,
    rows: Sequence[object],
    provenance: _Provenance,
) -> tuple[Claim, ...]:
    if len(rows) > MOST_ROWS:
        raise sheet.refusal(f"More than {MOST_ROWS} rows are more than a product has.", place)
    claims: list[Claim] = []
    for number, row in enumerate(rows):
        here: Place = [*place, number]
        if not isinstance(row, dict):
            columns = ", ".join(column.id for column in table.columns)
            raise sheet.refusal(
                "A row must be written as column: value.", here, f"The columns are: {columns}."
            )
        subject = Subject(SubjectKind(str(table.row)), number + 1)
        claims += [
            provenance.claim(subject, column, value)
            for column, value in _cells(table, sheet, here, row)
        ]
    return tuple(claims)


def _cells(
    table: Question, sheet: YamlFile, here: Place, row: Mapping[object, object]
) -> list[tuple[str, Value]]:
    cells: list[tuple[str, Value]] = []
    for name, said in row.items():
        column = table.column(str(name))
        if column is None:
            near = get_close_matches(str(name), [column.id for column in table.columns], n=1)
            raise sheet.refusal(
                f"`{table.id}` has no column `{name}`.",
                [*here, str(name)],
                f"Did you mean `{near[0]}`?"
                if near
                else f"Its columns are: {', '.join(column.id for column in table.columns)}.",
            )
        if said is not None:
            place: Place = [*here, column.id]
            cells.append((column.id, value_of(Cell.of_column(column), said, sheet, place)))
    told = {name for name, _ in cells}
    for column in table.columns:
        if column.required and column.id not in told:
            allowed = ", ".join(option.id for option in column.options)
            raise sheet.refusal(f"`{column.id}` is missing.", here, f"Allowed: {allowed}.")
    return cells

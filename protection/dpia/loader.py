"""Reads the worksheet's content and holds it to the bank and the rulebook."""

from functools import cache
from pathlib import Path

from content.yaml_file import read_yaml, validated
from procurement.library import Library, load_library
from protection.dpia.schema import SEVEN, Cited, SheetContent

FILE = Path(__file__).with_name("steps.yaml")


@cache
def load_sheet() -> SheetContent:
    """Return the content that comes with the product. Raises Refused if it is malformed."""
    return read_sheet(FILE, load_library())


def read_sheet(path: Path, library: Library) -> SheetContent:
    """Return the content of a file.

    Raises
    ------
    Refused
        If the file is malformed, leaves out a step or a level, uses a cell twice, or names a
        question, a rule or a source that there is not.
    """
    source = read_yaml(path)
    sheet = validated(SheetContent, source)

    def refuse_unless(right: bool, sentence: str, *place: str | int) -> None:
        if not right:
            raise source.refusal(sentence, place)

    refuse_unless(
        tuple(step.id for step in sheet.steps) == SEVEN,
        f"The seven steps are, in this order: {', '.join(SEVEN)}.",
        "steps",
    )
    seen: set[str] = set()
    for number, step in enumerate(sheet.steps):
        for place, cell in enumerate(step.cells):
            here = ("steps", number, "cells", place)
            refuse_unless(cell.id not in seen, f"`{cell.id}` stands here twice.", *here, "id")
            seen.add(cell.id)
            for key in cell.filled_from:
                refuse_unless(
                    key in library.bank.by_id, f"There is no question `{key}`.", *here, "from"
                )
    for name in ("cases", "ico"):
        for place, sign in enumerate(getattr(sheet.screening, name).signs):
            refuse_unless(
                sign.rule in library.rulebook.by_id,
                f"There is no rule `{sign.rule}`.",
                "screening", name, "signs", place,
            )  # fmt: skip
    for cited in _cited(sheet):
        refuse_unless(
            cited.ref in library.rulebook.citation, f"There is no source `{cited.ref}`.", "steps"
        )
    matrix = sheet.matrix
    whole = {
        (severity.id, likelihood.id)
        for severity in matrix.severity
        for likelihood in matrix.likelihood
    }
    rated = {(severity, each) for severity, row in matrix.level.items() for each in row}
    refuse_unless(
        rated == whole, "Each severity needs a level for each likelihood.", "matrix", "level"
    )
    return sheet


def _cited(sheet: SheetContent) -> tuple[Cited, ...]:
    screening = sheet.screening
    return (
        *screening.cases.cites, *screening.ico.cites, *screening.wp248.cites,
        *(cited for step in sheet.steps for cited in step.cites),
        *sheet.matrix.cites, *sheet.dpo.cites, *sheet.consult.cites,
    )  # fmt: skip

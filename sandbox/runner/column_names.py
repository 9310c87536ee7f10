"""What a table's column names must be, whatever the file. Standard library only."""

from collections import Counter
from collections.abc import Sequence

from sandbox.runner.codes import Code, Trouble

LONGEST = 200


def checked_names(names: Sequence[str], most: int, row: int | None) -> list[str]:
    """Return the names without the blanks around them, or raise what is wrong with them.

    `row` is where they stand, None in a file that keeps them apart from its rows.
    """
    if len(names) > most:
        raise Trouble(Code.TOO_MANY_COLUMNS, found=len(names), limit=most)
    stripped = [name.strip() for name in names]
    if not any(stripped):
        raise Trouble(Code.NO_HEADER, row=row)
    for place, name in enumerate(stripped, start=1):
        if not name:
            raise Trouble(Code.COLUMN_WITHOUT_NAME, row=row, position=place)
        if len(name) > LONGEST:
            raise Trouble(Code.HEADER_IS_DATA, row=row, value=name)
    for name, count in Counter(stripped).items():
        if count > 1:
            raise Trouble(Code.COLUMN_TWICE, row=row, column=name)
    if row is not None:
        _refuse_numbers(stripped, row)
    return stripped


def _refuse_numbers(names: Sequence[str], row: int) -> None:
    """Refuse a header that is a row of data: a number among the names, but for 0, 1, 2 and so on."""
    numbers = [name for name in names if _is_number(name)]
    if not numbers:
        return
    first = int(numbers[0]) if numbers[0] in {"0", "1"} else None
    if first is None or numbers != [str(first + step) for step in range(len(numbers))]:
        raise Trouble(Code.HEADER_IS_DATA, row=row, value=numbers[0])


def _is_number(text: str) -> bool:
    if not text[:1].isdigit() and text[:1] not in {"+", "-", ".", ","}:
        return False
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True

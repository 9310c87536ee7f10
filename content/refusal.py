"""The one way this product says no to input: a plain sentence, where, and what to do.

Everything from the pure packages to the pages raises `Refused`; commands print it and exit 2,
pages show it beside what was typed, jobs end with it and are not tried again.
"""

from typing import TypedDict


class RefusalJSON(TypedDict):
    """The error object of the published interface."""

    sentence: str
    file: str | None
    row: int | None
    column: str | None
    what_to_do: str | None


class Refused(Exception):
    """Input we cannot use.

    `sentence` says what is wrong, `file`, `row` (counted as a person counts: the header of a
    table is row 1) and `column` (or a key) where, and `what_to_do` the way out.
    """

    def __init__(
        self,
        sentence: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        what_to_do: str | None = None,
    ) -> None:
        """Keep the parts; `str()` puts them together."""
        super().__init__(sentence)
        self.sentence = sentence
        self.file = file
        self.row = row
        self.column = column
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        """Return one line: where, what, and what to do."""
        places = [
            self.file,
            f"row {self.row}" if self.row is not None else None,
            f"column {self.column}" if self.column is not None else None,
        ]
        where = ", ".join(place for place in places if place)
        parts = [f"{where}: {self.sentence}" if where else self.sentence, self.what_to_do]
        return " ".join(part for part in parts if part)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive a process border with every part."""
        return (_rebuild, (self.as_json(),))

    def in_file(self, file: str) -> "Refused":
        """Return the same refusal naming `file`, unless one is named already."""
        if self.file:
            return self
        return _rebuild({**self.as_json(), "file": file})

    def as_json(self) -> RefusalJSON:
        """Return the error object of the published interface."""
        return {
            "sentence": self.sentence,
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "what_to_do": self.what_to_do,
        }


def _rebuild(parts: RefusalJSON) -> Refused:
    return Refused(
        parts["sentence"],
        file=parts["file"],
        row=parts["row"],
        column=parts["column"],
        what_to_do=parts["what_to_do"],
    )


class OutOfOrder(Exception):
    """Something of this installation does not work; what was handed in is not at fault.

    Its text is one plain sentence with the way out. Commands exit 1, jobs fail as *ours*.
    """

"""Reads the table of what follows from what (suggestion.yaml), and looks a thing up in it. Pure."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictStr

from content.refusal import Refused
from content.shape import Content
from content.yaml_file import read_yaml, validated
from procurement.rulebook.schema import Severity

FILE = Path(__file__).with_name("suggestion.yaml")

Suggested = Literal["proceed", "proceed_with_conditions", "do_not_proceed_yet", "do_not_proceed"]
Kind = Literal["test", "case", "claim", "flag", "undecided", "change"]
Chosen = Literal["accept", "ask_mitigation", "not_applicable", "confirm", "verify", "escalate"]


class Line(Content):
    """What follows from one sort of thing. An empty list fits whatever is found."""

    kind: Kind
    result: tuple[StrictStr, ...] = ()
    severity: tuple[Severity, ...] = ()
    decided: tuple[Chosen | Literal["nothing"], ...] = ()
    suggests: Suggested
    because: StrictStr

    def fits(self, *, result: str | None, severity: str | None, decided: str | None) -> bool:
        """Return whether this line is about such a thing."""
        return (
            (not self.result or result in self.result)
            and (not self.severity or severity in self.severity)
            and (not self.decided or (decided or "nothing") in self.decided)
        )

    @property
    def fits_all(self) -> bool:
        """Return whether this line is about every thing of its kind."""
        return not (self.result or self.severity or self.decided)


class SuggestionTable(Content):
    """The whole table: the first line that fits counts."""

    version: StrictStr
    lines: tuple[Line, ...] = Field(min_length=1)

    def line_for(
        self,
        kind: Kind,
        *,
        result: str | None = None,
        severity: str | None = None,
        decided: str | None = None,
    ) -> Line:
        """Return what follows from one thing that was found."""
        return next(
            line
            for line in self.lines
            if line.kind == kind and line.fits(result=result, severity=severity, decided=decided)
        )


@cache
def load_suggestion_table(path: Path = FILE) -> SuggestionTable:
    """Return the table.

    Raises
    ------
    Refused
        If the file is malformed, or the lines of a kind do not end with one that fits all.
    """
    source = read_yaml(path)
    table = validated(SuggestionTable, source)
    for kind in Kind.__args__:  # type: ignore[attr-defined]
        places = [place for place, line in enumerate(table.lines) if line.kind == kind]
        if not places or not table.lines[places[-1]].fits_all:
            raise Refused(
                f"The last line for `{kind}` must fit every `{kind}`.",
                file=source.name,
                row=source.line(["lines", places[-1]]) if places else None,
                column="lines",
            )
    return table

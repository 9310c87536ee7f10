"""Makes answers of the cells that came back, and names each cell that cannot be used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from content.refusal import Refused
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank
from procurement.workbook.cell_words import BadCell, Cells, said_by
from procurement.workbook.layout import ABOUT_MARK, FORM, OF, Origin
from procurement.workbook.line import Line, Part, Said, Wording
from sandbox.workbook_reading import ReadRow, ReadSheet

_AGAIN = "Download the spreadsheet again and fill in that one."


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as its reader finds it: the sheet, the row from 1, the column's letter."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be used. `key` and `question` are its question's id and text."""

    place: Place
    key: str
    question: str
    sentence: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one question. `said` is None where its answer was left empty."""

    line: Line
    cells: Cells
    said: Said | None
    place: Place


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back. `versions` are those of the answers when it was made."""

    replies: tuple[Reply, ...]
    problems: tuple[Problem, ...]
    versions: Mapping[str, int]
    made: str


@dataclass(slots=True)
class _Found:
    """The cells of one question while they are gathered, and where each stands."""

    row: ReadRow | None = None
    sheet: str = ""
    parts: dict[Part, str] = field(default_factory=dict)
    ticks: dict[str, str] = field(default_factory=dict)
    tick_places: dict[str, Place] = field(default_factory=dict)
    columns: Mapping[Part, int] = field(default_factory=dict)

    def place(self, part: Part, option: str | None = None) -> Place:
        if option in self.tick_places:
            return self.tick_places[option]
        number = self.row.number if self.row else 1
        return Place(self.sheet, number, _letter(self.columns.get(part, 0)))


def read_back(
    sheets: Sequence[ReadSheet],
    *,
    lines: Sequence[Line],
    wording: Wording,
    origin: Origin,
    bank: Bank,
    today: date,
    name: str,
) -> Returned:
    """Return what a workbook says to these questions.

    Rows and columns may have been moved, and sheets added: the hidden ids count. A row that is
    gone says nothing. `name` is what to call the file.

    Raises
    ------
    Refused
        If it is no workbook of ours, or one of another check, or its hidden ids are gone.
    """
    versions, made = _about(sheets, origin, name)
    by_key = {line.key: line for line in lines}
    found: dict[str, _Found] = {}
    problems: list[Problem] = []
    marked = False
    for sheet in sheets:
        columns = _columns(sheet)
        if columns is None:
            continue
        marked = True
        for row in sheet.rows[1:]:
            _gather(sheet.name, row, columns, by_key, found, problems)
    if not marked:
        raise Refused(
            "The hidden row and column that say which answer belongs to which question are gone.",
            file=name,
            what_to_do=_AGAIN,
        )
    replies = []
    faulty = {problem.key for problem in problems}
    for key, cells in found.items():
        if cells.row is None or key in faulty:
            continue
        reply = _reply(by_key[key], cells, wording, bank, today)
        if isinstance(reply, Problem):
            problems.append(reply)
        else:
            replies.append(reply)
    order = {line.key: number for number, line in enumerate(lines)}
    replies.sort(key=lambda reply: order[reply.line.key])
    return Returned(tuple(replies), tuple(problems), versions, made)


def _about(sheets: Sequence[ReadSheet], origin: Origin, name: str) -> tuple[dict[str, int], str]:
    about = next(
        (sheet for sheet in sheets if sheet.rows and sheet.rows[0].at(0) == ABOUT_MARK), None
    )
    if about is None:
        raise Refused(
            "This is not the spreadsheet that was downloaded for these questions.",
            file=name,
            what_to_do=_AGAIN,
        )
    told = {row.at(0): row.at(1) for row in about.rows}
    if told[ABOUT_MARK] != FORM:
        raise Refused(
            "This spreadsheet was made by another version of this product.",
            file=name,
            what_to_do=_AGAIN,
        )
    if told.get("about") != origin.about:
        raise Refused(
            "This spreadsheet belongs to another check.",
            file=name,
            what_to_do="Open the check it was downloaded from, or download the one of this check.",
        )
    versions = {
        row.at(1): int(row.at(2))
        for row in about.rows
        if row.at(0) == "version" and row.at(2).isdecimal() and len(row.at(2)) < 10
    }
    return versions, told.get("made", "")[:40]


def _columns(sheet: ReadSheet) -> dict[Part, int] | None:
    """Return where each column stands by the ids in the hidden row; None without them."""
    if not sheet.rows:
        return None
    known = {part.value: part for part in Part}
    heads = sheet.rows[0].cells
    columns = {known[head]: place for place, head in enumerate(heads) if head in known}
    return columns if {Part.KEY, Part.ANSWER} <= set(columns) else None


def _gather(
    sheet: str,
    row: ReadRow,
    columns: Mapping[Part, int],
    by_key: Mapping[str, Line],
    found: dict[str, _Found],
    problems: list[Problem],
) -> None:
    key, _, option = row.at(columns[Part.KEY]).partition(OF)
    if not key:
        return
    line = by_key.get(key)
    here = Place(sheet, row.number, _letter(columns[Part.ANSWER]))
    if line is None:
        asked = row.at(columns[Part.QUESTION]).split("\n")[0] if Part.QUESTION in columns else ""
        if row.at(columns[Part.ANSWER]).strip():
            problems.append(
                Problem(
                    here,
                    key[:100],
                    asked[:300],
                    "This question is not asked any more.",
                    "Nothing to do: this answer is left out.",
                )
            )
        return
    filled = [part for part in columns if part not in (Part.KEY, Part.NUMBER, Part.QUESTION, Part.WHY)]  # fmt: skip
    problems += [
        Problem(
            Place(sheet, row.number, _letter(columns[part])),
            key,
            line.control.label,
            "A formula stands in this cell, and formulas are not worked out here.",
            "Type the answer itself.",
        )
        for part in filled
        if columns[part] in row.formulas
    ]
    held = found.setdefault(key, _Found())
    twice = option in held.ticks if option else held.row is not None
    if twice:
        problems.append(
            Problem(
                here,
                key,
                line.control.label,
                "This row stands in the spreadsheet twice.",
                "Delete one of the two.",
            )
        )
    elif option:
        held.ticks[option] = row.at(columns[Part.ANSWER])
        held.tick_places[option] = here
    else:
        held.row, held.sheet, held.columns = row, sheet, columns
        held.parts = {part: row.at(columns[part]) for part in filled}


def _reply(line: Line, found: _Found, wording: Wording, bank: Bank, today: date) -> Reply | Problem:
    cells = Cells(found.parts, found.ticks)
    place = found.place(Part.ANSWER)
    try:
        said = said_by(line, cells, wording, today=today)
        if said is not None:
            # The engine reads the answer as it would read it from a sheet.
            parse_answers(bank, {line.key: said.written})
    except BadCell as bad:
        return _problem(found.place(bad.part, bad.option), line, bad.refusal)
    except Refused as refusal:
        return _problem(place, line, refusal)
    return Reply(line, cells, said, place)


def _problem(place: Place, line: Line, refusal: Refused) -> Problem:
    return Problem(place, line.key, line.control.label, refusal.sentence, refusal.what_to_do or "")


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

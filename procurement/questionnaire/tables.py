"""Lays out the tables of models and hops from what was told, in whichever way it was told.

A row may be told as a row, or through a plain question that shows one column of the rows of one
role: "in which countries are backups kept?" tells one hop for each country. Both land here, and
`look_at` reads a plain question back from the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from procurement.facts.precedence import standing_sources, standing_values
from procurement.facts.sources import Claim, Source, rank
from procurement.facts.subjects import ASSESSMENT, Subject, SubjectKind
from procurement.facts.values import Members, NonAnswer, Value, ValueKind, sort_key
from procurement.questionnaire.schema import Looking, PlainLook, Question

# A list of countries that is whole and empty: there is no such place.
_NOWHERE = Members(frozenset())

SourcesByFact = Mapping[tuple[Subject, str], Sequence[Source]]


@dataclass(slots=True)
class LaidRow:
    """One row: its role, and who says what in each cell. `direct` if it was told as a row."""

    subject: Subject
    role: str | None
    direct: bool
    cells: dict[str, list[Source]] = field(default_factory=dict)

    def values(self, column: str) -> tuple[Value, ...]:
        """Return the values that count in one cell."""
        return standing_values(self.cells.get(column, ()))


@dataclass(slots=True)
class LaidTable:
    """The rows of one table.

    Attributes
    ----------
    absent : for each plain question, the sources that say there is no such row.
    guessed : for each plain question, sources that never decide and found no row to speak of.
    unfinished : roles of which somebody told "at least these".
    """

    table: Question
    rows: list[LaidRow] = field(default_factory=list)
    absent: dict[str, list[Source]] = field(default_factory=dict)
    guessed: dict[str, list[Source]] = field(default_factory=dict)
    unfinished: set[str] = field(default_factory=set)

    @property
    def kind(self) -> SubjectKind:
        """Return the kind of its rows."""
        return SubjectKind(str(self.table.row))

    def of_role(self, role: str) -> list[LaidRow]:
        """Return the rows of one role."""
        return [row for row in self.rows if row.role == role]

    def add(self, role: str, source: Source) -> LaidRow:
        """Add a row that `source` told of through a plain question."""
        number = max((row.subject.number for row in self.rows), default=0) + 1
        row = LaidRow(Subject(self.kind, number), role, direct=False)
        self.rows.append(row)
        self.put(row, str(self.table.role_column), source, role)
        return row

    def put(self, row: LaidRow, column: str, source: Source, value: Value) -> None:
        """Let `source` say `value` in one cell."""
        said = replace(source, subject=row.subject, key=column, value=value)
        row.cells.setdefault(column, []).append(said)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a plain question shows: the values that count and who stands behind them.

    `gap` says that a row lacks what is looked at and that only the table itself can fill it.
    """

    values: tuple[Value, ...]
    unsettled: bool
    standing: tuple[Source, ...]
    disputed: tuple[Source, ...]
    gap: bool


def lay_table(table: Question, looks: Iterable[Looking], told: SourcesByFact) -> LaidTable:
    """Return the rows of `table` from everything that was told of it."""
    laid = LaidTable(table)
    _lay_direct_rows(laid, told)
    refusals = list(told.get((ASSESSMENT, table.id), ()))
    for question, look in looks:
        sources = list(told.get((question.about, question.id), ()))
        if not sources and not laid.of_role(look.role):
            # Nobody says anything of the whole table: then of each part of it.
            sources = [replace(source, key=question.id) for source in refusals]
        if question.kind is ValueKind.COUNTRIES:
            _land_places(laid, question.id, look, sources)
        else:
            _land_single(laid, question.id, look, sources)
    return laid


def look_at(looking: Looking, laid: LaidTable, told: SourcesByFact) -> Looked:
    """Return what a plain question shows of a table."""
    question, look = looking
    rows = laid.of_role(look.role)
    plain = list(told.get((question.about, question.id), ()))
    gap = any((plain or row.direct) and not row.values(look.column) for row in rows)
    if question.kind is ValueKind.COUNTRIES:
        direct = [each for row in rows if row.direct for each in row.cells.get(look.column, ())]
        values = _places(rows, look, finished=look.role not in laid.unfinished)
        if not values and question.id in laid.absent:
            values = (_NOWHERE,)
        standing = [*standing_sources(plain), *direct] or _cell_sources(rows, look.column)
        rivals = _rival_lists(question.id, plain, direct)
        return Looked(values, False, tuple(standing), rivals, gap)
    absent = laid.absent.get(question.id, [])
    values, unsettled = _singles(rows, look, absent=bool(standing_sources(absent)))
    cells = _cell_sources(rows, look.column)
    disputed = laid.guessed.get(question.id, [])
    if absent:
        # That there is no such row stands against whatever else was told of one.
        columns = [
            column.id for column in laid.table.columns if column.id != laid.table.role_column
        ]
        disputed = [*absent, *(each for name in columns for each in _cell_sources(rows, name))]
    return Looked(values, unsettled, (*standing_sources(absent), *cells), tuple(disputed), gap)


def _lay_direct_rows(laid: LaidTable, told: SourcesByFact) -> None:
    columns = {column.id for column in laid.table.columns}
    role_column = str(laid.table.role_column)
    subjects = sorted({subject for subject, _ in told if subject.kind is laid.kind})
    for subject in subjects:
        cells = {
            key: list(sources)
            for (about, key), sources in told.items()
            if about == subject and key in columns
        }
        roles = standing_values(cells.get(role_column, ()))
        role = roles[0] if len(roles) == 1 and isinstance(roles[0], str) else None
        laid.rows.append(LaidRow(subject, role, direct=True, cells=cells))


def _land_places(
    laid: LaidTable, question_id: str, look: PlainLook, sources: Sequence[Source]
) -> None:
    for source in standing_sources(sources):
        value = source.value
        if look.none is not None and value == _NOWHERE:
            laid.absent.setdefault(question_id, []).append(source)
            continue
        said: list[Value] = [value]
        if isinstance(value, Members):
            said = [*sorted(value.known), *sorted(value.untold, key=sort_key)]
        for place in said:
            rows = [row for row in laid.of_role(look.role) if place in row.values(look.column)]
            row = rows[0] if rows else laid.add(look.role, source)
            laid.put(row, look.column, source, place)
    if any(isinstance(value, Members) and not value.whole for value in standing_values(sources)):
        laid.unfinished.add(look.role)


def _land_single(
    laid: LaidTable, question_id: str, look: PlainLook, sources: Sequence[Source]
) -> None:
    # A guess comes last, so that it never makes a row of its own.
    for source in sorted(sources, key=rank, reverse=True):
        if look.none is not None and source.value == look.none:
            laid.absent.setdefault(question_id, []).append(source)
            continue
        rows = laid.of_role(look.role)
        if not rows and rank(source) == 0:
            laid.guessed.setdefault(question_id, []).append(source)
            continue
        row = _row_for(rows, look.column, source.value) or laid.add(look.role, source)
        laid.put(row, look.column, source, source.value)


def _row_for(rows: Sequence[LaidRow], column: str, value: Value) -> LaidRow | None:
    """Return the row a single answer speaks of: one that agrees, one still empty, or the first."""
    agreeing = (row for row in rows if value in row.values(column))
    empty = (row for row in rows if not row.values(column))
    return next(agreeing, None) or next(empty, None) or (rows[0] if rows else None)


def _places(rows: Sequence[LaidRow], look: PlainLook, *, finished: bool) -> tuple[Value, ...]:
    cells = [row.values(look.column) for row in rows]
    known = frozenset(value for cell in cells for value in cell if isinstance(value, str))
    untold = frozenset(value for cell in cells for value in cell if isinstance(value, NonAnswer))
    if not rows and finished:
        return ()
    return (Members(known, finished and all(cells), untold),)


def _singles(
    rows: Sequence[LaidRow], look: PlainLook, *, absent: bool
) -> tuple[tuple[Value, ...], bool]:
    cells = [row.values(look.column) for row in rows]
    values = {value for cell in cells for value in cell}
    if look.several is not None and len({v for v in values if isinstance(v, str)}) > 1:
        values.add(look.several)
    if absent and look.none is not None:
        values.add(look.none)
    return tuple(sorted(values, key=sort_key)), not all(cells)


def _cell_sources(rows: Sequence[LaidRow], column: str) -> list[Source]:
    return [source for row in rows for source in standing_sources(row.cells.get(column, ()))]


def _rival_lists(
    question_id: str, plain: Sequence[Source], direct: Sequence[Source]
) -> tuple[Source, ...]:
    """Return the lists that can disagree: the plain ones, and the table's own read as one list."""
    claims = [source for source in direct if isinstance(source, Claim)]
    if not plain or not claims:
        return tuple(plain)
    places = frozenset(source.value for source in claims if isinstance(source.value, str))
    table = replace(claims[0], subject=ASSESSMENT, key=question_id, value=Members(places))
    return (*plain, table)

"""What is filled into a cell: the answers on file, word for word, each with who says it. Pure.

Nothing is made up here: a question that nobody answered says so.
"""

from collections.abc import Iterable, Mapping

from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Claim
from procurement.facts.subjects import SubjectKind
from procurement.library import Library
from procurement.questionnaire.schema import Question
from procurement.reasons import reasons_for
from procurement.wording.answers import value_in_words
from procurement.wording.findings import reason_lines
from protection.dpia.record import Line

NOT_ANSWERED = "Not answered"
NOT_ASKED = "Not asked in a light check"


def filled_in(keys: Iterable[str], facts: FactBase, library: Library) -> tuple[Line, ...]:
    """Return the lines of a cell, in the order of its questions.

    A question that cannot apply, going by other answers, is left out, and so is one that an older
    bank does not have.
    """
    found: list[Line] = []
    for key in keys:
        question = library.bank.by_id.get(key)
        if question is not None:
            found += _rows(question, facts) if question.columns else _answer(key, facts, library)
    return tuple(found)


def lines_of(fact: Fact, library: Library) -> tuple[Line, ...]:
    """Return what each source that counts says of a fact."""
    reasons = reasons_for(fact, library.worked_out_from)
    return tuple(
        Line(
            key=fact.name,
            question=each.question,
            words=each.words,
            grade=each.grade,
            by=each.by,
            when=each.when,
            how=each.how,
        )
        for each in reason_lines(reasons, library.bank)
    )


def changes_of(before: Iterable[Line], now: Iterable[Line]) -> tuple[str, ...]:
    """Return, one sentence each, which answers are not what they were.

    Who said it and on which day is left out: the same answer confirmed by another is the same.
    """
    then, today = _said(before), _said(now)
    return tuple(
        f"{(then.get(key) or today[key])[0]} "
        f"It was: {_words(then, key)}. It is now: {_words(today, key)}."
        for key in [*then, *(key for key in today if key not in then)]
        if _words(then, key) != _words(today, key)
    )


def _answer(key: str, facts: FactBase, library: Library) -> tuple[Line, ...]:
    fact, question = facts.find(key), library.bank.by_id[key]
    if fact.state is State.CANNOT_APPLY:
        return ()
    if fact.state is State.NOT_ASKED:
        return (Line(key=key, question=question.text, words=NOT_ASKED, known=False),)
    return lines_of(fact, library) or (
        Line(key=key, question=question.text, words=NOT_ANSWERED, known=False),
    )


def _rows(table: Question, facts: FactBase) -> list[Line]:
    """Return one line for each row that somebody told, its cells in the order of the columns."""
    assert table.row is not None  # noqa: S101 -- a question with columns has a kind of row
    if facts.find(table.id).state is State.CANNOT_APPLY:
        return []
    lines = []
    for row in facts.rows(SubjectKind(table.row)):
        cells = [(column, facts.cell(row.subject, column.id)) for column in table.columns]
        told = [(column, fact) for column, fact in cells if fact.standing]
        if not row.told or not told:
            continue
        claims = [each for _, fact in told for each in fact.standing if isinstance(each, Claim)]
        first = claims[0] if claims else None
        words = [value_in_words(value, column) for column, fact in told for value in fact.values]
        lines.append(
            Line(
                key=f"{table.id} {row.subject.number}",
                question=f"{table.text} Row {row.subject.number}",
                words=", ".join(words),
                grade=first.grade.value if first else None,
                by=first.by if first else None,
                when=first.when if first else None,
            )
        )
    return lines or [Line(key=table.id, question=table.text, words=NOT_ANSWERED, known=False)]


def _said(lines: Iterable[Line]) -> Mapping[str, tuple[str, dict[str, None]]]:
    """Return, under each key, its question and all that is said, each once."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for line in lines:
        found.setdefault(line.key, (line.question, {}))[1][line.words] = None
    return found


def _words(said: Mapping[str, tuple[str, dict[str, None]]], key: str) -> str:
    return " and ".join(said[key][1]) if key in said else "not asked"

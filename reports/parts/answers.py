"""Every question of the bank with what was told under it, or why nothing was. Pure."""

from procurement.conditions.references import questions_read
from procurement.conditions.vocabulary import Condition
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Claim, Source
from procurement.facts.subjects import ASSESSMENT, Subject, SubjectKind
from procurement.facts.values import ValueKind
from procurement.questionnaire.flow import DEPTH
from procurement.questionnaire.schema import Bank, Column, Question
from procurement.wording.answers import value_in_words
from reports.content.answers import AnswerSection, Said, Told

_TOLD = {State.KNOWN, State.NON_ANSWER}


def sections(facts: FactBase, bank: Bank) -> tuple[AnswerSection, ...]:
    """Return the bank's sections in order, each question once; tables only where rows were told."""
    return tuple(
        AnswerSection(
            id=section.id,
            title=section.title,
            told=tuple(
                told
                for question in bank.questions
                if question.section == section.id
                for told in _told(question, facts, bank)
            ),
        )
        for section in sorted(bank.sections, key=lambda section: section.order)
    )


def _told(question: Question, facts: FactBase, bank: Bank) -> list[Told]:
    fact = facts.find(question.id)
    if fact.kind is ValueKind.ROWS:
        said = _rows(question, facts, bank)
        return [_as("answered", question, said=said)] if said else []
    if question.derived is not None and not fact.standing:
        return []
    if fact.state is State.CANNOT_APPLY:
        return [_as("cannot_apply", question, because=_read_by(question.show_if, bank))]
    if fact.state is State.NOT_ASKED:
        light = facts.facts[ASSESSMENT, DEPTH].values == ("light",) and question.depth == "full"
        because = () if light else _read_by(question.worth_if, bank)
        return [_as("not_asked", question, because=because)]
    if fact.state not in _TOLD:
        return [_as("not_answered", question)]
    return [_as("answered", question, said=_said(fact, question))]


def _read_by(condition: Condition | None, bank: Bank) -> tuple[str, ...]:
    """Return the questions that a condition reads, in the bank's order."""
    read = questions_read(condition) if condition is not None else frozenset()
    behind = sorted((key for key in read if key in bank.by_id), key=bank.position.__getitem__)
    return tuple(bank.by_id[key].text for key in behind)


def _as(
    state: str, question: Question, *, said: tuple[Said, ...] = (), because: tuple[str, ...] = ()
) -> Told:
    return Told.model_validate(
        {
            "key": question.id,
            "question": question.text,
            "state": state,
            "said": said,
            "because": because,
        }
    )


def _said(fact: Fact, question: Question) -> tuple[Said, ...]:
    """Return what counts, source by source: several words of one source stand in one line."""
    by_source: dict[tuple[object, ...], tuple[Source, list[str]]] = {}
    for source in fact.standing:
        _, words = by_source.setdefault(_voice(source), (source, []))
        words.append(value_in_words(source.value, question))
    return tuple(
        _line(source, ", ".join(dict.fromkeys(words))) for source, words in by_source.values()
    )


def _voice(source: Source) -> tuple[object, ...]:
    if isinstance(source, Claim):
        return (source.grade, source.by, source.when, source.words)
    return (source.certainty, source.how)


def _line(source: Source, words: str) -> Said:
    if isinstance(source, Claim):
        return Said(
            in_words=words,
            grade=source.grade.value,
            by=source.by,
            on=source.when,
            words=source.words,
        )
    return Said(in_words=words, grade=source.certainty.value, by=None, on=None, how=source.how)


def _rows(table: Question, facts: FactBase, bank: Bank) -> tuple[Said, ...]:
    """Return the rows that say more than the plain questions beside the table, one line each."""
    plain = {str(table.role_column), *(look.column for _, look in bank.plain_looks[table.id])}
    lines = []
    for row in facts.rows(SubjectKind(str(table.row))):
        cells = [(column, facts.cell(row.subject, column.id)) for column in table.columns]
        sources = [
            source for column, fact in cells if column.id not in plain for source in fact.standing
        ]
        if sources:
            words = [_cell(column, fact) for column, fact in cells if fact.values]
            lines.append(_line(sources[0], f"{_numbered(row.subject)}: {'; '.join(words)}"))
    return tuple(lines)


def _cell(column: Column, fact: Fact) -> str:
    words = " or ".join(value_in_words(value, column) for value in fact.values)
    return words if column.required else f"{column.label.rstrip('?')}: {words}"


def _numbered(subject: Subject) -> str:
    return f"{subject.kind.value.capitalize()} {subject.number}"

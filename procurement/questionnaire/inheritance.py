"""A non-answer to one question answers those that follow from it, so that nobody refuses twice. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from procurement.facts.precedence import settle
from procurement.facts.sources import Source
from procurement.facts.subjects import Subject, SubjectKind
from procurement.facts.values import NonAnswer
from procurement.questionnaire.schema import Bank, Question

PASSED_ON = frozenset({NonAnswer.VENDOR_UNKNOWN, NonAnswer.VENDOR_REFUSED, NonAnswer.UNDER_NDA})


def inherited_sources(bank: Bank, told: dict[tuple[Subject, str], list[Source]]) -> dict[str, str]:
    """Let each question that follows another, and that nobody spoke about, take its non-answer.

    `told` gains the sources. Returns, for each such question, the first one that was not answered.
    """
    root: dict[str, str] = {}
    for question in bank.questions:
        if question.follows is None or told.get((question.about, question.id)):
            continue
        parent = bank.by_id[question.follows]
        sources = told.get((parent.about, parent.id), [])
        values, standing = settle(sources)
        silent = len(values) == 1 and isinstance(values[0], NonAnswer) and values[0] in PASSED_ON
        if not silent or _told_in_a_table(bank, question, told):
            continue
        told[question.about, question.id] = [
            replace(source, subject=question.about, key=question.id) for source in standing
        ]
        root[question.id] = root.get(parent.id, parent.id)
    return root


def _told_in_a_table(
    bank: Bank, question: Question, told: dict[tuple[Subject, str], list[Source]]
) -> bool:
    """Return whether a table has a row of the kind that the question shows."""
    look = question.plain_look_of
    if look is None:
        return False
    table: Sequence[Question] = [each for each in bank.tables if each.id == look.table]
    return any(
        source.value == look.role
        for each in table
        for (subject, key), sources in told.items()
        if subject.kind is SubjectKind(str(each.row)) and key == each.role_column
        for source in sources
    )

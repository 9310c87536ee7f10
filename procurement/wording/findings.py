"""The facts behind a flag, one by one, as a page shows them: in words, with who, when and where from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from content.words import word
from procurement.facts.values import members
from procurement.questionnaire.schema import Bank, Column, Question, Setting
from procurement.screening_result import Because, Flag
from procurement.wording.answers import plain_in_words, value_in_words


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact behind a flag.

    `asked` is the question it answers, None for what was worked out or seen beside the questions;
    `from_questions` names what it was worked out from.
    """

    question: str
    asked: str | None
    words: str
    grade: str | None
    voice: str
    by: str | None
    when: date | None
    how: str | None
    from_questions: tuple[tuple[str, str], ...] = ()


def fact_lines(flag: Flag, bank: Bank) -> tuple[FactLine, ...]:
    """Return what was said or seen; what was worked out stands only where nothing else does."""
    return reason_lines(flag.because, bank)


def reason_lines(reasons: Sequence[Because], bank: Bank) -> tuple[FactLine, ...]:
    """Return the same for reasons that stand behind no flag."""
    told = [each for each in reasons if each.source.kind != "computed"]
    return tuple(dict.fromkeys(_line(each, bank) for each in told or reasons))


def _line(each: Because, bank: Bank) -> FactLine:
    subject, _, key = each.fact.rpartition(".")
    source = each.source
    asked, column = _asked(subject, key, bank)
    words = _in_words(each, key, bank, column)
    mark = source.grade or source.certainty
    return FactLine(
        question=_named(subject, key, asked, column),
        asked=asked.id if asked else None,
        words=f"At least {words}" if each.partial else words,
        grade=mark,
        voice=_voice(each),
        by=source.by,
        when=source.when,
        how=source.how,
        from_questions=tuple(
            (name, bank.by_id[name].text) for name in source.worked_out_from if name in bank.by_id
        ),
    )


def _asked(subject: str, key: str, bank: Bank) -> tuple[Question | Setting | None, Column | None]:
    """Return the question behind a fact; for a cell of a table, the table and its column."""
    kind = subject.split(" ")[0]
    table = next((one for one in bank.tables if str(one.row) == kind), None) if kind else None
    if table is not None:
        return table, table.column(key)
    setting = next((one for one in bank.settings if one.id == key), None)
    return setting or bank.by_id.get(key), None


def _in_words(each: Because, key: str, bank: Bank, column: Column | None) -> str:
    if column is None:
        return plain_in_words(each.value, key, bank)
    if isinstance(each.value, list):
        return value_in_words(members(*each.value), column)
    return "not known" if each.value is None else value_in_words(each.value, column)


def _named(subject: str, key: str, asked: Question | Setting | None, column: Column | None) -> str:
    if column is not None:
        return f"{subject.capitalize()}: {column.label}"
    return asked.text if asked else key.replace("_", " ").capitalize()


def _voice(each: Because) -> str:
    source = each.source
    if source.kind == "observation":
        return "What we found"
    if source.kind == "claim":
        return "What you say" if source.grade == "buyer_says" else "What the vendor says"
    if source.kind == "not_told":
        return "Nobody said"
    return word("outcome", "worked_out")

"""Answers as a person reads them: option labels for ids, names for countries. Pure."""

from datetime import date

from content.countries import countries
from content.words import word
from procurement.facts.values import Members, NonAnswer, Value, ValueKind, plain
from procurement.questionnaire.schema import KIND_OF_TYPE, Bank, Column, Option, Question


def value_in_words(value: Value, question: Question | None) -> str:
    """Return a fact's value as text; `question` knows the labels of its options."""
    if isinstance(value, NonAnswer):
        return word("non_answer", value.value)
    if isinstance(value, Members):
        named = [_one(each, question) for each in sorted(value.known)]
        named += [word("non_answer", answer.value) for answer in value.untold]
        listed = ", ".join(named) or "none"
        return listed if value.whole else f"at least {listed}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, str):
        return _one(value, question)
    number = f"{plain(value)}"
    return f"{number} {question.unit}" if question and question.unit else number


def cell_in_words(value: Value, column: Column) -> str:
    """Return the value of one cell of a table as text."""
    if isinstance(value, str) and KIND_OF_TYPE[column.type] is ValueKind.COUNTRY:
        return countries().get(value, value)
    if isinstance(value, str):
        return _label(value, column.options)
    if isinstance(value, Members):
        named = [_label(each, column.options) for each in sorted(value.known)]
        named += [word("non_answer", answer.value) for answer in value.untold]
        return ", ".join(named) or "none"
    return value_in_words(value, None)


def _label(value: str, options: tuple[Option, ...]) -> str:
    return next((option.label for option in options if option.id == value), value)


def plain_in_words(value: object, key: str, bank: Bank) -> str:
    """Return a value as the screening's JSON holds it; `key` names its question."""
    question = bank.by_id.get(key)
    if isinstance(value, list):
        return ", ".join(_one(str(each), question) for each in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _one(value, question)
    return (
        "not known" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    )


def question_in_words(key: str, bank: Bank) -> str:
    """Return a question's text without its mark, or the key where it is worked out."""
    question = bank.by_id.get(key)
    return question.text if question else key.replace("_", " ")


def _one(value: str, question: Question | None) -> str:
    if value in {answer.value for answer in NonAnswer}:
        return word("non_answer", value)
    if question is None:
        return value
    if question.kind in (ValueKind.COUNTRIES, ValueKind.COUNTRY):
        return countries().get(value, value)
    option = question.option(value)
    return option.label if option else value

"""Answers as a person reads them: option labels for ids, names for countries. Pure."""

from collections.abc import Collection, Mapping
from datetime import date

from content.countries import countries
from content.words import word
from procurement.facts.values import NON_ANSWERS, Members, NonAnswer, Value, ValueKind, plain
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import KIND_OF_TYPE, Bank, Column, Question, Setting

Asked = Question | Column | Setting
_SIGNS = {"GBP": "£{}", "percent": "{}%"}


def value_in_words(value: Value, asked: Asked | None) -> str:
    """Return a fact's value as text; `asked` knows the labels of its options and its unit."""
    if isinstance(value, NonAnswer):
        return word("non_answer", value.value)
    if isinstance(value, Members):
        named = [_one(each, asked) for each in _in_order(value.known, asked)]
        named += sorted(word("non_answer", answer.value) for answer in value.untold)
        listed = ", ".join(named) or _none_at_all(asked)
        return listed if value.whole else f"at least {listed}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, str):
        return _one(value, asked)
    said = plain(value)
    # Nobody said the third decimal of an amount: it comes from reckoning one unit into another.
    if isinstance(said, float) and abs(said) >= 1:
        said = round(said, 2)
    number = f"{said:,}" if isinstance(said, int | float) else f"{said}"
    unit = asked.unit if isinstance(asked, Question) else None
    return _SIGNS.get(unit, "{} " + unit).format(number) if unit else number


def day_in_words(day: date) -> str:
    """Return a day as it is written in English: 4 December 2026."""
    return f"{day.day} {day:%B %Y}"


def said_in_words(said: object, key: str, bank: Bank) -> str:
    """Return an answer in the bank's own form, as it is stored, as text.

    A table becomes its rows, divided by semicolons.
    """
    if isinstance(said, list) and key in {table.id for table in bank.tables}:
        rows = [", ".join(words for _, words in row_in_words(row, key, bank)) for row in said]
        return "; ".join(rows) or "No rows"
    (claim,) = parse_answers(bank, {key: said})
    return value_in_words(claim.value, asked_under(key, bank))


def row_in_words(row: Mapping[str, object], key: str, bank: Bank) -> list[tuple[str, str]]:
    """Return the label and the words of each cell that was filled in, in the order of columns."""
    claims = {claim.key: claim.value for claim in parse_answers(bank, {key: [dict(row)]})}
    return [
        (column.label, value_in_words(claims[column.id], column))
        for column in bank.by_id[key].columns
        if column.id in claims
    ]


def plain_in_words(value: object, key: str, bank: Bank) -> str:
    """Return a value as the screening's JSON holds it; `key` names its question."""
    question = bank.by_id.get(key)
    if isinstance(value, list):
        return ", ".join(_one(str(each), question) for each in value) or _none_at_all(question)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _one(value, question)
    return (
        "not known" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    )


def question_in_words(key: str, bank: Bank) -> str:
    """Return a question's text without its mark, or the key where it is worked out."""
    asked = asked_under(key, bank)
    return asked.text if asked else key.replace("_", " ")


def asked_under(key: str, bank: Bank) -> Question | Setting | None:
    """Return the question or setting with this id, if there is one."""
    setting = next((setting for setting in bank.settings if setting.id == key), None)
    return setting or bank.by_id.get(key)


def _one(value: str, asked: Asked | None) -> str:
    if value in NON_ANSWERS:
        return word("non_answer", value)
    if asked is None:
        return value
    if _kind(asked) in (ValueKind.COUNTRIES, ValueKind.COUNTRY):
        return countries().get(value, value)
    said = asked.options
    if isinstance(asked, Question):
        said = (*said, *asked.companions)
    labels = {option.id: option.label for option in said}
    return labels.get(value, value)


def _none_at_all(asked: Asked | None) -> str:
    """Return how it is said that there are none, as the question offers it."""
    look = asked.plain_look_of if isinstance(asked, Question) else None
    offered = asked.companions if isinstance(asked, Question) else ()
    said = next((each for each in offered if look is not None and each.id == look.none), None)
    return said.label if said is not None else "none"


def _in_order(chosen: Collection[str], asked: Asked | None) -> list[str]:
    """Return what was chosen in the order of the options, and the rest by name."""
    order = [option.id for option in asked.options] if asked else []
    return sorted(
        chosen, key=lambda each: (order.index(each) if each in order else len(order), each)
    )


def _kind(asked: Asked) -> ValueKind:
    return ValueKind.OPTION if isinstance(asked, Setting) else KIND_OF_TYPE[asked.type]

"""When a question is asked, as a sentence: a condition of the bank in words. Pure."""

from content.countries import countries
from content.words import word
from procurement.conditions.vocabulary import (
    All,
    Always,
    AnyOf,
    Condition,
    CountryStatusTest,
    CountryTest,
    DaysTest,
    Every,
    ListTest,
    NumberTest,
    OptionTest,
    PastTest,
    Some,
    Test,
)
from procurement.facts.values import NON_ANSWERS
from procurement.questionnaire.schema import Bank, Question
from procurement.wording.answers import asked_under, question_in_words

_LISTED = {
    "in": "is {any}",
    "not_in": "is not {any}",
    "contains_any": "names {any}",
    "contains_all": "names {all}",
    "not_contains_any": "does not name {any}",
    "missing_or_in": "was not answered, or only with {any}",
}
_COMPARED = {"lt": "is less than", "lte": "is at most", "gt": "is more than", "gte": "is at least"}


def condition_in_words(condition: Condition, bank: Bank) -> str:
    """Return a condition as the part of a sentence that follows "if"."""
    match condition:
        case All() | AnyOf():
            join = " and " if isinstance(condition, All) else ", or "
            return join.join(_inside(part, bank) for part in condition.parts)
        case Always():
            return "in every case"
        case Some() | Every():
            which = "some" if isinstance(condition, Some) else "every"
            return f"{which} {condition.kind} has: {condition_in_words(condition.where, bank)}"
        case _:
            return f"“{question_in_words(condition.key, bank)}” {_said(condition, bank)}"


def _inside(part: Condition, bank: Bank) -> str:
    words = condition_in_words(part, bank)
    return f"({words})" if isinstance(part, All | AnyOf) and len(part.parts) > 1 else words


def _said(test: Test, bank: Bank) -> str:
    match test:
        case OptionTest():
            return f"is {_quoted([test.value], test.key, bank)}"
        case ListTest():
            return _LISTED[test.op].format(
                any=_quoted(test.value, test.key, bank),
                all=_quoted(test.value, test.key, bank, " and "),
            )
        case CountryTest():
            return f"names {' or '.join(countries()[code] for code in test.value)}"
        case CountryStatusTest():
            meant = " or ".join(f"“{word('adequacy', status)}”" for status in test.value)
            return f"names a country that is, in UK law: {meant}"
        case NumberTest():
            return f"{_COMPARED[test.op]} {test.value}"
        case PastTest():
            return "is past"
        case DaysTest():
            days = f"{test.value} days"
            return (
                f"is more than {days} ago" if test.op == "older_than_days" else f"is within {days}"
            )
        case _:
            return "holds" if test.value else "does not hold"


def _quoted(values: tuple[str, ...] | list[str], key: str, bank: Bank, join: str = " or ") -> str:
    asked = asked_under(key, bank)
    said = asked.options if asked else ()
    if isinstance(asked, Question):
        said = (*said, *asked.companions)
    labels = {option.id: option.label for option in said}
    words = [
        word("non_answer", value)
        if value in NON_ANSWERS and value not in labels
        else labels.get(value, value)
        for value in values
    ]
    return join.join(f"“{each}”" for each in words)

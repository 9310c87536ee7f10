"""What a condition refers to, and whether all of it exists and can be asked that way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from content.countries import countries
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
    TruthTest,
)
from procurement.facts.values import NON_ANSWERS, ValueKind


@dataclass(frozen=True, slots=True)
class Askable:
    """What a test may ask of one key: its kind of value and the words it can be answered with."""

    kind: ValueKind
    options: frozenset[str] = frozenset()
    non_answers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """All keys there are: questions, the columns of each kind of row, and computed facts."""

    questions: Mapping[str, Askable]
    columns: Mapping[str, Mapping[str, Askable]] = field(default_factory=dict)
    computed: Mapping[str, Askable] = field(default_factory=dict)


class Fault(NamedTuple):
    """Something a condition cannot mean, and where in it."""

    place: tuple[str | int, ...]
    sentence: str


_KINDS_FOR = {
    CountryTest: {ValueKind.COUNTRIES, ValueKind.COUNTRY},
    CountryStatusTest: {ValueKind.COUNTRIES, ValueKind.COUNTRY},
    NumberTest: {ValueKind.NUMBER},
    TruthTest: {ValueKind.TRUTH},
    PastTest: {ValueKind.DATE},
    DaysTest: {ValueKind.DATE},
}
_SETS_ONLY = {"contains_any", "contains_all", "not_contains_any"}


def faults(condition: Condition, known: Known, *, row: str | None = None) -> Iterator[Fault]:
    """Yield what `condition` refers to and does not exist; `row` is the kind of row in hand."""
    match condition:
        case All() | AnyOf():
            for number, part in enumerate(condition.parts):
                for fault in faults(part, known, row=row):
                    yield Fault((condition.tag, number, *fault.place), fault.sentence)
        case Some() | Every():
            if condition.kind not in known.columns:
                yield Fault((condition.tag,), f"There is no table of `{condition.kind}` rows.")
                return
            for fault in faults(condition.where, known, row=condition.kind):
                yield Fault(("where", *fault.place), fault.sentence)
        case Always():
            return
        case _:
            yield from _faults_of_test(condition, known, row)


def questions_read(condition: Condition) -> frozenset[str]:
    """Return the questions a condition names itself, not those behind computed facts."""
    return frozenset(test.q for test in every_test(condition) if test.q is not None)


def computed_read(condition: Condition) -> frozenset[str]:
    """Return the computed facts a condition names."""
    return frozenset(test.computed for test in every_test(condition) if test.computed is not None)


def rows_read(condition: Condition) -> frozenset[tuple[str, str]]:
    """Return the (kind of row, column) pairs a condition looks at."""
    match condition:
        case All() | AnyOf():
            return frozenset[tuple[str, str]]().union(*map(rows_read, condition.parts))
        case Some() | Every():
            return frozenset(
                (condition.kind, test.column)
                for test in every_test(condition.where)
                if test.column is not None
            )
        case _:
            return frozenset()


def every_test(condition: Condition) -> Iterator[Test]:
    """Yield every test in a condition, from left to right."""
    match condition:
        case All() | AnyOf():
            for part in condition.parts:
                yield from every_test(part)
        case Some() | Every():
            yield from every_test(condition.where)
        case Always():
            return
        case _:
            yield condition


def _faults_of_test(test: Test, known: Known, row: str | None) -> Iterator[Fault]:
    asked = _askable(test, known, row)
    if asked is None:
        what = "question" if test.q else "computed fact" if test.computed else "column"
        place = "q" if test.q else "computed" if test.computed else "column"
        yield Fault((place,), f"There is no {what} `{test.key}`.")
        return
    wanted_kinds = _KINDS_FOR.get(type(test))
    if wanted_kinds is not None and asked.kind not in wanted_kinds:
        yield Fault(("op",), f"`{test.op}` cannot be asked of `{test.key}`: it holds {asked.kind}.")
    elif isinstance(test, CountryTest):
        for code in test.value:
            if code not in countries():
                yield Fault(("value",), f"`{code}` is no country code.")
    elif isinstance(test, OptionTest | ListTest):
        yield from _faults_of_words(test, asked)


def _faults_of_words(test: OptionTest | ListTest, asked: Askable) -> Iterator[Fault]:
    words = (test.value,) if isinstance(test, OptionTest) else test.value
    if test.op in _SETS_ONLY and asked.kind is not ValueKind.OPTIONS:
        yield Fault(
            ("op",), f"`{test.op}` is for several options; `{test.key}` holds {asked.kind}."
        )
        return
    if test.op not in _SETS_ONLY and asked.kind is ValueKind.OPTIONS:
        yield Fault(("op",), f"`{test.key}` may have several options; use contains_any or its kin.")
        return
    allowed = asked.options | asked.non_answers
    if test.op == "missing_or_in":
        allowed = asked.non_answers
    elif test.op == "contains_all":
        allowed = asked.options - NON_ANSWERS
    for word in words:
        if word not in allowed:
            listed = ", ".join(sorted(allowed)) or "nothing"
            yield Fault(
                ("value",), f"`{word}` is no answer to `{test.key}` here; it can be: {listed}."
            )


def _askable(test: Test, known: Known, row: str | None) -> Askable | None:
    if test.q is not None:
        return known.questions.get(test.q)
    if test.computed is not None:
        return known.computed.get(test.computed)
    return known.columns.get(row or "", {}).get(test.column or "")

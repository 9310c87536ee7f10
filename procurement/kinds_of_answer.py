"""The kinds of plain answer a question can get, as far as some rules can tell them apart. Pure.

Two answers that pass and fail the same tests are of one kind; one stands for all. Where the tests
do not say enough of a question (a number that goes into a sum, a name that is looked up), it has
no kinds, and nobody reasons about its answers beforehand.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import cast

from content.countries import countries
from procurement.conditions.passing import passes
from procurement.conditions.references import every_test
from procurement.conditions.vocabulary import (
    Condition,
    DaysTest,
    ListTest,
    NumberTest,
    Test,
)
from procurement.facts.fact import Fact, State
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import Members, Value
from procurement.library import Library
from procurement.questionnaire.derivation import READS, derived_value
from procurement.questionnaire.schema import Question
from procurement.rulebook.computed import COMPRESSED, FORMULAS
from procurement.rulebook.schema import Rulebook
from procurement.rulebook.strata import Stratum
from procurement.rulebook.transfer_facts import FROM_LEGS, tests_behind_legs

MOST_GROUPS = 5
_ANY_PERSON = ListTest(q="personal_data_types", op="contains_any", value=("none_personal",))


def kinds_of_answer(
    library: Library, strata: Sequence[Stratum], key: str, on: date
) -> tuple[Value, ...]:
    """Return one answer of each kind to a question; none where they cannot be told.

    Parameters
    ----------
    strata : the rules that read the question, with what they rest on.
    """
    question = library.bank.by_id.get(key)
    if question is None or question.type == "rows":
        return ()
    names = [name for stratum in strata for name in stratum.computed]
    if any(key in _guessed_at(name, library.rulebook) for name in names):
        return ()
    if any(key in read and len(read) > 1 for read in READS.values()):
        return ()  # what follows from it depends on another answer
    conditions = [rule.trigger for stratum in strata for rule in stratum.rules]
    conditions += [each for name in names for each in _conditions_of(name, library.rulebook)]
    conditions += [each.show_if for each in library.bank.questions if each.show_if is not None]
    tests = [test for condition in conditions for test in every_test(condition)]
    return _Kinds(library, question, tests, on).all()


def _conditions_of(name: str, rulebook: Rulebook) -> Iterator[Condition]:
    """Yield the conditions a computed fact is worked out by, where conditions say all of it."""
    if name == "personal_data":
        yield _ANY_PERSON
    elif name == "is_compressed":
        yield COMPRESSED
    elif name in FROM_LEGS:
        yield from tests_behind_legs(rulebook.adequacy)
    elif name.startswith("wp248_count"):
        for criterion in rulebook.wp248_criteria:
            yield criterion.met_if


def _guessed_at(name: str, rulebook: Rulebook) -> Collection[str]:
    """Return the questions a computed fact reads in a way that no condition tells."""
    told = any(True for _ in _conditions_of(name, rulebook))
    return () if told else FORMULAS[name].reads(rulebook).questions


class _Kinds:
    """The answers to one question, told apart by tests."""

    def __init__(
        self, library: Library, question: Question, tests: Iterable[Test], on: date
    ) -> None:
        every = list(tests)
        self.library, self.question, self.on = library, question, on
        self.tests = [test for test in every if test.q == question.id]
        self.derived = [
            (each, [test for test in every if test.q == each.id])
            for each in library.bank.questions
            if each.derived is not None and question.id in READS[each.derived]
        ]

    def all(self) -> tuple[Value, ...]:
        """Return one answer of each kind."""
        match self.question.type:
            case "single":
                return self._apart(
                    option.id for option in self.question.options if option.kind == "answer"
                )
            case "multi":
                options = [each for each in self.question.options if each.kind == "answer"]
                alone = self._apart(_set(each.id) for each in options if each.exclusive)
                joined = self._joined(each.id for each in options if not each.exclusive)
                return (*alone, *joined) if joined else ()
            case "country_list":
                places = self._joined(countries())
                nowhere = (_set(),) if self.question.companions else ()
                return (*places, *nowhere) if places else ()
            case "number" | "date":
                return self._apart(
                    [*self._around(), *(each.id for each in self.question.companions)]
                )
            case _:
                return () if self.derived or self.question.id == "tier_name" else ("said",)

    def _joined(self, words: Iterable[str]) -> tuple[Value, ...]:
        """Return one set for each combination of kinds; none where there are too many."""
        groups = [next(iter(cast(Members, each).known)) for each in self._apart(map(_set, words))]
        if len(groups) > MOST_GROUPS:
            return ()
        sizes = range(1, len(groups) + 1)
        return tuple(_set(*some) for size in sizes for some in combinations(groups, size))

    def _apart(self, values: Iterable[Value]) -> tuple[Value, ...]:
        found: dict[object, Value] = {}
        for value in values:
            found.setdefault(self._sign(value), value)
        return tuple(found.values())

    def _sign(self, value: Value) -> object:
        """Return what all tests together make of a value."""
        signs: list[object] = [self._passes(test, value) for test in self.tests]
        if isinstance(value, Members):
            signs += [
                not value.known.isdisjoint(test.words) and test.op
                if test.op != "contains_all"
                else tuple(sorted(value.known & test.words))
                for test in self.tests
                if isinstance(test, ListTest)
            ]
        for question, tests in self.derived:
            follows = self._follows(question, value)
            signs.append(follows is None)
            signs += [follows is not None and self._passes(test, follows) for test in tests]
        return tuple(signs)

    def _passes(self, test: Test, value: Value) -> object:
        def status(code: str) -> str:
            return self.library.rulebook.adequacy.status(code, self.on)

        return passes(test, value, on=self.on, country_status=status)

    def _follows(self, derived: Question, value: Value) -> Value | None:
        kind = self.question.kind
        fact = Fact(ASSESSMENT, self.question.id, kind, State.KNOWN, (value,))
        words = self.library.rulebook.lineage.tier_words
        assert derived.derived is not None  # noqa: S101 -- only those are listed
        return derived_value(derived.derived, (fact,), words)

    def _around(self) -> Iterator[Value]:
        """Yield values on both sides of every limit that a test sets."""
        if self.question.type == "date":
            days = [0]
            days += [
                -test.value if test.op == "older_than_days" else test.value
                for test in self.tests
                if isinstance(test, DaysTest)
            ]
            yield from (self.on + timedelta(days=day + step) for day in days for step in (-1, 0, 1))
            return
        limits = [test.value for test in self.tests if isinstance(test, NumberTest)]
        least, most = self.question.min, self.question.max
        for limit in limits or [least or 0]:
            for value in (limit - 1, limit - 0.5, limit, limit + 0.5, limit + 1):
                if (least is None or value >= least) and (most is None or value <= most):
                    yield value


def _set(*known: str) -> Members:
    return Members(frozenset(known))

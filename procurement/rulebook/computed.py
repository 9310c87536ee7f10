"""Facts that are worked out from others: one small three-valued function each.

A non-answer leaves a computed fact open and never makes it true; the non-answer has flags of its
own. Where equals disagree on what a fact is worked out from, it has every value that may follow.
The same formulas stand in words in computed.yaml.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import inf
from typing import NamedTuple

from procurement.conditions.circumstances import Circumstances, Computed, Leaning
from procurement.conditions.evaluate import evaluate
from procurement.conditions.references import computed_read, questions_read
from procurement.conditions.result import Result
from procurement.conditions.truth import FALSE, TRUE, UNKNOWN, Truth, some
from procurement.conditions.vocabulary import AnyOf, Condition, ListTest
from procurement.facts.fact import Fact, State
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import Members, Span, Value, ValueKind, sort_key
from procurement.rulebook import teacher_computed
from procurement.rulebook.schema import Rulebook
from procurement.rulebook.transfer_facts import FROM_LEGS, questions_behind_legs
from procurement.rulebook.transfer_legs import Legs

NEW_TECHNOLOGY = 8
# What a smaller copy is called under the two questions that ask how a model was made.
COMPRESSED = AnyOf(
    any=(
        ListTest(q="tier_meaning", op="contains_any", value=("student", "quantised", "pruned")),
        ListTest(
            q="training_method",
            op="contains_any",
            value=(
                "soft_targets",
                "teacher_answers",
                "step_by_step",
                "self_distil",
                "quantised_copy",
                "pruned_copy",
            ),
        ),
    )
)


class Weighed(NamedTuple):
    """The result of a condition when facts with several values lean either way."""

    raising: Result
    clearing: Result


@dataclass(frozen=True, slots=True)
class Given:
    """What a formula may look at. `triggers` holds the rules of the strata below."""

    rulebook: Rulebook
    raising: Circumstances
    clearing: Circumstances
    triggers: Mapping[str, Weighed]
    legs: dict[Leaning, Legs] = field(default_factory=dict)

    def legs_under(self, leaning: Leaning) -> Legs:
        """Return the legs of the journey abroad, laid out once for each leaning."""
        if leaning not in self.legs:
            pair = (self.raising, self.clearing)
            self.legs[leaning] = Legs(
                self.rulebook.adequacy, *(pair if leaning is Leaning.RAISING else pair[::-1])
            )
        return self.legs[leaning]

    def weigh(self, condition: Condition) -> Weighed:
        """Return the result of a condition under both leanings."""
        raising = evaluate(condition, self.raising)
        if self.raising is self.clearing:
            return Weighed(raising, raising)
        return Weighed(raising, evaluate(condition, self.clearing))


@dataclass(frozen=True, slots=True)
class Reads:
    """What a formula is worked out from; the loader orders the strata by it."""

    questions: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Formula:
    """One computed fact: its kind of value, what it reads, and the function."""

    kind: ValueKind
    reads: Callable[[Rulebook], Reads]
    work: Callable[[str, Given], Computed]


def _personal_data(name: str, given: Given) -> Computed:
    fact = given.raising.facts.find("personal_data_types")
    truths = [_names_a_person(value) for value in fact.values]
    if fact.unsettled or not truths:
        truths.append(UNKNOWN)
    leaf = Result(some(truths), "test", (), fact)
    return _truth(name, truths, (leaf,))


def _names_a_person(value: Value) -> Truth:
    if not isinstance(value, Members):
        return UNKNOWN
    if value.known - {"none_personal"}:
        return TRUE
    return FALSE if value.exact and value.known else UNKNOWN


def _is_compressed(name: str, given: Given) -> Computed:
    return _truth_of(name, given.weigh(COMPRESSED))


def _from_legs(work: Callable[[Legs], Result]) -> Formula:
    """Return the formula of a fact worked out from the legs of the journey abroad."""

    def worked_out(name: str, given: Given) -> Computed:
        raising = work(given.legs_under(Leaning.RAISING))
        if given.raising is given.clearing:
            return _truth_of(name, Weighed(raising, raising))
        return _truth_of(name, Weighed(raising, work(given.legs_under(Leaning.CLEARING))))

    return Formula(
        ValueKind.TRUTH, lambda book: Reads(questions_behind_legs(book.adequacy)), worked_out
    )


def _rival_teacher(name: str, given: Given) -> Computed:
    return _truth(name, *teacher_computed.rival_teacher(given.raising.facts))


def _terms_dated(name: str, given: Given) -> Computed:
    return _truth(name, *teacher_computed.terms_dated(given.raising.facts))


def _wp248_count(name: str, given: Given) -> Computed:
    return _count(name, given, leave_out=None)


def _wp248_count_without_innovative(name: str, given: Given) -> Computed:
    return _count(name, given, leave_out=NEW_TECHNOLOGY)


def _count(name: str, given: Given, *, leave_out: int | None) -> Computed:
    weighed = [
        given.weigh(criterion.met_if)
        for criterion in given.rulebook.wp248_criteria
        if criterion.number != leave_out
    ]
    spans = {
        _span(one.raising.truth for one in weighed),
        _span(one.clearing.truth for one in weighed),
    }
    basis = tuple(one.raising for one in weighed)
    return _computed(name, ValueKind.NUMBER, sorted(spans, key=sort_key), basis)


def _span(truths: Iterable[Truth]) -> Span:
    counted = list(truths)
    surely = counted.count(TRUE)
    return Span(surely, surely + counted.count(UNKNOWN))


def _tier_name_signal(name: str, given: Given) -> Computed:
    fact = given.raising.facts.find("tier_name")
    lineage = given.rulebook.lineage
    names = [value for value in fact.values if isinstance(value, str)]
    signals = sorted({lineage.signal(each) for each in names})
    open_ = fact.unsettled or len(names) < len(fact.values) or not fact.values
    leaf = Result(UNKNOWN if open_ else TRUE, "test", (), fact)
    if fact.state is State.CANNOT_APPLY:
        return Computed(Fact(ASSESSMENT, name, ValueKind.OPTION, State.CANNOT_APPLY))
    return _computed(name, ValueKind.OPTION, signals, (leaf,), unsettled=open_)


def _dpia_required(name: str, given: Given) -> Computed:
    weighed = [
        given.triggers[rule]
        for rule in given.rulebook.dpia_required_rules
        if given.rulebook.by_id[rule].in_force(given.raising.on)
    ]
    raising = tuple(one.raising for one in weighed)
    return _truth_of(
        name,
        Weighed(
            Result(some(part.truth for part in raising), "any", raising),
            Result(some(one.clearing.truth for one in weighed), "any"),
        ),
    )


def _upkeep_ratio(upkeep: float, teacher_price: float, price: float, volume: float) -> float | None:
    saved = (teacher_price - price) * volume * 12 / 1000
    if saved > 0:
        return upkeep / saved
    return inf if upkeep > 0 else None


def _score_drop(teacher: float, student: float) -> float | None:
    return teacher - student


def _floor_gap(student: float, floor: float) -> float | None:
    return student - floor


def _saving_ratio(teacher_price: float, price: float) -> float | None:
    return None if teacher_price == 0 else (teacher_price - price) / teacher_price


def _payback_months(
    setup: float, teacher_price: float, price: float, volume: float
) -> float | None:
    saved = (teacher_price - price) * volume / 1000
    if saved > 0:
        return setup / saved
    return inf if setup > 0 else None


def _days_late(start: date, signed: date) -> float | None:
    return (signed - start).days


def _number(work: Callable[..., float | None], *questions: str) -> Formula:
    """Return the formula of a number worked out from other numbers or days.

    `work` returns None where the number does not exist (a ratio to nothing): no test of it holds.
    """

    def worked_out(name: str, given: Given) -> Computed:
        facts = [given.raising.facts.find(question) for question in questions]
        if any(fact.state is State.CANNOT_APPLY for fact in facts):
            return Computed(Fact(ASSESSMENT, name, ValueKind.NUMBER, State.CANNOT_APPLY))
        numbers = [[v for v in fact.values if isinstance(v, int | float | date)] for fact in facts]
        leaves = tuple(
            Result(
                UNKNOWN if fact.unsettled or len(known) < len(fact.values) or not known else TRUE,
                "test",
                (),
                fact,
            )
            for fact, known in zip(facts, numbers, strict=True)
        )
        results = {work(*each) for each in product(*numbers)}
        values = sorted(result for result in results if result is not None)
        unsettled = any(leaf.truth is UNKNOWN for leaf in leaves)
        if not values and not unsettled:
            return Computed(Fact(ASSESSMENT, name, ValueKind.NUMBER, State.CANNOT_APPLY))
        return _computed(name, ValueKind.NUMBER, values, leaves, unsettled=unsettled)

    return Formula(ValueKind.NUMBER, lambda _: Reads(frozenset(questions)), worked_out)


def _truth(name: str, truths: Sequence[Truth], basis: tuple[Result, ...]) -> Computed:
    values = sorted({truth is TRUE for truth in truths if truth is not UNKNOWN})
    return _computed(
        name, ValueKind.TRUTH, values, basis, unsettled=UNKNOWN in truths or not truths
    )


def _truth_of(name: str, weighed: Weighed) -> Computed:
    return _truth(name, (weighed.raising.truth, weighed.clearing.truth), (weighed.raising,))


def _computed(
    name: str,
    kind: ValueKind,
    values: Sequence[Value],
    basis: tuple[Result, ...],
    *,
    unsettled: bool = False,
) -> Computed:
    state = State.KNOWN if values else State.UNANSWERED
    return Computed(Fact(ASSESSMENT, name, kind, state, tuple(values), unsettled), basis)


def _reads_criteria(rulebook: Rulebook) -> Reads:
    conditions = [criterion.met_if for criterion in rulebook.wp248_criteria]
    return Reads(
        frozenset[str]().union(*map(questions_read, conditions)),
        frozenset[str]().union(*map(computed_read, conditions)),
    )


def _reads_questions(*questions: str) -> Callable[[Rulebook], Reads]:
    return lambda _: Reads(frozenset(questions))


FORMULAS: Mapping[str, Formula] = {
    "personal_data": Formula(
        ValueKind.TRUTH, _reads_questions("personal_data_types"), _personal_data
    ),
    "is_compressed": Formula(
        ValueKind.TRUTH, _reads_questions("tier_meaning", "training_method"), _is_compressed
    ),
    "upkeep_ratio": _number(
        _upkeep_ratio, "yearly_upkeep", "teacher_price_per_1000", "price_per_1000", "monthly_volume"
    ),
    "score_drop": _number(_score_drop, "teacher_score", "student_score"),
    "floor_gap": _number(_floor_gap, "student_score", "accuracy_floor"),
    "saving_ratio": _number(_saving_ratio, "teacher_price_per_1000", "price_per_1000"),
    "payback_months": _number(
        _payback_months, "setup_cost", "teacher_price_per_1000", "price_per_1000", "monthly_volume"
    ),
    "wp248_count": Formula(ValueKind.NUMBER, _reads_criteria, _wp248_count),
    "wp248_count_without_innovative": Formula(
        ValueKind.NUMBER, _reads_criteria, _wp248_count_without_innovative
    ),
    "tier_name_signal": Formula(ValueKind.OPTION, _reads_questions("tier_name"), _tier_name_signal),
    "rival_teacher": Formula(ValueKind.TRUTH, _reads_questions("teacher_provider"), _rival_teacher),
    "terms_dated": Formula(ValueKind.TRUTH, _reads_questions("terms_read"), _terms_dated),
    "dpia_required": Formula(
        ValueKind.TRUTH,
        lambda rulebook: Reads(rules=frozenset(rulebook.dpia_required_rules)),
        _dpia_required,
    ),
    **{name: _from_legs(work) for name, work in FROM_LEGS.items()},
    "dpia_days_late": _number(_days_late, "go_live_date", "dpia_signed_on"),
}

"""Whether one value passes one test. The meaning of each operator stands here and nowhere else.

A non-answer that a test names is matched. One it does not name leaves a positive test unknown, and
makes a negative test true: a refusal is no tool and no anonymity. A set that may be incomplete
contains what is known of it, and may contain anything else.
"""

from collections.abc import Callable
from datetime import date

from procurement.conditions.truth import FALSE, TRUE, UNKNOWN, Truth, true_if
from procurement.conditions.vocabulary import (
    CountryStatusTest,
    CountryTest,
    DaysTest,
    ListTest,
    NumberTest,
    OptionTest,
    PastTest,
    Test,
    TruthTest,
)
from procurement.facts.values import Members, NonAnswer, Span, Value

NEGATIVE = frozenset({"not_in", "not_contains_any"})
Status = Callable[[str], str]


def passes(test: Test, value: Value, *, on: date, country_status: Status) -> Truth:
    """Return whether `value` passes `test` on a day."""
    return _PASSES[type(test)](test, value, on, country_status)


def is_negative(test: Test) -> bool:
    """Return whether `test` is one that an empty answer passes."""
    return test.op in NEGATIVE


def _option_test(test: OptionTest, value: Value, on: date, status: Status) -> Truth:
    return _is_among(value, frozenset({test.value}))


def _list_test(test: ListTest, value: Value, on: date, status: Status) -> Truth:
    if test.op in NEGATIVE:
        return _is_not_among(value, test.words)
    if test.op == "contains_all":
        return _contains_all(value, test.words)
    return _is_among(value, test.words)


def _country_test(test: CountryTest, value: Value, on: date, status: Status) -> Truth:
    return _some_place(value, frozenset(test.value).__contains__)


def _country_status_test(test: CountryStatusTest, value: Value, on: date, status: Status) -> Truth:
    return _some_place(value, lambda code: status(code) in test.value)


def _truth_test(test: TruthTest, value: Value, on: date, status: Status) -> Truth:
    return true_if(value is test.value) if isinstance(value, bool) else UNKNOWN


def _past_test(test: PastTest, value: Value, on: date, status: Status) -> Truth:
    return true_if(value < on) if isinstance(value, date) else UNKNOWN


def _contains_all(value: Value, wanted: frozenset[str]) -> Truth:
    if not isinstance(value, Members):
        return UNKNOWN
    if wanted <= value.known:
        return TRUE
    return FALSE if value.exact else UNKNOWN


def _is_among(value: Value, wanted: frozenset[str]) -> Truth:
    if isinstance(value, NonAnswer):
        return TRUE if value.value in wanted else UNKNOWN
    if isinstance(value, Members):
        if not wanted.isdisjoint(_all_words(value)):
            return TRUE
        return FALSE if value.exact else UNKNOWN
    # A number, date, text or file is given: it is no non-answer, and nothing else can be named.
    return true_if(isinstance(value, str) and value in wanted)


def _is_not_among(value: Value, wanted: frozenset[str]) -> Truth:
    if isinstance(value, NonAnswer):
        return true_if(value.value not in wanted)
    if isinstance(value, Members):
        if not wanted.isdisjoint(_all_words(value)):
            return FALSE
        # What nobody would name is no exception; what nobody was asked yet may be one.
        return TRUE if value.whole else UNKNOWN
    return true_if(not (isinstance(value, str) and value in wanted))


def _all_words(value: Members) -> frozenset[str]:
    return value.known | {answer.value for answer in value.untold}


def _some_place(value: Value, wanted: Callable[[str], bool]) -> Truth:
    if isinstance(value, Members):
        if any(map(wanted, value.known)):
            return TRUE
        return FALSE if value.exact else UNKNOWN
    if isinstance(value, str):
        return true_if(wanted(value))
    return UNKNOWN


def _number_test(test: NumberTest, value: Value, on: date, status: Status) -> Truth:
    match value:
        case Span():
            low, high = float(value.low), float(value.high)
        case int() | float():
            low = high = float(value)
        case _:
            return UNKNOWN
    compare = {
        "lt": (high < test.value, low < test.value),
        "lte": (high <= test.value, low <= test.value),
        "gt": (low > test.value, high > test.value),
        "gte": (low >= test.value, high >= test.value),
    }
    surely, perhaps = compare[test.op]
    return TRUE if surely else UNKNOWN if perhaps else FALSE


def _days_test(test: DaysTest, value: Value, on: date, status: Status) -> Truth:
    if not isinstance(value, date):
        return UNKNOWN
    ahead = (value - on).days
    return true_if(-ahead > test.value if test.op == "older_than_days" else ahead <= test.value)


_PASSES: dict[type, Callable[..., Truth]] = {
    OptionTest: _option_test,
    ListTest: _list_test,
    CountryTest: _country_test,
    CountryStatusTest: _country_status_test,
    NumberTest: _number_test,
    TruthTest: _truth_test,
    PastTest: _past_test,
    DaysTest: _days_test,
}

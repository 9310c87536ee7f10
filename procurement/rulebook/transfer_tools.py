"""Which legal tool counts for a transfer on a day, and for whom. Pure.

A tool that is not named is none: a refusal protects nobody.
"""

from collections.abc import Callable, Mapping
from datetime import date

from procurement.conditions.circumstances import Circumstances, Leaning
from procurement.conditions.evaluate import evaluate
from procurement.conditions.result import Result
from procurement.conditions.truth import Truth, every, some
from procurement.conditions.vocabulary import ListTest
from procurement.facts.fact import Fact, State
from procurement.facts.values import Members, NonAnswer, Value

# In force since the Commissioner issued them under section 119A of the Data Protection Act 2018.
ISSUED: Mapping[str, date] = {"idta": date(2022, 3, 21), "addendum": date(2022, 3, 21)}
LAST_DAY_OF_OLD_CLAUSES = date(2024, 3, 20)
# From the day after, no new contract could rest on them.
LAST_DAY_TO_SIGN_OLD_CLAUSES = date(2022, 9, 21)
SIGNED_TOO_LATE = ListTest(
    q="old_clauses_in_time",
    op="in",
    value=("opt_no", "vendor_unknown", "vendor_refused", "not_sure"),
)
NOTHING = frozenset({"none_in_place", "not_needed"})
NOBODY_SAYS = frozenset({NonAnswer.VENDOR_UNKNOWN, NonAnswer.VENDOR_REFUSED})


def opposite(result: Result) -> Result:
    """Return a result that holds where `result` does not, resting on the same facts."""
    said = {"all": "any", "any": "all"}.get(result.said, result.said)
    return Result(
        Truth(Truth.TRUE - result.truth),
        said,  # type: ignore[arg-type]
        tuple(map(opposite, result.parts)),
        result.fact,
    )


def lacks_a_tool(
    told: Fact,
    given: Circumstances,
    same_group: Fact | None,
    table: Fact,
    *,
    leaving_out: str = "",
) -> Result:
    """Return whether none of the tools told covers a transfer to one recipient on the day.

    Parameters
    ----------
    told : the tools, as said for this recipient or for all of them.
    same_group : whether the recipient is in the seller's group of companies, for binding corporate
        rules; None where it is the seller itself, to whom they cover nothing.
    table : the question to ask for what `same_group` does not say.
    leaving_out : a tool to look past, where it is asked what stands beside it.
    """
    outside = _outside(same_group, given)
    late = evaluate(SIGNED_TOO_LATE, given)

    def lacks(value: Value) -> Truth:
        if not isinstance(value, Members):
            return Truth.TRUE
        known = value.known - {leaving_out}
        truths = [Truth.TRUE if value.whole else Truth.UNKNOWN]
        truths += [Truth.FALSE for tool in known if _counts(tool, given.on)]
        if "bcr" in known:
            truths.append(outside)
        if "old_sccs" in known and given.on <= LAST_DAY_OF_OLD_CLAUSES:
            signed = given.on > LAST_DAY_TO_SIGN_OLD_CLAUSES
            truths.append(late.truth if signed else Truth.FALSE)
        return every(truths)

    truth = Truth.TRUE if told.state is State.CANNOT_APPLY else _over(told, lacks, given)
    if truth is not Truth.UNKNOWN:
        return Result(truth, "test", (), told)
    named = {tool for value in told.values if isinstance(value, Members) for tool in value.known}
    waiting = [Result(truth, "test", (), table)] if "bcr" in named and _is_open(outside) else []
    waiting += [late] if "old_sccs" in named and _is_open(late.truth) else []
    return Result(truth, "any", tuple(waiting or [Result(truth, "test", (), told)]))


def names_tool(told: Fact, tool: str, given: Circumstances) -> Result:
    """Return whether one tool is among those told."""

    def names(value: Value) -> Truth:
        if not isinstance(value, Members):
            return Truth.UNKNOWN
        if tool in value.known:
            return Truth.TRUE
        return Truth.FALSE if value.exact else Truth.UNKNOWN

    truth = Truth.FALSE if told.state is State.CANNOT_APPLY else _over(told, names, given)
    return Result(truth, "test", (), told)


def names_nothing(told: Fact, given: Circumstances) -> Result:
    """Return whether it is said that nothing is in place, or nobody will, or can, say what is."""

    def nothing(value: Value) -> Truth:
        if isinstance(value, NonAnswer):
            return Truth.TRUE if value in NOBODY_SAYS else Truth.UNKNOWN
        if not isinstance(value, Members) or (value.known - NOTHING):
            return Truth.FALSE
        said = bool(value.known) or not NOBODY_SAYS.isdisjoint(value.untold)
        return Truth.TRUE if said else Truth.UNKNOWN

    truth = Truth.FALSE if told.state is State.CANNOT_APPLY else _over(told, nothing, given)
    return Result(truth, "test", (), told)


def _counts(tool: str, on: date) -> bool:
    return tool in ISSUED and ISSUED[tool] <= on


def _outside(same_group: Fact | None, given: Circumstances) -> Truth:
    """Return whether a recipient is outside the seller's group; a refusal puts nobody inside."""
    if same_group is None:
        return Truth.TRUE
    return _over(same_group, lambda said: Truth.FALSE if said == "opt_yes" else Truth.TRUE, given)


def _over(fact: Fact, holds: Callable[[Value], Truth], given: Circumstances) -> Truth:
    truths = [holds(value) for value in fact.values]
    if fact.unsettled or not truths:
        truths.append(Truth.UNKNOWN)
    return some(truths) if given.leaning is Leaning.RAISING else every(truths)


def _is_open(truth: Truth) -> bool:
    return truth is Truth.UNKNOWN

"""Which legal tool counts for a transfer on a day, and for whom. Pure.

A tool that is not named is none: a refusal protects nobody.
"""

from collections.abc import Mapping
from datetime import date

from procurement.conditions.circumstances import Circumstances
from procurement.conditions.evaluate import over_values
from procurement.conditions.result import Result, Said
from procurement.conditions.truth import FALSE, TRUE, UNKNOWN, Truth, every
from procurement.conditions.vocabulary import ListTest
from procurement.facts.fact import CANNOT_APPLY, Fact
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

_OPPOSITE = (TRUE, UNKNOWN, FALSE)
_OTHERWISE: Mapping[Said, Said] = {"all": "any", "any": "all"}


def opposite(result: Result) -> Result:
    """Return a result that holds where `result` does not, resting on the same facts."""
    return Result(
        _OPPOSITE[result.truth],
        _OTHERWISE.get(result.said, result.said),
        tuple([opposite(part) for part in result.parts]),
        result.fact,
    )


def is_outside(same_group: Fact | None, given: Circumstances) -> Truth:
    """Return whether a recipient is outside the seller's group; a refusal puts nobody inside.

    `same_group` is None where it is the seller itself, to whom the group's rules cover nothing.
    """
    if same_group is None:
        return TRUE
    return over_values(same_group, lambda said: FALSE if said == "opt_yes" else TRUE, given.leaning)


def lacks_a_tool(
    told: Fact,
    given: Circumstances,
    outside: Truth,
    late: Result,
    table: Fact,
    *,
    leaving_out: str = "",
) -> Result:
    """Return whether none of the tools told covers a transfer to one recipient on the day.

    Parameters
    ----------
    told : the tools, as said for this recipient or for all of them.
    outside : whether the recipient is outside the seller's group of companies, for binding
        corporate rules.
    late : whether old clauses were signed too late.
    table : the question to ask where it is not said who is in the group.
    leaving_out : a tool to look past, where it is asked what stands beside it.
    """

    def lacks(value: Value) -> Truth:
        if not isinstance(value, Members):
            return TRUE
        known = value.known - {leaving_out}
        truths = [TRUE if value.whole else UNKNOWN]
        truths += [FALSE for tool in known if _counts(tool, given.on)]
        if "bcr" in known:
            truths.append(outside)
        if "old_sccs" in known and given.on <= LAST_DAY_OF_OLD_CLAUSES:
            signed = given.on > LAST_DAY_TO_SIGN_OLD_CLAUSES
            truths.append(late.truth if signed else FALSE)
        return every(truths)

    truth = TRUE if told.state is CANNOT_APPLY else over_values(told, lacks, given.leaning)
    if truth is not UNKNOWN:
        return Result(truth, "test", (), told)
    named = {tool for value in told.values if isinstance(value, Members) for tool in value.known}
    waiting = [Result(truth, "test", (), table)] if "bcr" in named and _is_open(outside) else []
    waiting += [late] if "old_sccs" in named and _is_open(late.truth) else []
    return Result(truth, "any", tuple(waiting or [Result(truth, "test", (), told)]))


def names_tool(told: Fact, tool: str, given: Circumstances) -> Result:
    """Return whether one tool is among those told."""

    def names(value: Value) -> Truth:
        if not isinstance(value, Members):
            return UNKNOWN
        if tool in value.known:
            return TRUE
        return FALSE if value.exact else UNKNOWN

    truth = FALSE if told.state is CANNOT_APPLY else over_values(told, names, given.leaning)
    return Result(truth, "test", (), told)


def names_nothing(told: Fact, given: Circumstances) -> Result:
    """Return whether it is said that nothing is in place, or nobody will, or can, say what is."""

    def nothing(value: Value) -> Truth:
        if isinstance(value, NonAnswer):
            return TRUE if value in NOBODY_SAYS else UNKNOWN
        if not isinstance(value, Members) or (value.known - NOTHING):
            return FALSE
        said = bool(value.known) or not NOBODY_SAYS.isdisjoint(value.untold)
        return TRUE if said else UNKNOWN

    truth = FALSE if told.state is CANNOT_APPLY else over_values(told, nothing, given.leaning)
    return Result(truth, "test", (), told)


def _counts(tool: str, on: date) -> bool:
    return tool in ISSUED and ISSUED[tool] <= on


def _is_open(truth: Truth) -> bool:
    return truth is UNKNOWN

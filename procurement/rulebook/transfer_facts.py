"""The facts that rules on transfers read, each worked out from the legs. Pure.

They stand in words in computed.yaml.
"""

from collections.abc import Callable, Iterator, Mapping

from procurement.conditions.references import questions_read
from procurement.conditions.result import Result
from procurement.conditions.truth import FALSE, TRUE
from procurement.conditions.vocabulary import (
    Condition,
    CountryStatusTest,
    CountryTest,
    ListTest,
)
from procurement.rulebook.table_schema import Adequacy
from procurement.rulebook.transfer_legs import (
    LABELLED_AS_PERSONAL,
    QUESTION_OF_STEP,
    SELLER,
    SELLER_RECEIVES,
    Leg,
    Legs,
)
from procurement.rulebook.transfer_tools import ISSUED, NOTHING, SIGNED_TOO_LATE

CHINA = "CN"
OTHER_TOOLS = ("bcr", "eu_sccs_only", "old_sccs", "article_49")


def _without_tool(step: str) -> Callable[[Legs], Result]:
    def work(legs: Legs) -> Result:
        return legs.any_leg(
            lambda leg: legs.uncovered(leg, "none"), legs.to_another, legs.without_tool, step=step
        )

    return work


def _in_part_without_tool(*, us: bool) -> Callable[[Legs], Result]:
    def work(legs: Legs) -> Result:
        return legs.any_leg(
            lambda leg: legs.in_part(leg, us=us),
            lambda leg: legs.uncovered(leg, "denied"),
            legs.to_another,
            legs.without_tool,
        )

    return work


def _rests_on(tool: str) -> Callable[[Legs], Result]:
    def work(legs: Legs) -> Result:
        return legs.any_leg(
            lambda leg: legs.uncovered(leg, "denied"),
            legs.to_another,
            lambda leg: legs.resting_on(leg, tool),
        )

    return work


def _goes_to_china(legs: Legs) -> Result:
    return legs.any_leg(_handled(legs), lambda leg: legs.in_country(leg, CHINA), legs.to_another)


def _china_without_tool(legs: Legs) -> Result:
    return legs.any_leg(
        _handled(legs),
        lambda leg: legs.in_country(leg, CHINA),
        legs.to_another,
        legs.without_tool,
    )


def _handled(legs: Legs) -> Callable[[Leg], Result]:
    """Return what leaves out the seller, whose country alone says nothing of where data is."""
    return lambda leg: Result(FALSE if leg.step == SELLER else TRUE, "always")


# Every fact worked out from the legs, under its name.
FROM_LEGS: Mapping[str, Callable[[Legs], Result]] = {
    "any_uncovered_country": lambda legs: legs.any_leg(legs.needs_a_tool),
    "inference_without_tool": _without_tool("inference"),
    "labelling_without_tool": _without_tool("labelling"),
    "support_without_tool": _without_tool("support"),
    "subprocessor_without_tool": _without_tool("subprocessor"),
    "backup_without_tool": _without_tool("backup"),
    "seller_without_tool": _without_tool(SELLER),
    "us_without_tool": _in_part_without_tool(us=True),
    "part_cover_without_tool": _in_part_without_tool(us=False),
    "goes_to_china": _goes_to_china,
    "china_without_tool": _china_without_tool,
    "nothing_in_place": lambda legs: legs.any_leg(legs.needs_a_tool, legs.with_nothing),
    "rests_on_eu_clauses": _rests_on("eu_sccs_only"),
    "rests_on_old_clauses": _rests_on("old_sccs"),
    "rests_on_exception": _rests_on("article_49"),
    "sellers_own_people_abroad": lambda legs: legs.any_leg(
        lambda leg: legs.uncovered(leg, "not_confirmed"), legs.of_the_seller_itself
    ),
}


def questions_behind_legs(adequacy: Adequacy) -> frozenset[str]:
    """Return every question that the facts from legs rest on."""
    return frozenset({"hops"}).union(*map(questions_read, tests_behind_legs(adequacy)))


def tests_behind_legs(adequacy: Adequacy) -> Iterator[Condition]:
    """Yield conditions that tell apart whatever answers the facts from legs tell apart."""
    yield from (SELLER_RECEIVES, LABELLED_AS_PERSONAL, SIGNED_TOO_LATE)
    partial = [entry for entry in adequacy.territories if entry.confirmed_by is not None]
    for entry in partial:
        yield from (each for each in (entry.confirmed_by, entry.denied_by) if each is not None)
    for question in QUESTION_OF_STEP.values():
        yield CountryStatusTest(q=question, op="country_status_in", value=("none",))
        for code in sorted({*(entry.code for entry in partial), CHINA}):
            yield CountryTest(q=question, op="country_in", value=(code,))
    for alike in (tuple(ISSUED), tuple(sorted(NOTHING)), *((tool,) for tool in OTHER_TOOLS)):
        yield ListTest(q="transfer_tools", op="contains_any", value=alike)

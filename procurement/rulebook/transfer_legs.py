"""The legs of a journey abroad: each place data goes to, and whether a legal tool covers it. Pure.

A leg is one row of the table of hops, or the company that sells the product where that company
receives data itself. It needs a tool where UK law does not cover its country on the day, where
another organisation receives the data, and where the data is about people still. UK GDPR Articles
44A to 49, and 44 to 49 as they stood before 5 February 2026; the ICO's three-step test.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from procurement.conditions.circumstances import Circumstances
from procurement.conditions.evaluate import evaluate, over_values
from procurement.conditions.result import Result, deciding_facts, result_of, undecided_facts
from procurement.conditions.truth import FALSE, TRUE, UNKNOWN, Truth, every, some, true_if
from procurement.conditions.vocabulary import AnyOf, ListTest
from procurement.facts.fact import CANNOT_APPLY, Fact
from procurement.facts.subjects import SubjectKind
from procurement.facts.values import Members, NonAnswer, Value
from procurement.rulebook.table_schema import Adequacy
from procurement.rulebook.transfer_tools import (
    SIGNED_TOO_LATE,
    is_outside,
    lacks_a_tool,
    names_nothing,
    names_tool,
    opposite,
)

SELLER = "seller"
QUESTION_OF_STEP: Mapping[str, str] = {
    "inference": "inference_countries",
    "labelling": "labelling_countries",
    "support": "support_countries",
    "subprocessor": "subprocessor_countries",
    "backup": "backup_countries",
    SELLER: "vendor_country",
}
# Where the product runs on the buyer's own machines, its seller receives nothing by selling it.
SELLER_RECEIVES = ListTest(
    q="deployment", op="not_in", value=("our_cloud", "our_servers", "device")
)
# What was made anonymous first is no personal data; it must not be kept for training as it is.
LABELLED_AS_PERSONAL = AnyOf(
    any=(
        ListTest(q="stripped_first", op="not_in", value=("anonymous",)),
        ListTest(q="customer_data_trains", op="not_in", value=("never", "anonymised")),
    )
)
Cover = Literal["none", "not_confirmed", "denied"]


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One place data goes to.

    Attributes
    ----------
    step : what happens there; None where that is not settled, and `what` says as far as known.
    place : the fact that holds its country; `shown` the question under which people read it.
    same_group, tool : cells of the table; None for the seller, who stands in no row.
    recipient : what tells this recipient from others; None where nobody named it.
    """

    step: str | None
    what: Fact | None
    place: Fact
    shown: Fact
    same_group: Fact | None
    tool: Fact | None
    recipient: str | None


@dataclass(frozen=True)
class Legs:
    """All legs of one assessment on a day, looked at under one leaning.

    `contrary` is the other leaning: it weighs what would deny that a place lacks cover.
    """

    adequacy: Adequacy
    leaning: Circumstances
    contrary: Circumstances
    # What was worked out of a leg already: sixteen facts ask the same of each.
    known: dict[tuple[object, ...], Result] = field(default_factory=dict)
    # Whether what was told of tools lacks one: the same for every leg it is told for.
    lacking: dict[tuple[object, ...], Result] = field(default_factory=dict)

    @cached_property
    def all(self) -> tuple[Leg, ...]:
        """Return every leg: the rows there are, those that must exist, and the seller."""
        return (*self._hops(), self._seller)

    @cached_property
    def _seller(self) -> Leg:
        fact = self.leaning.facts.find(QUESTION_OF_STEP[SELLER])
        return Leg(SELLER, None, fact, fact, None, None, SELLER)

    def _hops(self) -> Iterator[Leg]:
        facts = self.leaning.facts
        for row in facts.rows(SubjectKind.HOP):
            cell = {
                column: facts.cell(row.subject, column)
                for column in ("what", "country", "company", "same_group", "legal_tool")
            }
            steps = cell["what"].values
            step = steps[0] if len(steps) == 1 and isinstance(steps[0], str) else None
            yield Leg(
                step,
                cell["what"],
                cell["country"],
                facts.find(QUESTION_OF_STEP[step]) if step else cell["country"],
                cell["same_group"],
                cell["legal_tool"],
                _recipient(cell["company"], cell["same_group"]),
            )

    def any_leg(self, *parts: Callable[[Leg], Result], step: str | None = None) -> Result:
        """Return whether some leg, of a step if one is named, meets every part."""
        legs = tuple(
            [
                _until_false((*self._happens(leg, step), *parts), leg)
                for leg in self.all
                if step is None or leg.step in (step, None)
            ]
        )
        return _flat(Result(some([leg.truth for leg in legs]), "any", legs))

    def _happens(self, leg: Leg, step: str | None) -> tuple[Callable[[Leg], Result], ...]:
        what = leg.what
        if step is None or leg.step == step or what is None:
            return ()
        return (lambda _: _leaf(self._over(what, lambda value: true_if(value == step)), what),)

    def in_country(self, leg: Leg, code: str) -> Result:
        """Return whether a leg goes to one country."""
        return _leaf(self._over(leg.place, lambda place: true_if(place == code)), leg.shown)

    def in_part(self, leg: Leg, *, us: bool) -> Result:
        """Return whether UK law covers its country in part on the day: the US, or another one."""

        def partly(place: Value) -> Truth:
            known = self.leaning.country_status(str(place)) == "partial"
            return true_if(known and (place == "US") is us)

        return _leaf(self._over(leg.place, partly), leg.shown)

    def uncovered(self, leg: Leg, cover: Cover) -> Result:
        """Return whether UK law lacks cover for its place on the day.

        A country nobody listed has none. One covered in part lacks it, with `not_confirmed`,
        where the answer that would confirm it is another; with `denied`, also where it was asked
        for and nobody could, or would, confirm it; with `none`, never.
        """
        return self._once(("uncovered", leg, cover), lambda: self._uncovered(leg, cover))

    def _uncovered(self, leg: Leg, cover: Cover) -> Result:
        if not leg.place.values:
            return _leaf(_of_nothing(leg.place), leg.shown)
        places = [place for value in leg.place.values for place in _named(value)]
        denials = {
            place: self._lacks_cover(str(place), cover, leg.shown)
            for place in places
            if isinstance(place, str)
        }
        truth = self._over(leg.place, lambda place: denials[str(place)].truth)
        parts = tuple(each for each in denials.values() if each.truth is truth)
        if truth is UNKNOWN and not _is_settled(leg.place):
            parts += (_leaf(truth, leg.shown),)
        return Result(truth, "any", parts) if parts else _leaf(truth, leg.shown)

    def _lacks_cover(self, code: str, cover: Cover, shown: Fact) -> Result:
        status = self.leaning.country_status(code)
        entry = self.adequacy.entry(code, self.leaning.on) if status == "partial" else None
        if cover == "none" or entry is None:
            return _leaf(true_if(status == "none"), shown)
        here = _leaf(TRUE, shown)
        if cover == "denied" and entry.denied_by is not None:
            return _all(here, evaluate(entry.denied_by, self.leaning))
        if entry.confirmed_by is None:
            return _leaf(FALSE, shown)
        return _all(here, opposite(evaluate(entry.confirmed_by, self.contrary)))

    def to_another(self, leg: Leg) -> Result:
        """Return whether personal data reaches another organisation there.

        Whoever is not said to be the seller itself is another organisation. The seller's own
        branch or staff are not, where data may go to the seller.
        """
        return self._once(("another", leg), lambda: self._to_another(leg))

    def _to_another(self, leg: Leg) -> Result:
        parts = self._about_people(leg)
        if leg.step == SELLER:
            parts.append(evaluate(SELLER_RECEIVES, self.leaning))
        if leg.same_group is not None and "same_company" in leg.same_group.values:
            others = self._over(leg.same_group, lambda said: true_if(said != "same_company"))
            same = _leaf(TRUE, leg.same_group)
            parts.append(_any(_leaf(others, leg.same_group), _all(same, self._seller_uncovered)))
        return _all(*parts)

    def _about_people(self, leg: Leg) -> list[Result]:
        return [evaluate(LABELLED_AS_PERSONAL, self.leaning)] if leg.step == "labelling" else []

    def of_the_seller_itself(self, leg: Leg) -> Result:
        """Return whether it is the seller's own branch or staff, and data may go to the seller."""
        if leg.same_group is None:
            return Result(FALSE, "always")
        truth = self._over(leg.same_group, lambda said: true_if(said == "same_company"))
        told = leg.same_group if leg.same_group.values else self._table
        return _all(_leaf(truth, told), *self._about_people(leg), self._seller_covered)

    @cached_property
    def _seller_uncovered(self) -> Result:
        return self.uncovered(self._seller, "not_confirmed")

    @cached_property
    def _seller_covered(self) -> Result:
        return opposite(Legs(self.adequacy, self.contrary, self.leaning)._seller_uncovered)

    def needs_a_tool(self, leg: Leg) -> Result:
        """Return whether a leg is a restricted transfer that no regulations cover."""
        return self._once(
            ("needs", leg),
            lambda: _until_false(
                (lambda leg: self.uncovered(leg, "not_confirmed"), self.to_another), leg
            ),
        )

    def without_tool(self, leg: Leg) -> Result:
        """Return whether no tool that counts on the day covers a leg."""
        return self._once(
            ("without", leg),
            lambda: self._by_tools(leg, lambda told: self._lacks(told, leg)),
        )

    def with_nothing(self, leg: Leg) -> Result:
        """Return whether a leg has nothing at all in place, or nobody will say that it has."""
        return self._by_tools(leg, lambda fact: names_nothing(fact, self.leaning))

    def resting_on(self, leg: Leg, tool: str) -> Result:
        """Return whether a leg rests on one tool, with no other that counts beside it."""
        facts = self._own_tools(leg)
        if facts:
            named = _any(*(names_tool(fact, tool, self.leaning) for fact in facts))
            return _all(named, *(self._lacks(fact, leg, leaving_out=tool) for fact in facts))
        plain = self.leaning.facts.find("transfer_tools")
        named = names_tool(plain, tool, self.leaning)
        lacks = self._lacks(plain, leg, leaving_out=tool)
        if lacks.truth is TRUE or named.truth is FALSE:
            return named
        return _all(named, _any(lacks, self._not_alone(leg)))

    def _lacks(self, told: Fact, leg: Leg, *, leaving_out: str = "") -> Result:
        outside = is_outside(leg.same_group, self.leaning)
        key = (told.subject, told.key, outside, leaving_out)
        if key not in self.lacking:
            self.lacking[key] = lacks_a_tool(
                told, self.leaning, outside, self._late, self._table, leaving_out=leaving_out
            )
        return self.lacking[key]

    @cached_property
    def _late(self) -> Result:
        return evaluate(SIGNED_TOO_LATE, self.leaning)

    def _by_tools(self, leg: Leg, judge: Callable[[Fact], Result]) -> Result:
        """Judge the tools of a leg: its own, or what was said for all of them together."""
        facts = self._own_tools(leg)
        if facts:
            return _any(*map(judge, facts))
        said = judge(self.leaning.facts.find("transfer_tools"))
        if said.truth is TRUE:
            return said
        alone = self._alone(leg)
        if alone.truth is TRUE:
            return said
        if said.truth is UNKNOWN:
            # One answer for all could raise it, and could not clear it.
            return _all(said, _leaf(UNKNOWN, self._table))
        # One of several recipients has a tool, and nobody said which.
        return _all(_leaf(UNKNOWN, self._table), *alone.parts)

    def _own_tools(self, leg: Leg) -> tuple[Fact, ...]:
        if leg.tool is not None and leg.tool.values:
            return (leg.tool,)
        if leg.recipient is None:
            return ()
        return tuple(
            other.tool
            for other in self.all
            if other.tool is not None and other.tool.values and other.recipient == leg.recipient
        )

    def _alone(self, leg: Leg) -> Result:
        """Return whether no other recipient needs a tool: then one answer speaks of this one."""
        return self._once(("alone", leg), lambda: self._is_alone(leg))

    def _not_alone(self, leg: Leg) -> Result:
        return self._once(("not alone", leg), lambda: opposite(self._alone(leg)))

    def _is_alone(self, leg: Leg) -> Result:
        others = [
            self.needs_a_tool(other)
            for other in self.all
            if other is not leg and (leg.recipient is None or other.recipient != leg.recipient)
        ]
        truth = Truth(TRUE - some(other.truth for other in others))
        if truth is not UNKNOWN:
            return Result(truth, "always")
        return Result(truth, "all", tuple(each for each in others if each.truth is truth))

    def _once(self, key: tuple[object, ...], work: Callable[[], Result]) -> Result:
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = _flat(work())
        return found

    @cached_property
    def _table(self) -> Fact:
        return self.leaning.facts.find("hops")

    def _over(self, fact: Fact, holds: Callable[[Value], Truth]) -> Truth:
        """Weigh each value of a fact as the leaning says; of a list of places, each of them."""
        if not fact.values:
            return _of_nothing(fact)

        def some_place(value: Value) -> Truth:
            named = [holds(each) for each in _named(value) if not isinstance(each, NonAnswer)]
            exact = value.exact if isinstance(value, Members) else not isinstance(value, NonAnswer)
            return some(named if exact else [*named, UNKNOWN])

        return over_values(fact, some_place, self.leaning.leaning)


def _of_nothing(fact: Fact) -> Truth:
    """Return whether something holds of a fact without a value."""
    return FALSE if fact.state is CANNOT_APPLY else UNKNOWN


def _recipient(company: Fact, same_group: Fact) -> str | None:
    if same_group.values == ("same_company",):
        return SELLER
    names = {value.casefold().strip() for value in company.values if isinstance(value, str)}
    return f"named {names.pop()}" if len(names) == 1 and len(company.values) == 1 else None


def _named(value: Value) -> tuple[Value, ...]:
    return tuple(sorted(value.known)) if isinstance(value, Members) else (value,)


def _is_settled(place: Fact) -> bool:
    exact = [value.exact for value in place.values if isinstance(value, Members)]
    told = [not isinstance(value, NonAnswer) for value in place.values]
    return bool(told) and all(told) and all(exact) and not place.unsettled


def _flat(result: Result) -> Result:
    """Return a result with the facts that decide it, or leave it open, each once.

    Trees within trees would take longer to read than all rules together.
    """
    truth = result.truth
    if truth is FALSE:
        return result
    facts = deciding_facts(result) if truth is TRUE else undecided_facts(result)
    return Result(truth, "all", tuple([_leaf(truth, each) for each in facts]))


def _leaf(truth: Truth, fact: Fact) -> Result:
    return result_of((truth, "test", (), fact))


def _all(*parts: Result) -> Result:
    return result_of((every([part.truth for part in parts]), "all", parts, None))


def _any(*parts: Result) -> Result:
    return result_of((some([part.truth for part in parts]), "any", parts, None))


def _until_false(parts: Iterable[Callable[[Leg], Result]], leg: Leg) -> Result:
    """Return whether every part holds of a leg, asking no further once one does not."""
    seen, truth = [], TRUE
    for part in parts:
        found = part(leg)
        seen.append(found)
        if found.truth is not TRUE:
            truth = found.truth
            if truth is FALSE:
                break
    return result_of((truth, "all", tuple(seen), None))

"""Judges one journey: the ICO's three steps, cover on the day, and the route. Pure.

The legs themselves and their tools are the rulebook's: a page and a flag cannot part ways.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from content.countries import HOME
from procurement.conditions.circumstances import Circumstances, Leaning
from procurement.conditions.evaluate import evaluate
from procurement.conditions.truth import Truth, every, some
from procurement.conditions.vocabulary import ListTest
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.values import Members, Value
from procurement.rulebook.schema import Rulebook
from procurement.rulebook.transfer_legs import (
    LABELLED_AS_PERSONAL,
    SELLER,
    SELLER_RECEIVES,
    Leg,
    Legs,
)
from protection.transfers.sheet import Answer, Cover, RouteKind

COUNTING = ("idta", "addendum", "bcr")
_OWN_MACHINES = ListTest(q="deployment", op="in", value=("our_servers", "device"))
_TEACHES = ListTest(q="customer_data_to_teacher", op="in", value=("in_house", "third_party"))
_TRAINS = ListTest(q="customer_data_trains", op="in", value=("opt_out", "always", "anonymised"))
_NO_TEACHER = ListTest(q="customer_data_to_teacher", op="in", value=("opt_no",))
_NO_TRAINING = ListTest(q="customer_data_trains", op="in", value=("never",))


@dataclass(frozen=True)
class Judge:
    """The facts, the law of the day, and every leg of the journey."""

    facts: FactBase
    rulebook: Rulebook
    on: date

    @cached_property
    def raising(self) -> Circumstances:
        """Return the facts as they raise a flag: of two answers, the graver counts."""
        return self._leaning(Leaning.RAISING)

    @cached_property
    def clearing(self) -> Circumstances:
        """Return the facts as they clear one: nothing is settled while one answer denies it."""
        return self._leaning(Leaning.CLEARING)

    @cached_property
    def legs(self) -> Legs:
        """Return the legs as the rules see them."""
        return Legs(self.rulebook.adequacy, self.raising, self.clearing)

    def _leaning(self, leaning: Leaning) -> Circumstances:
        return Circumstances(
            self.facts,
            self.on,
            lambda code: self.rulebook.adequacy.status(code, self.on),
            leaning=leaning,
        )

    @cached_property
    def personal(self) -> Truth:
        """Return whether data about people goes in; what nobody said for sure stays unknown."""
        fact = self.facts.find("personal_data_types")
        if fact.state is State.CANNOT_APPLY:
            return Truth.FALSE
        truths = [_names_a_person(value) for value in fact.values]
        return some(truths if truths and not fact.unsettled else [*truths, Truth.UNKNOWN])

    @cached_property
    def on_own_machines(self) -> bool:
        """Return whether the model is known to run on the buyer's own machines."""
        return evaluate(_OWN_MACHINES, self.clearing).truth is Truth.TRUE

    @cached_property
    def feeds_training(self) -> Truth:
        """Return whether data is used for labels or training, wherever the model runs."""
        if any(evaluate(each, self.raising).truth is Truth.TRUE for each in (_TEACHES, _TRAINS)):
            return Truth.TRUE
        none = every(evaluate(each, self.raising).truth for each in (_NO_TEACHER, _NO_TRAINING))
        return Truth.FALSE if none is Truth.TRUE else Truth.UNKNOWN

    def at(self, leg: Leg, code: str | None) -> "Journey":
        """Return the journey to one country of a leg; None where the country is not known."""
        return Journey(self, leg, code)


@dataclass(frozen=True)
class Journey:
    """One leg, to one country."""

    judge: Judge
    leg: Leg
    code: str | None

    @cached_property
    def cover(self) -> Cover:
        """Return what UK regulations say of the country on the day."""
        if self.code is None:
            return "unknown"
        judge = self.judge
        status = judge.rulebook.adequacy.status(self.code, judge.on)
        if status != "partial":
            return {"home": "home", "full": "covered"}.get(status, "not_covered")  # type: ignore[return-value]
        entry = judge.rulebook.adequacy.entry(self.code, judge.on)
        if entry is None or entry.confirmed_by is None:
            return "covered"
        confirmed = evaluate(entry.confirmed_by, judge.clearing).truth
        said: dict[Truth, Cover] = {
            Truth.TRUE: "confirmed",
            Truth.FALSE: "not_covered",
            Truth.UNKNOWN: "not_confirmed",
        }
        return said[confirmed]

    @cached_property
    def applies(self) -> tuple[Truth, str]:
        """Return the first step, and which sentence says why."""
        personal = self.judge.personal
        if self.leg.step != "labelling" or personal is Truth.FALSE:
            return personal, _answer(personal)
        about_people = evaluate(LABELLED_AS_PERSONAL, self.judge.raising).truth
        if about_people is Truth.TRUE:
            return personal, _answer(personal)
        said = "anonymous" if about_people is Truth.FALSE else "perhaps_anonymous"
        return every((personal, about_people)), said

    @cached_property
    def abroad(self) -> tuple[Truth, str]:
        """Return the second step, and which sentence says why."""
        if self.code == HOME:
            return Truth.FALSE, "no"
        away = Truth.UNKNOWN if self.code is None else Truth.TRUE
        if self.leg.step == SELLER:
            receives = evaluate(SELLER_RECEIVES, self.judge.raising).truth
            if receives is not Truth.TRUE:
                said = "own_machines" if receives is Truth.FALSE else "perhaps_received"
                return every((away, receives)), said
        return away, _answer(away)

    @cached_property
    def separate(self) -> tuple[Truth, str]:
        """Return the third step, and which sentence says why."""
        group = self.leg.same_group
        if group is None:
            return Truth.TRUE, "yes"
        if "same_company" not in group.values:
            return Truth.TRUE, "yes" if group.state is State.KNOWN else "unsaid"
        if len(group.values) > 1:
            return Truth.TRUE, "yes"
        seller = self.judge.legs.any_leg(
            lambda leg: self.judge.legs.uncovered(leg, "not_confirmed"), step=SELLER
        ).truth
        said = {Truth.TRUE: "seller_abroad", Truth.FALSE: "no", Truth.UNKNOWN: "cannot_tell"}
        return seller, said[seller]

    @cached_property
    def restricted(self) -> Truth:
        """Return whether it is a restricted transfer: all three steps hold."""
        return every(step for step, _ in (self.applies, self.abroad, self.separate))

    @cached_property
    def needs_tool(self) -> Truth:
        """Return whether it is a restricted transfer that no regulations cover."""
        uncovered = {
            "not_covered": Truth.TRUE,
            "not_confirmed": Truth.UNKNOWN,
            "unknown": Truth.UNKNOWN,
        }
        return every((self.restricted, uncovered.get(self.cover, Truth.FALSE)))

    @cached_property
    def tools(self) -> frozenset[str]:
        """Return every legal tool that is named for this recipient, whether it counts or not."""
        named = [self.leg.tool] if self.leg.tool and self.leg.tool.values else []
        if not named and self.leg.recipient is not None:
            named = [
                leg.tool
                for leg in self.judge.legs.all
                if leg.recipient == self.leg.recipient and leg.tool and leg.tool.values
            ]
        facts: list[Fact] = named or [self.judge.facts.find("transfer_tools")]
        values = (value for fact in facts for value in fact.values)
        return frozenset(
            tool for value in values if isinstance(value, Members) for tool in value.known
        )

    @cached_property
    def route(self) -> RouteKind:
        """Return by which route the journey may be made, or what stands in its way."""
        if self.restricted is Truth.FALSE:
            return "no_transfer"
        if self.cover in ("covered", "confirmed"):
            return "regulations"
        if self.cover == "unknown":
            return "cannot_tell"
        lacks = self.judge.legs.without_tool(self.leg).truth
        if lacks is Truth.FALSE:
            return "tool"
        if self.cover == "not_confirmed":
            return "confirm_first"
        if lacks is Truth.UNKNOWN:
            return "cannot_tell"
        if "article_49" in self.tools:
            return "exception"
        if "eu_sccs_only" in self.tools:
            return "eu_clauses"
        return "old_clauses" if "old_sccs" in self.tools else "nothing"


def answer(truth: Truth) -> Answer:
    """Return a truth as an answer: unknown is "cannot tell", never "no"."""
    return _ANSWERS[truth]


_ANSWERS: dict[Truth, Answer] = {
    Truth.TRUE: "yes",
    Truth.FALSE: "no",
    Truth.UNKNOWN: "cannot_tell",
}


def _answer(truth: Truth) -> str:
    return _ANSWERS[truth]


def _names_a_person(value: Value) -> Truth:
    if not isinstance(value, Members):
        return Truth.UNKNOWN
    if value.known - {"none_personal"}:
        return Truth.TRUE
    return Truth.FALSE if value.exact and value.known else Truth.UNKNOWN

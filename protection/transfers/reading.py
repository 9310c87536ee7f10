"""Reads the transfer sheet off the facts: every place data goes to, in a settled order. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from content.countries import countries
from content.words import word
from procurement.conditions.truth import Truth
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase, Row
from procurement.facts.sources import Claim, Source
from procurement.facts.subjects import SubjectKind
from procurement.facts.values import Members, NonAnswer
from procurement.library import Library
from procurement.questionnaire.schema import Column
from procurement.rulebook.transfer_legs import SELLER, Leg
from procurement.wording.answers import day_in_words, value_in_words
from protection.transfers.judging import Journey, Judge, answer
from protection.transfers.law import Law, citations_in_words, load_law
from protection.transfers.own_machines import own_machines
from protection.transfers.sheet import Ask, Route, Step, Stop, TransferSheet

TABLE, TOOLS = "hops", "transfer_tools"
NOT_SAID = "Nobody has said"
_ORDER = (SELLER, "inference", "labelling", "support", "subprocessor", "backup")


def transfer_sheet(
    facts: FactBase, library: Library, on: date, *, buyer: str, seller: str, product: str
) -> TransferSheet:
    """Return every place data goes to as facts tell it, each judged by the law of a day.

    In whichever order rows were told, the sheet is the same.
    """
    reader = _Reader(library, Judge(facts, library.rulebook, on), seller, load_law())
    found = sorted(reader.stops(), key=_place)
    return TransferSheet(
        buyer=buyer,
        seller=seller,
        product=product,
        on=on,
        personal=answer(reader.judge.personal),
        stops=tuple(
            stop.model_copy(update={"number": number}) for number, stop in enumerate(found, 1)
        ),
        left_out=tuple(sorted(reader.left_out)),
        asks=reader.asks(),
        nowhere=tuple(reader.nowhere()),
    )


def _place(stop: Stop) -> tuple[object, ...]:
    known = stop.code is not None
    at = _ORDER.index(stop.step) if stop.step in _ORDER else len(_ORDER)
    return (
        stop.cover != "home",
        not known,
        stop.country,
        at,
        stop.company or "",
        stop.model_dump_json(),
    )


@dataclass(frozen=True)
class _Reader:
    """Turns legs into stops in words."""

    library: Library
    judge: Judge
    seller: str
    law: Law

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.id: column for column in self.library.bank.by_id[TABLE].columns}

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return self.judge.facts.rows(SubjectKind.HOP)

    @property
    def _told(self) -> Iterator[tuple[Leg, Row | None]]:
        rows = iter(self._rows)
        for leg in self.judge.legs.all:
            yield leg, None if leg.step == SELLER else next(rows)

    @property
    def left_out(self) -> set[str]:
        """Return what happens at places that nobody is asked about at this depth."""
        return {self._what(leg) for leg, _ in self._told if leg.place.state is State.NOT_ASKED}

    def asks(self) -> tuple[Ask, ...]:
        """Return the questions that would tell the places nobody has named."""
        bank = self.library.bank
        open_ = {
            leg.shown.key
            for leg, _ in self._told
            if leg.shown.key in bank.by_id
            and leg.place.state in (State.UNANSWERED, State.NON_ANSWER)
        }
        if self.judge.personal is Truth.UNKNOWN:
            open_.add("personal_data_types")
        return tuple(
            Ask(question=key, text=bank.by_id[key].text)
            for key in sorted(open_, key=lambda key: bank.position[key])
        )

    def nowhere(self) -> Iterator[str]:
        """Yield what happens in no place at all, in whose words, and how well it is proven."""
        for question, look in self.library.bank.plain_looks[TABLE]:
            fact = self.judge.facts.find(question.id)
            if look.none is not None and fact.values == (Members(frozenset()),):
                what = value_in_words(look.role, self._columns["what"])
                said = value_in_words(fact.values[0], question)
                yield f"{what}: {said} ({sources_in_words(fact).rstrip('.').lower()})."

    def stops(self) -> Iterator[Stop]:
        """Yield one stop for each country of each leg; their numbers come later."""
        for leg, row in self._told:
            if leg.place.state in (State.CANNOT_APPLY, State.NOT_ASKED):
                continue
            for code, country in _places(leg.place):
                yield self._stop(leg, row, self.judge.at(leg, code), country)

    def _stop(self, leg: Leg, row: Row | None, journey: Journey, country: str) -> Stop:
        cover, route = journey.cover, journey.route
        entry = (
            self.judge.rulebook.adequacy.entry(journey.code, self.judge.on)
            if journey.code
            else None
        )
        cited = self.law.routes[route].citations
        kept, why = own_machines(leg, self.judge, self.law)
        company = self._cell(row, "company") if row else self.seller
        if company is None and row is not None and leg.recipient == SELLER:
            company = self.seller
        return Stop(
            number=1,
            step=leg.step,
            what=self._what(leg),
            what_short=self.law.happens[leg.step or "unknown"],
            code=journey.code,
            country=country,
            company=company,
            data=self._cell(row, "data"),
            group=self._cell(row, "same_group"),
            tool=self._cell(row, "legal_tool") or self._said(TOOLS),
            source=sources_in_words(leg.place),
            mark=_mark(leg.place),
            question=leg.shown.key if leg.shown.key in self.library.bank.by_id else TABLE,
            cover=cover,
            cover_says=f"{self.law.covers[cover]}."
            + (f" {entry.scope.rstrip('.')}." if entry and entry.status == "partial" else ""),
            cover_citations=self._sources_of(entry.citations if entry else ()),
            steps=self._steps(journey, country),
            restricted=answer(journey.restricted),
            route=Route(
                kind=route,
                short=self.law.routes[route].short,
                says=self.law.routes[route].says,
                citations=citations_in_words(cited, self.judge.rulebook, self.judge.on),
            ),
            worksheet=answer(journey.needs_tool),
            own_machines=kept,
            own_machines_says=why,
        )

    def _steps(self, journey: Journey, country: str) -> tuple[Step, ...]:
        found = (
            ("applies", journey.applies),
            ("abroad", journey.abroad),
            ("separate", journey.separate),
        )
        return tuple(
            Step(
                id=name,
                asks=self.law.steps[name].asks,
                answer=answer(truth),
                because=self.law.steps[name].says[said].replace("{country}", country),
                citations=citations_in_words(
                    self.law.steps[name].citations, self.judge.rulebook, self.judge.on
                ),
            )
            for name, (truth, said) in found
        )

    def _sources_of(self, refs: tuple[str, ...]) -> tuple[str, ...]:
        citation = self.judge.rulebook.citation
        known = [citation[ref] for ref in refs if ref in citation]
        return tuple(
            f"{each.instrument}. Checked {day_in_words(each.checked_on)}." for each in known
        )

    def _what(self, leg: Leg) -> str:
        if leg.step == SELLER:
            return "The company that sells it"
        said = leg.what.values if leg.what else ()
        named = [value_in_words(value, self._columns["what"]) for value in said]
        return " or ".join(named) or "Nobody has said what happens there"

    def _cell(self, row: Row | None, column: str) -> str | None:
        if row is None:
            return None
        fact = self.judge.facts.cell(row.subject, column)
        return " or ".join(value_in_words(v, self._columns[column]) for v in fact.values) or None

    def _said(self, key: str) -> str | None:
        question = self.library.bank.by_id[key]
        values = self.judge.facts.find(key).values
        return " or ".join(value_in_words(value, question) for value in values) or None


def _places(fact: Fact) -> list[tuple[str | None, str]]:
    """Return code and name of each place a fact names, and how it stands where it names none."""
    found: list[tuple[str | None, str]] = []
    for value in fact.values:
        told: list[str | NonAnswer] = []
        if isinstance(value, Members):
            told += [*sorted(value.known), *sorted(value.untold, key=lambda each: each.value)]
        elif isinstance(value, str | NonAnswer):
            told.append(value)
        for each in told:
            known = each if isinstance(each, str) else None
            found.append((known, countries().get(known, known) if known else _unsaid(each)))
    if not found:
        found.append((None, NOT_SAID))
    return list(dict.fromkeys(found))


def _unsaid(said: str | NonAnswer) -> str:
    return value_in_words(said, None)


def sources_in_words(fact: Fact) -> str:
    """Return who says what a fact says, and when; that nobody does, where nobody does."""
    told = dict.fromkeys(_source(each) for each in fact.standing)
    return " ".join(f"{each}." for each in sorted(told)) or f"{NOT_SAID}."


def _source(source: Source) -> str:
    if not isinstance(source, Claim):
        return f"{word('grade', source.certainty.value)}: {source.how}"
    by = f", {source.by}" if source.by else ""
    when = f", {day_in_words(source.when)}" if source.when else ""
    return f"{word('grade', source.grade.value)}{by}{when}"


def _mark(fact: Fact) -> str | None:
    marks = sorted(
        each.grade.value if isinstance(each, Claim) else each.certainty.value
        for each in fact.standing
    )
    return marks[0] if marks else None

"""Each place where data goes, and what covers the journey there in law. Pure.

The law: UK GDPR Chapter V. A place in the United Kingdom is no transfer; a country under full
adequacy regulations is covered; under partial ones it is covered where the recipient is confirmed to
fall within them; any other needs a legal tool (IDTA, UK Addendum or binding corporate rules) *and* a
risk assessment.
"""

from dataclasses import dataclass
from datetime import date

from content.countries import HOME, countries
from procurement.conditions.circumstances import Circumstances, Leaning
from procurement.conditions.evaluate import evaluate
from procurement.conditions.truth import Truth
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Claim
from procurement.facts.subjects import SubjectKind
from procurement.facts.values import Members, NonAnswer, Value
from procurement.library import Library
from procurement.questionnaire.schema import Column
from procurement.rulebook.table_schema import Territory
from procurement.screening_result import Screening
from procurement.wording.answers import value_in_words
from reports.content.protection import Place

TOOLS = frozenset({"idta", "addendum", "bcr"})
_TABLE, _TOOLS, _RISK = "hops", "transfer_tools", "tra_done"
_OPEN = (Truth.FALSE, Truth.UNKNOWN)


def places(screening: Screening, library: Library, facts: FactBase, on: date) -> tuple[Place, ...]:
    """Return each place data goes to, as told, and each that must exist and nobody described."""
    law = _Law(library, facts, on, _personal(screening))
    signs_with = facts.find("vendor_country")
    contract = [
        law.place("The company you sign with", None, code, None, _grade(signs_with))
        for code in _codes(signs_with)
    ]
    return (*contract, *_hops(law))


def _personal(screening: Screening) -> Truth:
    found = screening.worked_out["personal_data"]
    if True in found.values:
        return Truth.TRUE
    return Truth.FALSE if found.settled else Truth.UNKNOWN


def _codes(fact: Fact) -> list[str | NonAnswer | None]:
    codes: list[str | NonAnswer | None] = []
    for value in fact.values:
        if isinstance(value, Members):
            codes += [*sorted(value.known), *(one for one in NonAnswer if one in value.untold)]
        elif isinstance(value, str | NonAnswer):
            codes.append(value)
    return list(dict.fromkeys(codes)) or ([None] if fact.state is not State.CANNOT_APPLY else [])


def _hops(law: "_Law") -> list[Place]:
    columns = {column.id: column for column in law.library.bank.by_id[_TABLE].columns}
    made = []
    for row in law.facts.rows(SubjectKind.HOP):
        cells = {name: law.facts.cell(row.subject, name) for name in columns}
        if cells["country"].state is State.NOT_ASKED:
            continue
        happens = _words(cells["what"], columns["what"]) or "Not said what happens"
        made += [
            law.place(
                happens,
                _words(cells["company"], columns["company"]),
                code,
                cells["legal_tool"],
                _grade(cells["country"]),
            )
            for code in _codes(cells["country"])
        ]
    return made


def _words(fact: Fact, column: Column) -> str | None:
    return " or ".join(value_in_words(value, column) for value in fact.values) or None


def _grade(fact: Fact) -> str | None:
    for source in fact.standing:
        return source.grade.value if isinstance(source, Claim) else source.certainty.value
    return None


@dataclass(frozen=True, slots=True)
class _Law:
    """The rules, the facts and the day by which each place is judged."""

    library: Library
    facts: FactBase
    on: date
    personal: Truth

    def place(
        self,
        happens: str,
        company: str | None,
        code: str | NonAnswer | None,
        own_tool: Fact | None,
        grade: str | None,
    ) -> Place:
        known = code if isinstance(code, str) else None
        unsaid = code if isinstance(code, NonAnswer) else None
        adequacy = self.library.rulebook.adequacy
        entry = adequacy.entry(known, self.on) if known else None
        standing = adequacy.status(known, self.on) if known else None
        tool = own_tool if own_tool is not None and own_tool.values else self.facts.find(_TOOLS)
        cover, why = self._cover(known, entry, tool)
        cited = [self.library.rulebook.citation[ref] for ref in entry.citations] if entry else []
        return Place.model_validate(
            {
                "happens": happens,
                "company": company,
                "country": countries().get(known, known) if known else _unsaid(unsaid),
                "country_code": known,
                "adequacy": standing,
                "basis": entry.legal_basis if entry else None,
                "since": entry.in_force_from if entry else None,
                "checked": max((each.checked_on for each in cited), default=None),
                "mechanism": self._mechanism(known, standing, tool),
                "cover": cover,
                "why": why,
                "grade": grade,
            }
        )

    def _cover(self, code: str | None, entry: Territory | None, tool: Fact) -> tuple[str, str]:
        if code == HOME:
            return "at_home", "In the United Kingdom: no transfer."
        if self.personal is Truth.FALSE:
            return "not_needed", "No personal data goes in, on these answers."
        if code is None:
            return "cannot_tell", "Nobody has said where."
        if entry is not None and entry.status == "full":
            return "covered", "Covered by UK adequacy regulations."
        confirmed = self._confirmed(entry)
        if confirmed is Truth.TRUE:
            return "covered", "Covered by UK adequacy regulations: the recipient is confirmed."
        by_tool, why = self._by_tool(tool)
        if by_tool == "not_covered" and confirmed is Truth.UNKNOWN:
            return "cannot_tell", "Nobody has said whether the recipient falls within UK cover."
        return by_tool, why

    def _confirmed(self, entry: Territory | None) -> Truth:
        if entry is None or entry.confirmed_by is None:
            return Truth.FALSE
        status = self.library.rulebook.adequacy.status
        given = Circumstances(
            self.facts, self.on, lambda code: status(code, self.on), leaning=Leaning.CLEARING
        )
        return evaluate(entry.confirmed_by, given).truth

    def _by_tool(self, tool: Fact) -> tuple[str, str]:
        named = {each for value in tool.values for each in _named(value)}
        untold = tool.state is not State.KNOWN or tool.unsettled
        if not named & TOOLS:
            if not tool.values:
                return "cannot_tell", "Nobody has said which legal tool there is."
            return "not_covered", (
                "No legal tool was named." if untold else "No legal tool that works for the UK."
            )
        done = self.facts.find(_RISK)
        if done.values == ("opt_yes",):
            return "covered", "A legal tool is in place and the risk assessment is done."
        if done.state is State.KNOWN:
            return "not_covered", "A legal tool is in place; the risk assessment is missing."
        return (
            "cannot_tell",
            "A legal tool is in place; nobody has said whether the risk is assessed.",
        )

    def _mechanism(self, code: str | None, standing: str | None, tool: Fact) -> str:
        if code is None:
            return "Cannot tell"
        if standing in ("home", "full"):
            return "None needed"
        if not tool.values:
            return "Cannot tell: not answered"
        question = self.library.bank.by_id[_TOOLS]
        return " or ".join(value_in_words(value, question) for value in tool.values)


def _named(value: Value) -> frozenset[str]:
    return value.known if isinstance(value, Members) else frozenset()


def _unsaid(code: NonAnswer | None) -> str | None:
    return value_in_words(code, None) if code is not None else None

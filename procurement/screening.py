"""Where questions and rules meet: claims and observations in, the published result out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypedDict

from content.canonical import sha256_of
from content.refusal import Refused
from procurement.facts.fact import Fact
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Claim, Source
from procurement.facts.values import Members, NonAnswer, Span, Value, ValueKind, members, plain
from procurement.questionnaire.flow import gather
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.schema import Bank
from procurement.rulebook.computed import FORMULAS
from procurement.rulebook.contradictions import Contradiction, contradictions
from procurement.rulebook.evaluate import Outcome, Verdict, apply_rules
from procurement.rulebook.loader import load_rulebook
from procurement.rulebook.reading import questions_behind
from procurement.rulebook.schema import SEVERITIES, Category, Rulebook, Severity
from procurement.screening_result import (
    Because,
    Citation,
    Flag,
    LeftOut,
    Screening,
    SourceOfFact,
    Undecided,
    WorkedOut,
)


@dataclass(frozen=True, slots=True)
class Library:
    """A bank and a rulebook that belong together, with their hashes.

    `worked_out_from` names, for each computed fact, what it is worked out from.
    """

    bank: Bank
    rulebook: Rulebook
    bank_sha256: str
    rulebook_sha256: str
    worked_out_from: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, Category]

    @classmethod
    def of(cls, bank: Bank, rulebook: Rulebook) -> "Library":
        """Return a library of the two.

        Raises
        ------
        Refused
            If a section of the bank names a category the rulebook does not have.
        """
        categories: dict[str, Category] = {}
        for section in bank.sections:
            named = next((one for one in rulebook.categories if one == section.category), None)
            if named is None:
                raise Refused(
                    f"The rulebook has no category `{section.category}`.",
                    file="about.yaml",
                    column=f"sections.{section.id}",
                )
            categories[section.id] = named
        reads = {name: FORMULAS[name].reads(rulebook) for name in rulebook.computed}
        return cls(
            bank,
            rulebook,
            sha256_of(bank),
            sha256_of(rulebook),
            {
                name: tuple(sorted(each.questions | each.computed | each.rules))
                for name, each in reads.items()
            },
            categories,
        )

    def category_of(self, question_id: str) -> Category:
        """Return the category under which findings on a question are reported."""
        return self.categories[self.bank.by_id[question_id].section]


@cache
def load_library() -> Library:
    """Return the bank and rulebook that come with the product. Raises Refused if malformed."""
    bank = load_bank()
    return Library.of(bank, load_rulebook(bank.known))


def gather_facts(library: Library, sources: Iterable[Source], on: date) -> FactBase:
    """Return all facts of an assessment on a day, with adequacy looked up on that day."""

    def status(code: str) -> str:
        return library.rulebook.adequacy.status(code, on)

    return gather(library.bank, sources, on=on, country_status=status)


def screen(library: Library, sources: Iterable[Source], on: date) -> Screening:
    """Return what the rulebook makes of claims and observations on a day."""
    facts = gather_facts(library, sources, on)
    applied = apply_rules(library.rulebook, facts, on)
    by_verdict = {
        verdict: sorted((one for one in applied.outcomes if one.verdict is verdict), key=_order)
        for verdict in Verdict
    }
    flags = [_flag(outcome, library) for outcome in by_verdict[Verdict.RAISED]]
    flags += _contradiction_flags(contradictions(facts), library)
    return Screening(
        on=on,
        depth=str(facts.find("depth").values[0]),
        rulebook_version=library.rulebook.version,
        rulebook_sha256=library.rulebook_sha256,
        question_bank_version=library.bank.version,
        question_bank_sha256=library.bank_sha256,
        flags=tuple(
            sorted(flags, key=lambda flag: _place(flag.severity, flag.category, flag.rule))
        ),
        cannot_tell=tuple(
            Undecided(**_head(one), upcoming=one.upcoming, needs=one.needs)
            for one in by_verdict[Verdict.CANNOT_TELL]
        ),
        not_asked=tuple(
            LeftOut(**_head(one), questions=one.left_out) for one in by_verdict[Verdict.NOT_ASKED]
        ),
        clear=tuple(one.rule.id for one in by_verdict[Verdict.CLEAR]),
        not_in_force=tuple(one.rule.id for one in by_verdict[Verdict.NOT_IN_FORCE]),
        withdrawn=facts.withdrawn,
        worked_out={
            name: WorkedOut(
                values=tuple(plain(value) for value in fact.values),
                settled=not fact.unsettled and not any(map(_is_open_count, fact.values)),
            )
            for name, fact in applied.computed.items()
        },
    )


class _Head(TypedDict):
    rule: str
    title: str
    category: Category
    severity: Severity


def _head(outcome: Outcome) -> _Head:
    rule = outcome.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "category": rule.category,
        "severity": rule.severity,
    }


def _order(outcome: Outcome) -> tuple[int, str, str]:
    return _place(outcome.rule.severity, outcome.rule.category, outcome.rule.id)


def _place(severity: Severity, category: Category, rule: str) -> tuple[int, str, str]:
    return (SEVERITIES.index(severity), category, rule)


def _flag(outcome: Outcome, library: Library) -> Flag:
    rule = outcome.rule
    return Flag(
        **_head(outcome),
        version=rule.version,
        kind=rule.kind,
        jurisdiction=rule.jurisdiction,
        status="upcoming" if outcome.upcoming else "settled" if outcome.settled else "raised",
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        because=tuple(each for fact in outcome.because for each in _because(fact, library)),
        explanation=rule.explanation,
        clears=rule.clears,
        citations=tuple(
            Citation(
                provision=cited.provision,
                **library.rulebook.citation[cited.ref].model_dump(),
            )
            for cited in rule.citations
        ),
        confidence=rule.confidence,
        note=rule.note,
        verify=rule.verify,
    )


def _contradiction_flags(found: Iterable[Contradiction], library: Library) -> list[Flag]:
    """Return one flag for each question on which sources disagree."""
    words = library.rulebook.contradiction
    by_question: dict[str, list[Contradiction]] = {}
    for each in found:
        by_question.setdefault(each.question, []).append(each)
    flags = []
    for question_id, together in by_question.items():
        question = library.bank.by_id[question_id]
        measured = any(each.measured for each in together)
        title = words.title_measured if measured else words.title
        flags.append(
            Flag(
                rule=f"contradiction:{question_id}",
                version=1,
                title=title.format(question=question.text),
                category=library.category_of(question_id),
                severity="high" if measured else "medium",
                kind="contradiction",
                jurisdiction=None,
                status="raised",
                effective_from=None,
                effective_to=None,
                because=tuple(
                    Because(
                        fact=each.fact.name,
                        value=plain(side.value),
                        source=_source(side),
                        partial=_is_partial(side.value),
                    )
                    for each in together
                    for side in each.sides
                ),
                explanation=words.explanation,
                clears=words.clears,
                citations=(),
                confidence=None,
            )
        )
    return flags


def _because(fact: Fact, library: Library) -> list[Because]:
    """Return a fact as reasons: one for each source that counts and each value it gives."""
    if not fact.standing:
        worked_out_from = library.worked_out_from.get(fact.key, ())
        source = SourceOfFact(
            kind="computed" if worked_out_from else "not_told", worked_out_from=worked_out_from
        )
        return [Because(fact=fact.name, value=plain(value), source=source) for value in fact.values]
    told: dict[SourceOfFact, list[Value]] = {}
    for standing in fact.standing:
        told.setdefault(_source(standing), []).append(standing.value)
    return [
        Because(fact=fact.name, value=plain(value), source=source, partial=_is_partial(value))
        for source, values in told.items()
        for value in (_joined(values) if _holds_several(fact) else dict.fromkeys(values))
    ]


def _holds_several(fact: Fact) -> bool:
    return fact.kind in (ValueKind.OPTIONS, ValueKind.COUNTRIES)


def _joined(values: Sequence[Value]) -> list[Value]:
    """Return one list of everything one source names, whether in a list or cell by cell."""
    known = [value for value in values if isinstance(value, str)]
    untold = [value for value in values if isinstance(value, NonAnswer)]
    lists = [value for value in values if isinstance(value, Members)]
    return [
        members(
            *known,
            *(member for each in lists for member in each.known),
            whole=all(each.whole for each in lists),
            untold={*untold, *(answer for each in lists for answer in each.untold)},
        )
    ]


def _is_open_count(value: Value) -> bool:
    return isinstance(value, Span) and value.low < value.high


def _is_partial(value: Value) -> bool:
    return isinstance(value, Members) and not value.whole


def _source(source: Source) -> SourceOfFact:
    if isinstance(source, Claim):
        return SourceOfFact(kind="claim", grade=source.grade.value, by=source.by, when=source.when)
    return SourceOfFact(kind="observation", certainty=source.certainty.value, how=source.how)


def may_raise(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return, for each question, the rules that its answer can raise or clear.

    Whoever asks a vendor never shows them this: it would be an answer key.
    """
    told_by: dict[tuple[str, str], frozenset[str]] = {}
    for table in library.bank.tables:
        for column in table.columns:
            looks = {
                question.id
                for question, look in library.bank.plain_looks[table.id]
                if look.column == column.id
            }
            told_by[str(table.row), column.id] = frozenset({table.id, *looks})
    # Whatever reads a plain look reads the table it is a look of.
    tables = {
        question.id: table
        for table, looks in library.bank.plain_looks.items()
        for question, _ in looks
    }
    behind = {
        rule: questions | {tables[question] for question in questions & set(tables)}
        for rule, questions in questions_behind(library.rulebook, told_by).items()
    }
    return {
        question.id: tuple(rule for rule, questions in behind.items() if question.id in questions)
        for question in library.bank.questions
    }

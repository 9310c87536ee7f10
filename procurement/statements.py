"""Where only the vendor's bare word keeps a rule clear: what to ask for in writing. Pure.

A word is bare where a claim is all there is: nobody saw a document, and nothing was measured. It is
asked for in writing wherever a rule would be neither clear nor settled without it. So one false
answer never clears the file unseen: a flag stays, or a statement is wanted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Claim, Grade, Source
from procurement.facts.subjects import Subject, SubjectKind
from procurement.library import Library
from procurement.questionnaire.schema import Question
from procurement.rulebook.evaluate import Applied, Outcome, Verdict, apply_rules
from procurement.rulebook.schema import SEVERITIES, Rule
from procurement.rulebook.strata import strata_for
from procurement.screening import gather_facts
from procurement.screening_result import RestsOnWord, StatementWanted

Place = tuple[Subject, str]


def statements_wanted(
    library: Library, sources: Iterable[Source], on: date, facts: FactBase, applied: Applied
) -> tuple[StatementWanted, ...]:
    """Return what to ask the vendor for in writing, the gravest first, then in the bank's order.

    Parameters
    ----------
    facts, applied : what `sources` come to on the day.
    """
    told = tuple(sources)
    quiet = {one.rule.id for one in applied.outcomes if _is_quiet(one)}
    resting: dict[str, dict[str, Rule]] = defaultdict(dict)
    for question, places in _bare_words(library, facts):
        hang = library.reach[question] & quiet
        if not hang:
            continue
        strata = strata_for(library.rulebook, hang, library.strata)
        without = _without(library, told, on, facts, question, places)
        for outcome in apply_rules(library.rulebook, without, on, strata=strata).outcomes:
            if outcome.rule.id in hang and not _is_quiet(outcome):
                resting[question][outcome.rule.id] = outcome.rule
    order = library.bank.position
    statements = [_statement(question, rules.values()) for question, rules in resting.items()]
    return tuple(
        sorted(statements, key=lambda each: (SEVERITIES.index(each.severity), order[each.question]))
    )


def _is_quiet(outcome: Outcome) -> bool:
    """Return whether a rule in force is no reason to wait: it is clear, or settled by an answer."""
    quiet = outcome.verdict is Verdict.CLEAR or outcome.settled
    return quiet and not outcome.upcoming


def _statement(question: str, rules: Iterable[Rule]) -> StatementWanted:
    ordered = sorted(rules, key=lambda rule: (SEVERITIES.index(rule.severity), rule.id))
    return StatementWanted(
        question=question,
        severity=ordered[0].severity,
        rules=tuple(
            RestsOnWord(
                rule=rule.id, title=rule.title, category=rule.category, severity=rule.severity
            )
            for rule in ordered
        ),
    )


def _bare_words(library: Library, facts: FactBase) -> Iterator[tuple[str, frozenset[Place]]]:
    """Yield each question answered by bare words alone, and the places where they stand.

    A cell of a table is a word by itself, and so is what a question shows of it, and the table.
    """
    rows: dict[SubjectKind, set[Place]] = defaultdict(set)
    for fact in facts:
        question = library.bank.by_id.get(fact.asks[0] if fact.subject.number else fact.key)
        if question is None or fact.state is not State.KNOWN or not fact.standing:
            continue
        if not all(_is_bare(source, question) for source in fact.standing):
            continue
        places = {(fact.subject, fact.key)}
        if fact.subject.number:
            rows[fact.subject.kind] |= places
        places |= {(source.subject, source.key) for source in fact.standing}
        yield question.id, frozenset(places)
    for table in library.bank.tables:
        if table.row is not None and (places := rows[SubjectKind(table.row)]):
            yield table.id, frozenset(places)


def _is_bare(source: Source, question: Question) -> bool:
    """Return whether a source is no more than a word of the vendor's, told by whom it may be."""
    if not isinstance(source, Claim) or question.answered_by == "buyer":
        return False
    told_on = source.grade is Grade.BUYER_SAYS and question.answered_by == "vendor"
    return source.grade is Grade.VENDOR_SAYS or told_on


def _without(
    library: Library,
    told: Iterable[Source],
    on: date,
    facts: FactBase,
    question: str,
    places: frozenset[Place],
) -> FactBase:
    """Return the facts as they would be had nobody said what stands in some places."""
    if question in library.deciding:
        left = [each for each in told if (each.subject, each.key) not in places]
        return gather_facts(library, left, on)
    unsaid = {
        place: replace(
            facts.facts[place], state=State.UNANSWERED, values=(), sources=(), standing=()
        )
        for place in places
        if place in facts.facts
    }
    return FactBase({**facts.facts, **unsaid}, facts.tables)

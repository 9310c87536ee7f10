"""Where questions and rules meet: claims and observations in, the published result out. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Source
from procurement.facts.values import plain
from procurement.library import Library
from procurement.questionnaire.flow import gather
from procurement.reasons import is_open_count, is_partial, reasons_for, source_of
from procurement.rulebook.contradictions import Contradiction, contradictions
from procurement.rulebook.evaluate import Applied, Outcome, Verdict, apply_rules
from procurement.rulebook.schema import SEVERITIES, Category, Severity
from procurement.screening_result import (
    Because,
    Citation,
    Flag,
    LeftOut,
    Screening,
    Undecided,
    WorkedOut,
)

BECAUSE_PARTLY = "One step lower, because it is partly in place."


def gather_facts(library: Library, sources: Iterable[Source], on: date) -> FactBase:
    """Return all facts of an assessment on a day, with adequacy looked up on that day."""

    def status(code: str) -> str:
        return library.rulebook.adequacy.status(code, on)

    return gather(
        library.bank,
        sources,
        on=on,
        country_status=status,
        words_in_name=library.rulebook.lineage.tier_words,
    )


def screen(library: Library, sources: Iterable[Source], on: date) -> Screening:
    """Return what the rulebook makes of claims and observations on a day."""
    facts = gather_facts(library, sources, on)
    applied = apply_rules(library.rulebook, facts, on, strata=library.strata)
    return screening_from(library, facts, applied, on)


def screening_from(library: Library, facts: FactBase, applied: Applied, on: date) -> Screening:
    """Return what was applied to facts as it is published."""
    by_verdict = {
        verdict: sorted((one for one in applied.outcomes if one.verdict is verdict), key=_order)
        for verdict in Verdict
    }
    flags = [_flag(outcome, library, on) for outcome in by_verdict[Verdict.RAISED]]
    flags = _with_the_silence_behind(flags)
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
                settled=not fact.unsettled and not any(map(is_open_count, fact.values)),
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
        "severity": outcome.severity,
    }


def _order(outcome: Outcome) -> tuple[int, str, str]:
    return _place(outcome.severity, outcome.rule.category, outcome.rule.id)


def _place(severity: Severity, category: Category, rule: str) -> tuple[int, str, str]:
    return (SEVERITIES.index(severity), category, rule)


def _flag(outcome: Outcome, library: Library, on: date) -> Flag:
    rule = outcome.rule
    return Flag(
        **_head(outcome),
        version=rule.version,
        kind=rule.kind,
        jurisdiction=rule.jurisdiction,
        status="upcoming" if outcome.upcoming else "settled" if outcome.settled else "raised",
        part_of=_silence(outcome),
        shown_under=rule.shown_under,
        severity_of_rule=rule.severity,
        severity_because=BECAUSE_PARTLY if outcome.severity != rule.severity else None,
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        because=tuple(
            each for fact in outcome.because for each in reasons_for(fact, library.worked_out_from)
        ),
        explanation=rule.explanation,
        clears=rule.clears,
        citations=tuple(
            Citation(
                provision=cited.provision,
                **library.rulebook.citation[cited.ref].model_dump(),
            )
            for cited in rule.cited_on(on)
        ),
        confidence=rule.confidence,
        note=rule.note,
        verify=rule.verify,
    )


def _silence(outcome: Outcome) -> str | None:
    """Return the question whose non-answer alone raises the rule, here or where it was passed on."""
    roots = {fact.inherited or fact.key for fact in outcome.because}
    passed_on = {fact.inherited for fact in outcome.because if fact.inherited}
    return next(iter(passed_on)) if passed_on and roots == passed_on and len(roots) == 1 else None


def _with_the_silence_behind(flags: list[Flag]) -> list[Flag]:
    """Let the flag that a non-answer raises itself be one of those that follow from it."""
    silent = {flag.part_of for flag in flags}
    return [
        flag.model_copy(update={"part_of": root})
        if len(facts := {because.fact for because in flag.because}) == 1
        and (root := next(iter(facts))) in silent
        else flag
        for flag in flags
    ]


def _contradiction_flags(found: Iterable[Contradiction], library: Library) -> list[Flag]:
    """Return one flag for each question on which sources disagree."""
    words = library.rulebook.contradiction
    by_question: dict[str, list[Contradiction]] = {}
    for each in found:
        if not (each.with_a_finding and library.bank.by_id[each.question].replaced_by_finding):
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
                        source=source_of(side),
                        partial=is_partial(side.value),
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

"""Gathers one frozen content object from all rooms. The only place that reads from all of them."""

from collections.abc import Iterable
from datetime import datetime

from content.countries import HOME
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Certainty, Claim, Grade, Source
from procurement.facts.values import Members, NonAnswer, ValueKind, plain
from procurement.library import Library
from procurement.models import Assessment
from procurement.observed_values import to_json
from procurement.queries import library_of, sources_of
from procurement.questionnaire.schema import Bank
from procurement.screening import gather_facts, screen
from procurement.screening_result import Screening
from procurement.wording.answers import value_in_words
from reports.models import Report
from reports.report_content import (
    About,
    Answered,
    Dpia,
    Observed,
    Register,
    ReportContent,
    RestsOn,
    Transfers,
)
from reports.suggestion import suggest

_ON_PAPER = {Grade.DOCUMENT_SEEN, Grade.PUBLIC_DOCUMENT, Certainty.DECLARED}


def gather(report: Report, *, at: datetime, made_by: str) -> ReportContent:
    """Return everything the report will say, as it stands at this moment."""
    assessment = report.assessment
    library = library_of(assessment)
    sources = sources_of(assessment)
    facts = gather_facts(library, sources, assessment.law_on)
    screening = screen(library, sources, assessment.law_on)
    runs = assessment.runs.order_by("asked_at", "id")
    evaluations = tuple(run.result for run in runs if run.result is not None)
    suggestion = suggest(screening, evaluations)
    asked = _asked(facts, library.bank)
    return ReportContent(
        made_by=made_by,
        report=Register(id=str(report.id), number=report.number, frozen_at=at),
        status="proposed",
        assessment=_about(assessment),
        suggestion=suggestion.value,
        grounds=suggestion.grounds,
        screen=screening,
        evaluations=evaluations,
        dpia=_dpia(screening, library, facts),
        transfers=_transfers(screening, facts),
        rests_on=_rests_on(asked),
        would_not_say=tuple(
            library.bank.by_id[fact.key].text
            for fact in asked
            if NonAnswer.VENDOR_REFUSED in fact.values
        ),
        answers=tuple(_answered(fact, library.bank) for fact in asked if fact.standing),
        observations=tuple(
            Observed(
                key=source.key,
                value=to_json(source.value),
                certainty=source.certainty.value,
                how=source.how,
            )
            for source in sources
            if not isinstance(source, Claim)
        ),
        disclaimer=library.rulebook.disclaimer,
    )


def _about(assessment: Assessment) -> About:
    product = assessment.product
    return About(
        id=str(assessment.id),
        organisation=assessment.organisation.name,
        vendor=product.vendor.name,
        vendor_country=product.vendor.country or None,
        product=product.name,
        version=product.version or None,
        use_case=assessment.use_case,
        question=assessment.question or f"Should we use {product.name}?",
        law_on=assessment.law_on,
    )


def _asked(facts: FactBase, bank: Bank) -> list[Fact]:
    """Return the facts that are questions of the bank, tables left to their plain looks."""
    return [
        fact
        for fact in facts
        if not fact.subject.number and fact.key in bank.by_id and fact.kind is not ValueKind.ROWS
    ]


def _answered(fact: Fact, bank: Bank) -> Answered:
    source = fact.standing[0]
    question = bank.by_id[fact.key]
    claim = source if isinstance(source, Claim) else None
    return Answered(
        key=fact.key,
        question=question.text,
        value=plain(fact.values[0]) if fact.values else None,
        in_words=" or ".join(value_in_words(value, question) for value in fact.values),
        grade=_mark(source).value,
        by=claim.by if claim else None,
        on=claim.when if claim else None,
    )


def _mark(source: Source) -> Grade | Certainty:
    return source.grade if isinstance(source, Claim) else source.certainty


def _rests_on(asked: Iterable[Fact]) -> RestsOn:
    says = on_paper = tested = nobody = 0
    for fact in asked:
        if fact.state in (State.CANNOT_APPLY, State.NOT_ASKED):
            continue
        if fact.state is not State.KNOWN:
            nobody += 1
            continue
        marks = {_mark(source) for source in fact.standing}
        if Certainty.MEASURED in marks:
            tested += 1
        elif marks & _ON_PAPER:
            on_paper += 1
        else:
            says += 1
    return RestsOn(says=says, document_seen=on_paper, we_tested=tested, nobody_knows=nobody)


def _dpia(screening: Screening, library: Library, facts: FactBase) -> Dpia:
    rules = set(library.worked_out_from["dpia_required"])
    needed = tuple(
        flag.rule for flag in screening.flags if flag.rule in rules and flag.status != "upcoming"
    )
    open_rules = any(rule.rule in rules for rule in screening.cannot_tell)
    status = facts.find("dpia_status")
    return Dpia(
        status="needed" if needed else "not_settled" if open_rules else "not_needed",
        rules=needed,
        answer=(
            value_in_words(status.values[0], library.bank.by_id["dpia_status"])
            if status.values
            else None
        ),
    )


def _transfers(screening: Screening, facts: FactBase) -> Transfers:
    lists = [fact for fact in facts if fact.kind is ValueKind.COUNTRIES and not fact.subject.number]
    abroad = sorted(
        {
            code
            for fact in lists
            for value in fact.values
            if isinstance(value, Members)
            for code in value.known
            if code != HOME
        }
    )
    raised = tuple(
        flag.rule
        for flag in screening.flags
        if flag.category == "transfer" and flag.status == "raised"
    )
    waiting = any(
        rule.category == "transfer" and not rule.upcoming for rule in screening.cannot_tell
    )
    if raised:
        return Transfers(status="not_covered", countries=tuple(abroad), rules=raised)
    if waiting:
        return Transfers(status="not_settled", countries=tuple(abroad), rules=())
    personal = facts.find("personal_data_types")
    none_personal = any(
        isinstance(value, Members) and value.known == {"none_personal"} for value in personal.values
    )
    if not abroad or none_personal:
        return Transfers(status="none", countries=tuple(abroad), rules=())
    return Transfers(status="covered", countries=tuple(abroad), rules=())

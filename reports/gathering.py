"""Gathers one frozen content object from all rooms. The only place that reads from all of them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from evaluations.gathering import ledgers_in_words
from portal.queries import asked_state
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Certainty, Claim, Grade, Source
from procurement.facts.values import NonAnswer, ValueKind, plain
from procurement.full_screening import screen_in_full
from procurement.library import Library
from procurement.models import Assessment
from procurement.observed_values import to_json
from procurement.queries import FlagState, flag_states, library_of, sources_of
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import SEVERITIES
from procurement.screening import gather_facts
from procurement.screening_result import Screening
from procurement.wording.answers import value_in_words
from procurement.wording.model_history import model_history
from protection.gathering import signed_of, worksheet_of
from protection.transfer_state import transfer_state
from reports.advising.gathered import adviser_says
from reports.content.answers import Answered, Evidence, Observed
from reports.content.decisions import Decided, Signing, standing_of
from reports.content.report_content import (
    About,
    Method,
    PreparedBy,
    Register,
    ReportContent,
    RestsOn,
    VendorAsked,
)
from reports.decisions_gathered import (
    decided_on,
    decided_on_flag,
    fell_unchecked,
    replies_to,
    severity_held,
    signing_of,
)
from reports.evidence_gathered import evidence_held
from reports.issues import history_of
from reports.models import Report
from reports.parts.answers import sections
from reports.parts.asked_again import asked_again
from reports.parts.leading_tests import leading_tests
from reports.parts.limits import LIMITS
from reports.parts.protection import dpia, transfers
from reports.parts.saving import saving, trade_off
from reports.parts.validity import (
    LastDay,
    acceptance_ends,
    document_holds_until,
    last_day,
    rule_starts,
)
from reports.parts.worksheets import signed_worksheets, unsigned_worksheets
from reports.queries import evaluations_of, suggestion_from
from watching.queries import standings_of

_ON_PAPER = {Grade.DOCUMENT_SEEN, Grade.PUBLIC_DOCUMENT, Certainty.DECLARED}


def gather(report: Report, *, at: datetime, made_by: str) -> ReportContent:
    """Return everything the report will say, as it stands at this moment."""
    assessment = report.assessment
    library = library_of(assessment)
    sources = sources_of(assessment)
    facts = gather_facts(library, sources, assessment.law_on)
    screening = screen_in_full(library, sources, assessment.law_on)
    where_to = transfer_state(assessment)
    evaluations = evaluations_of(assessment)
    states = flag_states(assessment)
    suggestion = suggestion_from(assessment, screening, evaluations, states)
    decision, signing = decided_on(assessment, suggestion), signing_of(assessment)
    asked = _asked(facts, library.bank)
    signed = signed_of(assessment)
    evidence = evidence_held(assessment, states, bank=library.bank, on=timezone.localdate(at))
    last = last_day(timezone.localdate(at), _known_days(screening, states, evidence))
    return ReportContent(
        made_by=made_by,
        report=Register(id=str(report.id), number=report.number, frozen_at=at),
        status=_status(decision, signing),
        assessment=_about(assessment),
        suggestion=suggestion.value,
        grounds=suggestion.grounds,
        screen=screening,
        evaluations=evaluations,
        dpia=dpia(screening, library, facts, timezone.localtime(at).date()).model_copy(
            update={"signed": signed, "draft": None if signed else worksheet_of(assessment)}
        ),
        transfers=transfers(screening, library, facts),
        rests_on=_rests_on(asked),
        would_not_say=_refused(asked, library.bank),
        vendor_asked=_vendor_asked(assessment, asked),
        answers=tuple(
            _answered(fact, library.bank)
            for fact in asked
            if fact.standing and fact.inherited is None
        ),
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
        decision=decision,
        flag_decisions=tuple(
            decided for state in states if (decided := decided_on_flag(state)) is not None
        ),
        flag_replies=replies_to(assessment),
        severities_held=tuple(filter(None, map(severity_held, states))),
        fell_unchecked=fell_unchecked(assessment),
        signing=signing,
        sections=sections(facts, library.bank),
        evidence=evidence,
        method=_method(library),
        saving=saving(facts),
        trade_off=trade_off(
            facts,
            [
                evaluations[number - 1]
                for number in leading_tests(len(evaluations), suggestion.grounds)
            ],
            assessment.product.name,
        ),
        model_history=model_history(facts, library),
        where_data_goes=where_to.sheet,
        transfer_worksheets=signed_worksheets(where_to),
        transfer_drafts=unsigned_worksheets(where_to),
        tested_on=_tested_on(assessment),
        asked_again=asked_again(standings_of(assessment)),
        history=history_of(report, at=at),
        test_ledgers=ledgers_in_words(assessment),
        valid_until=last.on,
        valid_because=last,
        prepared_by=(
            PreparedBy(name=report.asked_by, role=report.asked_as) if report.asked_by else None
        ),
        adviser=adviser_says(assessment, suggestion.value, at=at),
    )


def _status(decision: Decided | None, signing: Signing) -> Literal["proposed", "decided", "signed"]:
    if decision is None or standing_of(decision, signing) != "counts":
        return "proposed"
    return "signed" if decision.confirmed else "decided"


def _known_days(
    screening: Screening, states: Iterable[FlagState], evidence: Evidence
) -> Iterator[LastDay]:
    """Yield the last days that are known: of acceptances that count, of rules to come, of documents."""
    for state in states:
        if state.counting is not None and state.counting.until is not None:
            yield acceptance_ends(state.counting.until, state.finding.title)
    for flag in screening.flags:
        if flag.effective_from is not None:
            yield rule_starts(flag.effective_from, flag.title)
    for document in evidence.documents:
        if document.expires_on is not None and document.review != "not_enough":
            yield document_holds_until(document.expires_on, document.title)


def _tested_on(assessment: Assessment) -> tuple[date, ...]:
    """Return the days of the finished tests, in the order the tests were asked for."""
    runs = assessment.runs.filter(finished_at__isnull=False).order_by("asked_at", "id")
    return tuple(
        timezone.localtime(run.finished_at).date() for run in runs if run.finished_at is not None
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
    """Return the facts that are questions of the bank, tables left to their plain looks.

    What was only worked out from other answers is no fact of its own.
    """
    return [
        fact
        for fact in facts
        if not fact.subject.number
        and fact.key in bank.by_id
        and fact.kind is not ValueKind.ROWS
        and (bank.by_id[fact.key].derived is None or fact.standing)
    ]


def _vendor_asked(assessment: Assessment, asked: Iterable[Fact]) -> VendorAsked | None:
    """Return whether the vendor was asked; None where its answers came by another way."""
    state = asked_state(assessment)
    told = any(
        isinstance(source, Claim) and source.grade is Grade.VENDOR_SAYS
        for fact in asked
        for source in fact.standing
    )
    if told and state.word in ("not_asked", "withdrawn"):
        return None
    return VendorAsked(word=state.word, on=state.on, sentence=f"{state.said}.")


def _refused(asked: Iterable[Fact], bank: Bank) -> tuple[str, ...]:
    """Return the questions the vendor would not answer, each with how many follow from it."""
    refused = [fact for fact in asked if NonAnswer.VENDOR_REFUSED in fact.values]
    return tuple(
        bank.by_id[fact.key].text
        + (
            f" ({following} more follow from it)"
            if following > 1
            else " (one more follows from it)"
            if following
            else ""
        )
        for fact in refused
        if fact.inherited is None
        for following in [sum(each.inherited == fact.key for each in refused)]
    )


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


def _method(library: Library) -> Method:
    rulebook = library.rulebook
    return Method(
        severities={key: rulebook.severities[key] for key in SEVERITIES},
        kinds=dict(rulebook.kinds),
        limits=LIMITS,
    )

"""Tells the story: every step through the same action that a page would call, by the same people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from demo.advice import advise
from demo.client_signature import ask_the_client
from demo.people import JO, PRIYA, TOM, make_people, user_of
from demo.story.tale import DATA, FlagSettled, Tale, day_after, tales
from demo.vendor_link import answer_by_link, ask_by_link
from demo.vendor_sheet import ask_to_run
from desk.terminal import TerminalProgress
from desk.waiting import wait_for
from evaluations.actions.runs import request_run
from evaluations.actions.uploads import add_artefact, add_sample_set
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models import Artefact, ArtefactKind, Run
from organisations.actions.organisations import say_how_it_signs
from organisations.models import DataProtectionOfficer, Organisation, SigningRule
from portal.models import SheetTask, VendorRequest
from procurement.actions.answers import record_answers
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.assessments import open_assessment
from procurement.actions.confirming import confirm_decision
from procurement.actions.flag_decisions import decide_flag
from procurement.actions.triage import take_outcome
from procurement.actions.vendors import name_product
from procurement.agreed_condition import AgreedCondition
from procurement.library import load_library
from procurement.models import Assessment, Door, FlagChoice, TriageOutcome, Verdict
from procurement.queries import outcome_of
from procurement.screening_result import Flag as Finding
from reports.actions import request_report
from reports.models import ClientSignature, Report, SignatureRequest
from reports.queries import suggestion_for

EXAMPLES = "enquiries_test.csv"
COLUMNS = Columns(label="kind", inputs=("text",), id="id", slices=("kind", "channel"))
_DECIDERS = {"jo": JO, "priya": PRIYA}

Say = Callable[[str], None]


def tell(say: Say) -> None:
    """Tell both stories to their end. The workers must be running."""
    firm = make_people()
    say("Harbour Lettings says how it signs, and asks its questions.")
    say_how_it_signs(
        organisation=firm,
        signing=SigningRule.TWO_PEOPLE,
        officer=DataProtectionOfficer.NONE_NEEDED,
        officer_words="We are twelve people, and watch nobody on a large scale.",
        by=user_of(JO).as_actor(),
    )
    opened = [(_ask(firm, tale), tale) for tale in tales()]
    say("The workers test both products on the agency’s own messages.")
    runs = [_test(assessment, tale) for assessment, tale in opened]
    for run in runs:
        _wait(run.job)
    say("One vendor is asked to run a sheet of them.")
    for run, (assessment, tale) in zip(runs, opened, strict=True):
        if tale.vendor.link.keys:
            jo = user_of(JO).as_actor()
            ask_to_run(assessment, run.sample_set, by=jo, wait=_wait)
    say("Priya decides on the first of them, and Jo confirms it.")
    for assessment, tale in opened:
        _decide(assessment, tale)
    say("Tom gives his advice on one of them, and the reports are made.")
    reports = [_report(assessment, tale) for assessment, tale in opened]
    for report in reports:
        _wait(report.job)
    if settings.MAIL_IS_KEPT:  # elsewhere a mail would leave, to addresses that are invented
        say("Tom asks Jo and Sam to sign the report, and Jo does.")
        for report, (_, tale) in zip(reports, opened, strict=True):
            report.refresh_from_db()
            for person in tale.signers:
                ask_the_client(report, person)


def _report(assessment: Assessment, tale: Tale) -> Report:
    if tale.advice is None:
        return request_report(assessment=assessment, by=user_of(JO).as_actor())
    advise(assessment, tale.advice)
    return request_report(assessment=assessment, by=user_of(TOM).as_actor())


def _ask(firm: Organisation, tale: Tale) -> Assessment:
    jo, tom, library = user_of(JO).as_actor(), user_of(TOM).as_actor(), load_library()
    named = tale.product
    product = name_product(
        organisation=firm,
        vendor=named.vendor,
        vendor_country=named.vendor_country,
        product=named.name,
        version=named.version,
        by=jo,
    )
    assessment = open_assessment(
        product=product,
        use_case=tale.use_case,
        question=tale.question,
        law_on=timezone.localdate(),
        library=library,
        by=jo,
    )
    bank = library.bank
    if tale.first:
        record_answers(
            assessment=assessment, bank=bank, answers=tale.first, by=jo, door=Door.TRIAGE
        )
        seen = TriageOutcome(outcome_of(assessment).outcome.id)
        take_outcome(assessment=assessment, seen=seen, by=jo)
    record_answers(assessment=assessment, bank=bank, answers=tale.owner, by=jo)
    by_link = {} if tale.vendor.link.keys else answer_by_link(assessment, tale.vendor, by=jo)
    by_letter = {
        key: {"value": value, "grade": "vendor_says", "by": tale.vendor.by}
        for key, value in tale.vendor.answers.items()
        if key not in by_link
    }
    record_answers(assessment=assessment, bank=bank, answers=by_letter, by=jo)
    record_answers(assessment=assessment, bank=bank, answers=tale.papers, by=tom)
    if tale.vendor.link.keys:
        ask_by_link(assessment, tale.vendor, tale.vendor.link.keys, by=jo)
    return assessment


def _test(assessment: Assessment, tale: Tale) -> Run:
    jo = user_of(JO).as_actor()
    with (DATA / EXAMPLES).open("rb") as source:
        samples = add_sample_set(
            assessment=assessment,
            source=source,
            name=EXAMPLES,
            columns=COLUMNS,
            labelled_by=LabelledBy.PEOPLE,
            seen_by_vendor=SeenByVendor.NO,
            by=jo,
        )
    _wait(samples.job)
    return request_run(
        student=_artefact(assessment, tale, tale.test.student),
        teacher=_artefact(assessment, tale, tale.test.teacher),
        sample_set=samples,
        margin=tale.test.margin,
        claim=None,
        said_labels=None,
        by=jo,
    )


def _artefact(assessment: Assessment, tale: Tale, name: str) -> Artefact:
    sheets = tale.test.kind == "sheets"
    with (DATA / name).open("rb") as source:
        return add_artefact(
            assessment=assessment,
            kind=ArtefactKind.ANSWER_SHEET if sheets else ArtefactKind.MODEL,
            source=source,
            name=name,
            by=user_of(JO).as_actor(),
        )


def _decide(assessment: Assessment, tale: Tale) -> None:
    today, priya = timezone.localdate(), user_of(PRIYA).as_actor()
    raised = {flag.rule: flag for flag in assessment.flags.all()}
    for settled in tale.flags:
        flag = raised[settled.rule]
        decide_flag(
            flag=flag,
            what=FlagChoice(settled.what),
            reason=settled.reason,
            seen=Finding.model_validate(flag.finding),
            by=priya,
            who=settled.who,
            due=_day(settled, "ask_mitigation"),
            until=_day(settled, "accept"),
        )
    decided = tale.decision
    if decided is None:
        return
    suggested = suggestion_for(assessment)
    made = decide_assessment(
        assessment=assessment,
        value=Verdict(decided.value),
        reason=decided.reason,
        conditions=[
            AgreedCondition(
                what=each.what, who=each.who, due=day_after(each.days, today), how=each.how
            )
            for each in decided.conditions
        ],
        suggested=Verdict(suggested.value),
        grounds=[ground.model_dump(mode="json") for ground in suggested.grounds],
        by=user_of(_DECIDERS[decided.by]).as_actor(),
    )
    second = user_of(_DECIDERS[decided.confirmed_by]).as_actor()
    confirm_decision(assessment=assessment, decision=made, by=second)


def _day(settled: FlagSettled, what: str) -> date | None:
    if settled.what != what or settled.days is None:
        return None
    return day_after(settled.days, timezone.localdate())


def _asked(firm: Organisation | None) -> int:
    return VendorRequest.objects.of(firm).count() if firm else 0


def _has_sheet(firm: Organisation | None) -> bool:
    sheets = SheetTask.objects.of(firm).filter(released_at__isnull=False) if firm else None
    return sheets is not None and sheets.exists()


def _asked_to_sign(firm: Organisation | None) -> bool:
    """Return whether everybody is asked to sign who is in the story, and has signed who does."""
    if firm is None:
        return False
    people = [person for tale in tales() for person in tale.signers]
    signed = ClientSignature.objects.of(firm).count()
    asked = SignatureRequest.objects.of(firm).count()
    return (asked, signed) == (len(people), sum(person.signs for person in people))


def _wait(job: Any) -> None:
    with TerminalProgress(quiet=True) as progress:
        wait_for(job, progress=progress, still_served=lambda: None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of the story, and whether it is told."""

    words: str
    told: bool


def chapters(firm: Organisation | None) -> list[Chapter]:
    """Return how far the story is, as the tables show it."""
    opened = list(Assessment.objects.of(firm)) if firm else []
    runs = [run for assessment in opened for run in assessment.runs.all()]
    reports = [report for assessment in opened for report in assessment.reports.all()]
    both = len(tales())
    signed = [Chapter("Jo has signed the report, and Sam is asked", _asked_to_sign(firm))]
    return [
        Chapter("The questions are answered", len(opened) == both),
        Chapter("One vendor has answered by its link, the other has one", _asked(firm) == both),
        Chapter("One vendor has a sheet to run", _has_sheet(firm)),
        Chapter("Both products are tested", sum(run.result is not None for run in runs) == both),
        Chapter(
            "Priya has decided on the first",
            sum(assessment.decisions.exists() for assessment in opened)
            == sum(tale.decision is not None for tale in tales()),
        ),
        Chapter(
            "The reports are made", sum(report.file_id is not None for report in reports) >= both
        ),
        *(signed if settings.MAIL_IS_KEPT else []),
    ]

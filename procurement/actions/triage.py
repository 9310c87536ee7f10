"""Answer the first questions, and do what follows from them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from procurement.actions.answers import AnsweredMeanwhile, record_answers
from procurement.actions.triage_records import load_words, reopen, write_record
from procurement.actions.turns import take_turn, wait_for_turn
from procurement.facts.sources import Grade
from procurement.lifecycle import Status
from procurement.models import Assessment, Door, TriageOutcome, TriageRecord, TriageStep
from procurement.queries import latest_answers, library_of, outcome_of
from procurement.questionnaire.flow import DEPTH
from procurement.triage.amounts import Amount
from procurement.triage.outcome import Outcome


def answer_triage(
    *,
    assessment: Assessment,
    told: Mapping[str, Amount],
    based_on: Mapping[str, int],
    by: Actor,
) -> int:
    """Write a page of answers as answers of the question bank; return how many say something new.

    What is said already stays as it is, with its proof. `based_on` is the version of each answer
    that stood in the form, 0 or absent for none.

    Raises
    ------
    Refused
        If the assessment is closed.
    AnsweredMeanwhile
        If a newer version says something else. Nothing is written.
    """
    bank = library_of(assessment).bank  # read from files or rows before the transaction
    load_words()
    settings = {setting.id for setting in bank.settings}
    with transaction.atomic():
        take_turn(assessment)
        newest = latest_answers(assessment)
        new: dict[str, Any] = {}
        for key, said in told.items():
            answer = newest.get(key)
            same_words = answer is not None and (not said.words or said.words == answer.words)
            if answer is not None and answer.value == said.value and same_words:
                continue
            if answer is not None and answer.version > based_on.get(key, 0):
                raise AnsweredMeanwhile(answer)
            new[key] = (
                said.value
                if key in settings
                else {"value": said.value, "words": said.words, "grade": Grade.BUYER_SAYS.value}
            )
        if not new:
            return 0
        return record_answers(
            assessment=assessment, bank=bank, answers=new, by=by, door=Door.TRIAGE
        )


def take_outcome(*, assessment: Assessment, seen: TriageOutcome, by: Actor) -> TriageRecord:
    """Go on as the first questions say: set the depth, or set the tool aside. Return the record.

    Raises
    ------
    Refused
        If the outcome is another by now than the one `seen`, or the assessment is not open.
    """
    bank = library_of(assessment).bank
    load_words()
    with transaction.atomic():
        if wait_for_turn(assessment).status != Status.OPEN:
            raise Refused(
                "This tool is not being worked on.", what_to_do="Open it again, then go on."
            )
        triaged = outcome_of(assessment)
        if triaged.outcome.id != seen:
            raise Refused(
                "The answers changed while you looked.", what_to_do="Read the outcome again."
            )
        if triaged.outcome is not Outcome.NOT_NEEDED:
            depth = latest_answers(assessment).get(DEPTH)
            if depth is None or depth.value != triaged.outcome.id:
                record_answers(
                    assessment=assessment,
                    bank=bank,
                    answers={DEPTH: triaged.outcome.id},
                    by=by,
                    door=Door.TRIAGE,
                )
        aside = triaged.outcome is Outcome.NOT_NEEDED
        record = write_record(
            assessment=assessment,
            step=TriageStep.SET_ASIDE if aside else TriageStep.TAKEN,
            triaged=triaged,
            reasons=triaged.reasons,
            by=by,
        )
        if aside:
            rows = Assessment.objects.of(assessment.organisation_id)
            rows.filter(id=assessment.id).update(status=Status.SET_ASIDE)
            assessment.status = Status.SET_ASIDE
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="assessment.set_aside" if aside else "triage.taken",
            subject=assessment,
            sentence=(
                f"Set {assessment} aside: no check is needed, because {triaged.reasons[0].words}."
                if aside
                else f"Took the outcome of the first questions: {seen.label.lower()}."
            ),
            details={
                "outcome": triaged.outcome.id,
                "reasons": [f"{reason.key}: {reason.name}" for reason in triaged.reasons],
            },
        )
    return record


def open_again(*, assessment: Assessment, by: Actor) -> None:
    """Open a tool that was set aside, because somebody wants to. Nothing if it is open already."""
    library_of(assessment)
    load_words()
    with transaction.atomic():
        if wait_for_turn(assessment).status == Status.SET_ASIDE:
            triaged = outcome_of(assessment)
            reopen(assessment=assessment, triaged=triaged, because="to look all the same", by=by)


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.of(assessment.organisation_id).select_for_update()
    return rows.get(id=assessment.id)

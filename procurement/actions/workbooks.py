"""Take in a spreadsheet of answers, and take over what its uploader confirmed. Nothing is opened here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from jobs.actions import submit
from organisations import audit
from organisations.actors import Actor
from organisations.models import User
from procurement.actions.answers import record_answers
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import take_turn
from procurement.models import Assessment, Door, FilledWorkbook
from procurement.queries import latest_answers
from procurement.questionnaire.schema import Bank
from procurement.tasks import READ_WORKBOOK
from procurement.workbook_expiry import forget, take_files
from vault import files


class ChangedMeanwhile(Exception):
    """Somebody answered one of the questions after the differences were shown."""


def take_in_workbook(
    *, assessment: Assessment, source: BinaryIO, name: str, by: Actor
) -> FilledWorkbook:
    """Store a filled-in spreadsheet; a worker will read it."""
    assert by.id is not None  # noqa: S101 -- only a person brings a spreadsheet
    stored = files.deposit(assessment.organisation_id, source)
    with transaction.atomic():
        filled = FilledWorkbook.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            uploaded_by=User.objects.get(id=by.id),
            file=files.remember(stored, name=name),
            name=name[:255],
        )
        job = submit(kind_name=READ_WORKBOOK, subject=filled.id, tenant=assessment.organisation_id)
        filled.job = job.id
        filled.save(update_fields=["job"])
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="filled_workbook.added",
            subject=filled,
            sentence=f"Uploaded the spreadsheet {filled.name}.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return filled


def confirm_workbook(
    *,
    filled: FilledWorkbook,
    bank: Bank,
    answers: Mapping[str, Any],
    based_on: Mapping[str, int],
    by: Actor,
) -> int:
    """Take over answers from a spreadsheet, all or none, and delete the spreadsheet.

    `answers` are in the bank's own form; `based_on` has for each of them the version that stood on
    the page, 0 for none. Returns how many were written.

    Raises
    ------
    Refused
        If it was confirmed before or has expired, the assessment is closed, or an answer is none.
    ChangedMeanwhile
        If a newer version is there by now. Nothing is written.
    """
    assessment = filled.assessment
    load_for_screening(assessment)  # read from files or rows before the transaction, not inside it
    with transaction.atomic():
        take_turn(assessment)
        held = FilledWorkbook.objects.of(assessment.organisation_id).get(id=filled.id)
        if held.confirmed_at is not None or held.expired:
            raise Refused(
                "This spreadsheet was confirmed before, or it has expired.",
                what_to_do="Upload it again if there is more in it.",
            )
        newest = latest_answers(assessment)
        for key in answers:
            version = newest[key].version if key in newest else 0
            if version != based_on.get(key, 0):
                raise ChangedMeanwhile
        taken = record_answers(
            assessment=assessment,
            bank=bank,
            answers=answers,
            by=by,
            name=held.name,
            door=Door.WORKBOOK,
        )
        gone = take_files([held])
        _confirmed(filled, held, taken, timezone.now())
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="filled_workbook.confirmed",
            subject=held,
            sentence=f"Took over {taken} answers from the spreadsheet {held.name}.",
            details={"keys": sorted(answers)},
        )
    forget(gone)
    return taken


def _confirmed(filled: FilledWorkbook, held: FilledWorkbook, taken: int, at: datetime) -> None:
    held.confirmed_at, held.answers_taken = at, taken
    held.save(update_fields=["confirmed_at", "answers_taken"])
    filled.refresh_from_db()

"""Ask a vendor to run a sheet, let it leave once a person has confirmed what was shown, take it back."""

from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from evaluations.actions.uploads import mark_seen_by_vendor
from evaluations.leaving import Shown, shown_before_leaving
from evaluations.models import SampleSet
from evaluations.personal_data import scan as personal_data
from jobs.actions import submit
from organisations import audit
from organisations.actors import Actor
from portal.actions.asking import Asked
from portal.asked_tasks import AFTER_THE_QUESTIONS
from portal.lifecycle import State
from portal.models import (
    ItemKind,
    RequestItem,
    ReturnedSheet,
    SheetTask,
    VendorPerson,
    VendorRequest,
)
from portal.moving import leader_of, move
from portal.people import acting, in_mails
from portal.posting import give_link, mail_to
from portal.tasks import PREPARE_SHEET, READ_SHEET
from portal.wording import mails
from vault import files

MOST_RETURNS = 20


def ask_for_sheet(
    *,
    asked: VendorRequest,
    samples: SampleSet,
    instructions: str,
    by: Actor,
    masked: bool = True,
) -> SheetTask:
    """Return the new task. A worker makes the sheet; nothing leaves before it is released.

    `masked` says that the personal data that is found is taken out of it first.
    """
    if samples.file_id is None:
        raise Refused("These examples have been deleted.", file=samples.name)
    if samples.assessment_id != asked.assessment_id:
        raise Refused("These examples belong to another assessment.")
    with transaction.atomic():
        refuse_ended(asked)
        task = SheetTask.objects.of(asked.organisation_id).create(
            request=asked, sample_set=samples, instructions=instructions.strip(), masked=masked
        )
        task.job = submit(kind_name=PREPARE_SHEET, subject=task.id, tenant=asked.organisation_id).id
        task.save(update_fields=["job"])
        add_item(asked, ItemKind.SHEET, str(task.id))
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.sheet_asked",
            subject=asked,
            sentence=f"Began a sheet of the examples {samples} for the vendor.",
        )
    return task


def shown_for(task: SheetTask) -> Shown:
    """Return what has to be shown before this sheet may leave, as it is today."""
    if task.scan is None:
        raise Refused("The sheet is not ready yet.", what_to_do="Wait until it has been looked at.")
    return shown_before_leaving(
        task.request.assessment, personal_data.from_bytes(b"".join(files.read(task.scan)))
    )


def release_sheet(
    *,
    task: SheetTask,
    seal: str,
    found_confirmed: bool,
    found_why: str,
    transfer_confirmed: bool,
    transfer_why: str,
    by: Actor,
) -> Asked:
    """Let the sheet leave; return the request and the new link that goes with it.

    `seal` is that of what the person was shown.

    Raises
    ------
    Refused
        If something was not confirmed, a reason is missing, or what was shown holds no longer.
    """
    shown = shown_for(task)
    shown.refuse_unless(
        seal=seal,
        found=found_confirmed,
        found_why=found_why,
        transfer=transfer_confirmed,
        transfer_why=transfer_why,
    )
    with transaction.atomic():
        asked = task.request
        refuse_ended(asked)
        rows = SheetTask.objects.of(task.organisation_id).filter(
            id=task.id, released_at__isnull=True
        )
        record = shown.confirmed(found_why=found_why, transfer_why=transfer_why, by=by.name)
        if not rows.update(released_at=timezone.now(), released=record):
            raise Refused("This sheet has been released already.")
        task.refresh_from_db()
        mark_seen_by_vendor(samples=task.sample_set, by=by)
        person = leader_of(asked)
        link = give_link(person)
        assert task.rows is not None  # noqa: S101 -- a sheet that is made has rows
        mail_to(
            person,
            mails.sheet_asked(in_mails(asked), name=person.name, rows=task.rows, link=link),
        )
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.sheet_released",
            subject=asked,
            sentence=f"Released a sheet of {task.rows} examples to {person.name}.",
            details=record | {"sha256": task.sheet.sha256 if task.sheet else ""},
        )
    return Asked(asked, link)


def hand_in_sheet(
    *, person: VendorPerson, task: SheetTask, source: BinaryIO, name: str
) -> ReturnedSheet:
    """Store a filled-in sheet; a worker will read it. An earlier one is kept beside it."""
    asked = person.request
    if task.request_id != asked.id or task.released_at is None:
        raise Refused("There is no such sheet to fill in.")
    stored = files.deposit(asked.organisation_id, source)
    with transaction.atomic():
        refuse_ended(asked)
        number = task.returns.count() + 1
        if number > MOST_RETURNS:
            raise Refused(
                f"This sheet has come back {MOST_RETURNS} times. Write to {asked.asked_by}."
            )
        back = ReturnedSheet.objects.of(asked.organisation_id).create(
            task=task,
            number=number,
            file=files.remember(stored, name=name),
            name=name[:255],
            person=person,
        )
        back.job = submit(kind_name=READ_SHEET, subject=back.id, tenant=asked.organisation_id).id
        back.save(update_fields=["job"])
        if asked.state == State.OPENED:
            move(asked, State.IN_PROGRESS)
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.sheet_uploaded",
            subject=asked,
            sentence=f"{person.name} uploaded the sheet {back}.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return back


def add_item(asked: VendorRequest, kind: ItemKind, key: str) -> None:
    """Put a task on the list of what is asked."""
    rows = RequestItem.objects.of(asked.organisation_id)
    place = AFTER_THE_QUESTIONS + rows.filter(request=asked).exclude(kind=ItemKind.QUESTION).count()
    rows.create(request=asked, kind=kind, key=key, position=place)


def refuse_ended(asked: VendorRequest) -> None:
    """Look at the request as it is now, and hold it until the transaction is over."""
    VendorRequest.objects.of(asked.organisation_id).select_for_update().get(id=asked.id)
    asked.refresh_from_db(fields=["state", "closes_at"])
    if asked.state in (State.REVOKED, State.EXPIRED) or asked.closes_at <= timezone.now():
        raise Refused("This request has ended.", what_to_do="Give it more time, or ask anew.")

"""Ask a vendor to run a sheet, let it leave once a person has confirmed what was shown, take it back."""

from collections.abc import Sequence
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from content.canonical import sha256_of
from content.refusal import Refused
from content.shape import Content
from evaluations.actions.uploads import mark_seen_by_vendor
from evaluations.models import SampleSet
from evaluations.personal_data import scan as personal_data
from evaluations.personal_data.scan import Scan
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
from procurement.library import load_library
from procurement.queries import latest_answers
from procurement.transfer_tests import TransferTest, transfer_tests
from vault import files

MOST_RETURNS = 20


class Shown(Content):
    """What is shown before a sheet may leave: what was found in it, and where it would go.

    `seal` is a hash of all of it: who confirms, confirms this and nothing newer.
    """

    scan: Scan
    transfers: tuple[TransferTest, ...]

    @property
    def seal(self) -> str:
        """Return the hash."""
        return sha256_of(self)

    @property
    def found_asks_why(self) -> bool:
        """Return whether something was found, so that releasing it needs a reason."""
        return bool(self.scan.found)

    @property
    def transfer_asks_why(self) -> bool:
        """Return whether a country is not simply covered, so that sending there needs a reason."""
        return any(test.asks_why for test in self.transfers)

    def confirmed(self, *, scan_why: str, transfer_why: str, by: str) -> dict[str, object]:
        """Return the record: kinds and counts, never the examples that were found."""
        found = [each.model_dump(exclude={"examples"}) for each in self.scan.found]
        return {
            "found": found,
            "found_why": scan_why,
            "transfers": [test.model_dump(mode="json") for test in self.transfers],
            "transfer_why": transfer_why,
            "by": by,
        }


def ask_for_sheet(
    *, asked: VendorRequest, samples: SampleSet, instructions: str, by: Actor
) -> SheetTask:
    """Return the new task. A worker makes the sheet; nothing leaves before it is released."""
    if samples.assessment_id != asked.assessment_id:
        raise Refused("These examples belong to another assessment.")
    with transaction.atomic():
        refuse_ended(asked)
        task = SheetTask.objects.of(asked.organisation_id).create(
            request=asked, sample_set=samples, instructions=instructions.strip()
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
    assessment = task.request.assessment
    said = latest_answers(assessment).get("vendor_country")
    named = said.value if said is not None and isinstance(said.value, list) else []
    codes = {assessment.product.vendor.country, *map(str, named)}
    return Shown(
        scan=personal_data.from_bytes(b"".join(files.read(task.scan))),
        # The list of today, whatever the assessment was opened under: the data goes today.
        transfers=transfer_tests(codes, load_library().rulebook, timezone.localdate()),
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
    reasons: Sequence[tuple[bool, bool, str, str]] = (
        (found_confirmed, shown.found_asks_why, found_why, "what was found in the examples"),
        (transfer_confirmed, shown.transfer_asks_why, transfer_why, "where the sheet goes"),
    )
    for confirmed, asks_why, why, about in reasons:
        if not confirmed:
            raise Refused(f"Nobody has confirmed {about}.")
        if asks_why and not why.strip():
            raise Refused(f"Say why it is right to send it, given {about}.")
    if seal != shown.seal:
        raise Refused(
            "What we showed you has changed since.", what_to_do="Look at it again, then release it."
        )
    with transaction.atomic():
        asked = task.request
        refuse_ended(asked)
        rows = SheetTask.objects.of(task.organisation_id).filter(
            id=task.id, released_at__isnull=True
        )
        record = shown.confirmed(
            scan_why=found_why.strip(), transfer_why=transfer_why.strip(), by=by.name
        )
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

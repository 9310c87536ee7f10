"""Bring an export, say what of it is to be labelled, and delete it again."""

import secrets
from collections.abc import Sequence
from typing import BinaryIO

from django.db import transaction

from content.refusal import Refused
from jobs.actions import request_stop, submit
from labelling.actions.held import held
from labelling.kinds import Kind, checked
from labelling.lifecycle import Stage
from labelling.models import Labelling
from labelling.queries import rows_of, used_kinds
from labelling.tasks import READ_EXPORT
from organisations import audit
from organisations.actors import Actor
from procurement.actions.turns import take_turn
from procurement.models import Assessment
from vault import files

OPEN_AGAIN = "Open it again to label examples for it."


def bring_export(
    *, assessment: Assessment, source: BinaryIO, name: str, by: Actor, seed: int | None = None
) -> Labelling:
    """Store an export; a worker will read it.

    `seed` fixes what is drawn later; left out it is a new one.

    Raises
    ------
    Refused
        If the assessment is closed.
    """
    stored = files.deposit(assessment.organisation_id, source)
    with transaction.atomic():
        take_turn(assessment, what_to_do=OPEN_AGAIN)
        labelling = Labelling.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            name=name[:255],
            file=files.remember(stored, name=name),
            seed=secrets.randbelow(2**32) if seed is None else seed,
        )
        job = submit(kind_name=READ_EXPORT, subject=labelling.id, tenant=assessment.organisation_id)
        labelling.job = job.id
        labelling.save(update_fields=["job"])
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="labelling.brought",
            subject=labelling,
            sentence=f"Brought the export {labelling.name} to label examples from it.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return labelling


def choose_columns(*, labelling: Labelling, columns: Sequence[str], by: Actor) -> None:
    """Say in which columns of the export the texts stand.

    Raises
    ------
    Refused
        If there is no such column, none is named, or examples are drawn already.
    """
    known = rows_of(labelling).columns
    if not columns or not set(columns) <= set(known):
        raise Refused("Choose at least one column of this export", column="columns")
    with transaction.atomic():
        now = held(labelling, Stage.COLUMNS, Stage.KINDS, Stage.DRAWING)
        now.columns = [name for name in known if name in columns]
        now.save(update_fields=["columns"])
        audit.record(
            organisation=now.organisation_id,
            by=by,
            verb="labelling.columns_chosen",
            subject=now,
            sentence=f"Said where the texts of {now.name} stand.",
            details={"columns": now.columns},
        )


@transaction.atomic
def name_kinds(*, labelling: Labelling, kinds: Sequence[Kind], by: Actor) -> None:
    """Name the kinds, or mend their words. A kind that a label holds stays.

    Raises
    ------
    Refused
        As `labelling.kinds.checked`, or if the labelling is finished.
    """
    now = held(labelling, Stage.COLUMNS, Stage.KINDS, Stage.DRAWING, Stage.LABELLING)
    now.kinds = [each.as_json() for each in checked(kinds, used=used_kinds(now))]
    now.save(update_fields=["kinds"])
    audit.record(
        organisation=now.organisation_id,
        by=by,
        verb="labelling.kinds_named",
        subject=now,
        sentence=f"Named the kinds for the examples from {now.name}.",
        details={"kinds": now.kinds},
    )


def delete_labelling(*, labelling: Labelling, by: Actor) -> None:
    """Delete an export with its drawn texts and labels for good.

    Examples that were made of them stay: they are a file of their own.
    """
    with transaction.atomic():
        rows = Labelling.objects.of(labelling.organisation_id).select_for_update(of=("self",))
        now = rows.select_related("file", "rows", "texts").get(id=labelling.id)
        if now.job is not None:
            request_stop(now.job)
        gone = [stored for stored in (now.file, now.rows, now.texts) if stored is not None]
        audit.record(
            organisation=now.organisation_id,
            by=by,
            verb="labelling.deleted",
            subject=now,
            sentence=f"Deleted the export {now.name} and its labels.",
            details={"sha256": now.file.sha256, "finished": now.finished_at is not None},
        )
        now.delete()
        for stored in gone:
            stored.delete()
    for stored in gone:
        files.forget(stored)

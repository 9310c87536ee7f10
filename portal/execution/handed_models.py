"""Looks at a model that was handed in, and deletes it when its time is over."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.models import Artefact
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from portal.models import HandedModel
from portal.people import company_of, in_mails
from portal.posting import mail_to, mail_to_buyer, page_of
from portal.queries import is_in_use
from portal.wording import mails
from sandbox.inspecting import inspect_model
from sandbox.inspection import Inspection
from sandbox.model_source import ModelSource
from vault import files
from vault.jailed_copies import jailed_copy
from vault.plain_copies import clear_abandoned

# What is shown of a model; the rest is found again, and written down, when it runs.
_SHOWN = ("parameters", "number_formats", "architecture")


def inspect(work: Work) -> None:
    """Open the model this work is about in the jail, once, and keep what it shows."""
    handed = _handed(work)
    if handed is None or handed.artefact.file is None:
        with work.finishing(sentence="The model was deleted before it was looked at."):
            return
    work.stage("Looking at the model", sentence=f"Looking at {handed.name}.")
    with jailed_copy(work, handed.artefact.file, name=handed.name) as (jail, copy):
        seen = inspect_model(jail, ModelSource(copy, handed.name), should_stop=work.should_stop)
    with work.finishing(sentence="The model can be run."):
        handed.seen = _in_short(seen)
        handed.save(update_fields=["seen"])
        asked = handed.task.request
        mail_to_buyer(
            asked, mails.model_in(in_mails(asked), by=company_of(asked), page=page_of(asked))
        )
        audit.record(
            organisation=handed.organisation_id,
            by=WORKER,
            verb="vendor.model_inspected",
            subject=asked,
            sentence=f"Looked at the model {handed}: it can be run.",
            details={"sha256": handed.sha256, "format": seen.format},
        )


def delete(work: Work) -> None:
    """Delete the model this work is about, and write the record once its bytes are gone.

    Cut off anywhere it is done again: first nobody can read the file any more, then the bytes go,
    then the record is written.
    """
    handed = _handed(work)
    if handed is None or handed.deleted_at is not None:
        with work.finishing(sentence="The model was deleted before."):
            return
    work.stage("Deleting the model", sentence=f"Deleting {handed.name}.")
    if not _closed(handed):
        with work.finishing(sentence="A test is using the model. It is deleted afterwards."):
            HandedModel.objects.of(handed.organisation_id).filter(id=handed.id).update(
                deletion=None, why=""
            )
            return
    clear_abandoned(older_than_seconds=0)
    gone = files.forget_address(handed.organisation_id, handed.address)
    with work.finishing(sentence="The model is deleted."):
        handed.deleted_at, handed.copies_left = timezone.now(), not gone
        handed.save(update_fields=["deleted_at", "copies_left"])
        asked, why = handed.task.request, handed.get_why_display()
        mail = mails.model_deleted(
            in_mails(asked),
            name=handed.person.name,
            file=handed.name,
            sha256=handed.sha256,
            why=why,
        )
        mail_to(handed.person, mail)
        audit.record(
            organisation=handed.organisation_id,
            by=WORKER,
            verb="vendor.model_deleted",
            subject=asked,
            sentence=f"Deleted the model {handed}: {why[0].lower()}{why[1:]}.",
            details={
                "file": handed.name,
                "sha256": handed.sha256,
                "bytes": handed.size,
                "why": handed.why,
                "copies_left": handed.copies_left,
            },
        )


def _handed(work: Work) -> HandedModel | None:
    assert work.tenant is not None  # noqa: S101 -- every model belongs to an organisation
    rows = HandedModel.objects.of(work.tenant).filter(id=work.subject)
    return rows.select_related("artefact__file", "task__request", "person__request").first()


@transaction.atomic
def _closed(handed: HandedModel) -> bool:
    """Take the file away from everybody, unless a test began meanwhile; return whether it is."""
    artefact = (
        Artefact.objects.of(handed.organisation_id).select_for_update().get(id=handed.artefact_id)
    )
    if is_in_use(artefact):
        return False
    stored = artefact.file
    if stored is not None:
        artefact.file, artefact.sha256, artefact.size = None, stored.sha256, stored.size
        artefact.save(update_fields=["file", "sha256", "size"])
        stored.delete()
    if handed.closed_at is None:  # also where the buyer deleted the file before
        handed.closed_at = timezone.now()
        handed.save(update_fields=["closed_at"])
    return True


def _in_short(seen: Inspection) -> dict[str, Any]:
    found = {key: seen.observations[key].value for key in _SHOWN if key in seen.observations}
    return {"format": seen.format, **found}

"""Ask for a draft of the report, and throw it away."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from jobs.actions import request_stop, submit
from organisations import audit
from organisations.actors import Actor
from organisations.queries import role_in_words
from procurement.lifecycle import Status
from procurement.models import Assessment
from reports.drafting.models import DraftCopy
from reports.drafting.tasks import BUILD_DRAFT
from vault import files
from vault.models import StoredFile


def ask_for_draft(*, assessment: Assessment, by: Actor) -> DraftCopy:
    """Return a new draft of the report on the assessment, which a worker will make.

    The draft before it is thrown away. It waits for nothing: what is missing is missing in it.

    Raises `Refused` if the tool is set aside.
    """
    if assessment.status == Status.SET_ASIDE:
        raise Refused(
            "This tool was set aside as not needed: there is nothing to report.",
            what_to_do="Read its half-page, or open it again.",
        )
    with transaction.atomic():
        # Two people who ask at once take turns at the assessment's row.
        Assessment.objects.of(assessment.organisation_id).select_for_update().get(id=assessment.id)
        gone = throw_draft_away(assessment)
        draft_id, tenant = uuid.uuid4(), assessment.organisation_id
        made = DraftCopy.objects.of(tenant).create(
            id=draft_id,
            assessment=assessment,
            job=submit(kind_name=BUILD_DRAFT, subject=draft_id, tenant=tenant).id,
            asked_at=timezone.now(),
            asked_by=by.name[:200],
            asked_as=role_in_words(by, tenant),
        )
        audit.record(
            organisation=tenant,
            by=by,
            verb="draft_copy.requested",
            subject=made,
            sentence=f"Asked for a draft of the report on {assessment}.",
        )
    forget(gone)
    return made


def throw_draft_away(assessment: Assessment) -> Sequence[StoredFile]:
    """Remove the draft's row, inside the caller's transaction; return files for `forget` after it.

    A worker that is at it is asked to stop. Without a draft nothing is done.
    """
    rows = DraftCopy.objects.of(assessment.organisation_id).filter(assessment=assessment)
    draft = rows.select_related("client", "full").first()
    if draft is None:
        return ()
    request_stop(draft.job)
    gone = [stored for stored in (draft.client, draft.full) if stored is not None]
    rows.delete()
    for stored in gone:
        stored.delete()
    return gone


def forget(gone: Sequence[StoredFile]) -> None:
    """Remove the bytes of a draft that was thrown away."""
    for stored in gone:
        files.forget(stored)

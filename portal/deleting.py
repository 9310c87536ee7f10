"""What the clock does for models that were handed in: it has each deleted when its time is over.

It looks at how things stand and not at what has just happened, so whatever was cut off, a test, a
worker or a deletion, the next round finds it.
"""

from django.db import transaction
from django.utils import timezone

from jobs.actions import submit
from jobs.lifecycle import FINAL, Fault, State
from jobs.models import Job
from portal.lifecycle import State as RequestState
from portal.models import HandedModel
from portal.models.asked_model import WhyDeleted
from portal.queries import is_in_use, was_run


def look_round(*, kind_name: str) -> int:
    """Hand in the deletion of every model whose time is over; return how many."""
    found = 0
    left = HandedModel.objects.everywhere().filter(deleted_at__isnull=True)
    for handed in left.select_related("artefact", "task__request"):
        why = WhyDeleted(handed.why) if handed.why else why_now(handed)
        if why is not None and not _is_under_way(handed):
            found += _hand_in(handed, why, kind_name)
    return found


def why_now(handed: HandedModel) -> WhyDeleted | None:
    """Return why a model is to be deleted now, or None while it is needed."""
    if is_in_use(handed.artefact):
        return None
    if was_run(handed.artefact):
        return WhyDeleted.RUN
    asked = handed.task.request
    if asked.state in (RequestState.REVOKED, RequestState.EXPIRED):
        return WhyDeleted.ENDED
    if asked.closes_at <= timezone.now():
        return WhyDeleted.ENDED
    if handed.inspection is None:
        return None
    looked = Job.objects.filter(id=handed.inspection, state=State.FAILED, fault=Fault.INPUT)
    return WhyDeleted.UNUSABLE if looked.exists() else None


def _is_under_way(handed: HandedModel) -> bool:
    if handed.deletion is None:
        return False
    return Job.objects.filter(id=handed.deletion).exclude(state__in=FINAL).exists()


@transaction.atomic
def _hand_in(handed: HandedModel, why: WhyDeleted, kind_name: str) -> int:
    """Submit one deletion, of however many clocks that see it."""
    rows = HandedModel.objects.of(handed.organisation_id).select_for_update()
    if not rows.filter(id=handed.id, deletion=handed.deletion, deleted_at__isnull=True).update(
        why=why
    ):
        return 0
    job = submit(kind_name=kind_name, subject=handed.id, tenant=handed.organisation_id)
    rows.filter(id=handed.id).update(deletion=job.id)
    return 1

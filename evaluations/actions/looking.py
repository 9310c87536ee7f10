"""Ask for a look inside a model file."""

from django.db import transaction

from content.refusal import Refused
from evaluations.models import Artefact, ArtefactKind
from evaluations.tasks import LOOK_INSIDE
from jobs.actions import submit
from jobs.lifecycle import FINAL
from jobs.queries import standing
from organisations import audit
from organisations.actors import Actor


@transaction.atomic
def look_inside(*, artefact: Artefact, by: Actor) -> Artefact:
    """Have a worker look inside a model file; a look that is under way is not asked for twice.

    Raises
    ------
    Refused
        If it is no model file, or has been deleted.
    """
    rows = Artefact.objects.of(artefact.organisation_id).select_for_update()
    found = rows.get(id=artefact.id)
    if found.file_id is None:
        raise Refused("This file has been deleted.", file=found.name)
    if found.kind != ArtefactKind.MODEL:
        raise Refused("This is a sheet of answers, not a model file.", file=found.name)
    if found.look is not None and standing(found.look).state not in FINAL:
        return found
    job = submit(kind_name=LOOK_INSIDE, subject=found.id, tenant=found.organisation_id)
    found.look = job.id
    found.save(update_fields=["look"])
    audit.record(
        organisation=found.organisation_id,
        by=by,
        verb="artefact.look_requested",
        subject=found,
        sentence=f"Asked for a look inside the file {found.name}.",
    )
    return found

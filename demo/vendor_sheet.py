"""The sheet a vendor of the story is asked to run: made, looked at, released, and not yet filled in."""

from collections.abc import Callable
from typing import Any

from evaluations.models import SampleSet
from organisations.actors import Actor
from portal.actions.sheet_tasks import ask_for_sheet, release_sheet, shown_for
from portal.models import SheetTask, VendorRequest
from procurement.models import Assessment

ANSWERS = "One of: repairs, damp and safety, viewing, keys and access, arrears, deposit, notice, neighbours, paperwork"
WHY = "The messages are made up, and so is everybody in them."


def ask_to_run(
    assessment: Assessment, samples: SampleSet, *, by: Actor, wait: Callable[[Any], None]
) -> SheetTask:
    """Ask whoever was asked about a tool to run a sheet of its examples, and let it leave."""
    asked = VendorRequest.objects.of(assessment.organisation_id).get(assessment=assessment)
    task = ask_for_sheet(asked=asked, samples=samples, instructions=ANSWERS, by=by)
    wait(task.job)
    task.refresh_from_db()
    shown = shown_for(task)
    release_sheet(
        task=task,
        seal=shown.seal,
        found_confirmed=True,
        found_why=WHY if shown.found_asks_why else "",
        transfer_confirmed=True,
        transfer_why=WHY if shown.transfer_asks_why else "",
        by=by,
    )
    return task

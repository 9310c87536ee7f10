"""Ask for a test. Limit and claim are frozen here, before any answer exists."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from django.db import transaction

from content.refusal import Refused
from evaluations.measurement.plan import DEFAULT_SEED, Task
from evaluations.models import Artefact, Rival, Run, SampleSet
from evaluations.queries import (
    changed_after_result,
    counted_looks,
    earlier_tests_of,
    first_with_result,
)
from evaluations.statistics.claims import Claim
from evaluations.tasks import RUN
from jobs.actions import request_stop, submit
from organisations import audit
from organisations.actors import Actor

SIDES: Final = ("student", "teacher")


@transaction.atomic
def request_run(
    *,
    student: Artefact,
    teacher: Artefact | None,
    sample_set: SampleSet,
    margin: float,
    claim: Claim | None,
    said_labels: tuple[str, ...] | None,
    by: Actor,
    claim_from: Mapping[str, Any] | None = None,
    rival: Rival = Rival.BIGGER,
    tell: str = "",
    seed: int = DEFAULT_SEED,
    task: Task | None = None,
    margin_in_units: float | None = None,
    zeros_left_out: Sequence[str] = (),
) -> Run:
    """Return a new run, which a worker will do.

    Each further look at the same product on the same examples is held to more strictly, for whoever
    looks often enough finds a good result by chance. The look that is written here is what is known
    now; the worker settles it when it has read the examples (`evaluations.settling`). A limit or
    claim that differs from that of the first test is kept, and told for ever.

    `claim_from` says on what test (`test`), on how many examples (`n`) and by whom (`by`) the
    vendor's figure was measured, each only where it was told. `margin_in_units` is the limit where
    right answers are amounts. `zeros_left_out` names the sides ("student", "teacher") whose XGBoost
    model takes a zero for missing. `tell` is an address to write to.

    Raises
    ------
    Refused
        If the file of a version has been deleted.
    """
    assessment = sample_set.assessment
    before = earlier_tests_of(sample_set)
    _refuse_deleted(student, teacher)
    if (
        not SampleSet.objects.of(assessment.organisation_id)
        .filter(id=sample_set.id, file__isnull=False)
        .exists()
    ):
        raise Refused("These examples have been deleted.", file=sample_set.name)
    run = Run.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        student=student,
        teacher=teacher,
        rival=rival,
        sample_set=sample_set,
        margin=margin,
        claim=asdict(claim) if claim else None,
        claim_from=dict(claim_from) if claim and claim_from else None,
        said_labels=list(said_labels) if said_labels else None,
        seed=seed,
        task=task or "",
        margin_in_units=margin_in_units,
        zeros_left_out=list(zeros_left_out),
        look=counted_looks(before) + 1,
        tell=tell,
    )
    job = submit(kind_name=RUN, subject=run.id, tenant=assessment.organisation_id)
    run.job = job.id
    run.save(update_fields=["job"])
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="run.requested",
        subject=run,
        sentence=f"Asked for a test of {student} on {sample_set}.",
        details={
            "margin": margin,
            "claim": run.claim,
            "seed": seed,
            "changed_after_result": list(changed_after_result(run, first_with_result(before))),
        },
    )
    return run


def _refuse_deleted(*versions: Artefact | None) -> None:
    """Look at the rows as they are now; whoever deletes a file waits, or was first."""
    for each in filter(None, versions):
        rows = Artefact.objects.of(each.organisation_id).select_for_update()
        if rows.get(id=each.id).file_id is None:
            raise Refused("This file has been deleted.", file=each.name)


@transaction.atomic
def stop_run(*, run: Run, by: Actor) -> bool:
    """Ask a run to stop; return whether it could still be asked."""
    asked = run.job is not None and request_stop(run.job)
    if asked:
        audit.record(
            organisation=run.organisation_id,
            by=by,
            verb="run.stop_requested",
            subject=run,
            sentence=f"Asked the test of {run.student} to stop.",
        )
    return asked

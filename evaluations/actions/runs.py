"""Ask for a test. Limit and claim are frozen here, before any answer exists."""

from dataclasses import asdict

from django.db import transaction

from content.refusal import Refused
from evaluations.measurement.plan import DEFAULT_SEED, Task
from evaluations.models import Artefact, Run, SampleSet
from evaluations.statistics.claims import Claim
from evaluations.tasks import RUN
from jobs.actions import request_stop, submit
from jobs.lifecycle import State
from jobs.models import Job
from organisations import audit
from organisations.actors import Actor


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
    seed: int = DEFAULT_SEED,
    task: Task | None = None,
    margin_in_units: float | None = None,
) -> Run:
    """Return a new run, which a worker will do.

    Each further look at the same product on the same examples is held to more strictly, for whoever
    looks often enough finds a good result by chance.

    Raises
    ------
    Refused
        If the file of a version has been deleted.
    """
    assessment = sample_set.assessment
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
        sample_set=sample_set,
        margin=margin,
        claim=asdict(claim) if claim else None,
        said_labels=list(said_labels) if said_labels else None,
        seed=seed,
        task=task or "",
        margin_in_units=margin_in_units,
        look=_looks(sample_set) + 1,
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
        details={"margin": margin, "claim": run.claim, "seed": seed},
    )
    return run


def _refuse_deleted(*versions: Artefact | None) -> None:
    """Look at the rows as they are now; whoever deletes a file waits, or was first."""
    for each in filter(None, versions):
        rows = Artefact.objects.of(each.organisation_id).select_for_update()
        if rows.get(id=each.id).file_id is None:
            raise Refused("This file has been deleted.", file=each.name)


def _looks(sample_set: SampleSet) -> int:
    """Return how many tests of this product on these very examples have been asked for and stand.

    A test that was stopped or failed showed nothing to anybody, so it is no look.
    """
    runs = Run.objects.of(sample_set.organisation_id).filter(
        assessment=sample_set.assessment, sample_set__sha256=sample_set.sha256
    )
    showed_nothing = Job.objects.filter(
        id__in=runs.values("job"), state__in=(State.FAILED, State.CANCELLED)
    )
    return runs.exclude(job__in=showed_nothing.values("id")).count()


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

"""What the worker does for a run: copies out, tests, and writes the result with the job's end."""

import io
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from evaluations import observations
from evaluations.measurement.columns import LabelledBy, SeenByVendor
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import TASKS, Contender, TestPlan
from evaluations.measurement.shown_example import as_bytes
from evaluations.models import Artefact, ArtefactKind, Rival, Run
from evaluations.settling import settle
from evaluations.statistics.claims import Claim
from evaluations.wording.mails import end_of_test
from jobs.work import Work
from organisations import audit
from organisations.actions.mail import queue_mail
from organisations.actors import WORKER
from procurement.actions.observations import record_observations
from procurement.actions.rescreening import load_for_screening
from sandbox.candidates import find_jail
from sandbox.contract import Stopped
from sandbox.inspection import Inspection
from vault import files
from vault.plain_copies import plain_copies


def perform(work: Work) -> None:
    """Do the run this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every run belongs to an organisation
    run = Run.objects.of(work.tenant).filter(id=work.subject).first()
    if run is None:
        with work.finishing(sentence="The test was deleted before it began."):
            return
    jail = find_jail(settings.JAIL, run_dir=Path(settings.RUN_DIR))
    work.stage("Copying", sentence="Taking copies of your files out of the vault.")
    with plain_copies(work.job_id) as folder:
        try:
            done = evaluate(
                _plan(run, folder),
                jail=jail,
                progress=work,
                settle=lambda samples: settle(run, samples),
            )
        except Stopped:
            work.check()
            raise
        except Refused:
            with transaction.atomic():
                _tell(run, done=False)
            raise
    load_for_screening(run.assessment)  # read before the transaction, not inside it
    kept = (
        files.deposit(work.tenant, io.BytesIO(as_bytes(done.examples))) if done.examples else None
    )
    with work.finishing(sentence="The test is done."):
        run.result = dict(done.result)
        run.finished_at = timezone.now()
        run.examples = files.remember(kept, name="examples of a result") if kept else None
        run.save(update_fields=["result", "finished_at", "examples"])
        seen = observations.of_test(done.result)
        if done.student is not None:
            seen += observations.of_model(done.student)
            _keep(run.student, done.student)
        if done.teacher is not None and run.teacher is not None:
            _keep(run.teacher, done.teacher)
            if done.student is not None:
                seen += observations.of_pair(done.student, done.teacher)
        record_observations(assessment=run.assessment, origin=run.id, observed=seen, by=WORKER)
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="run.done",
            subject=run,
            sentence=f"Tested {run.student} on {run.sample_set}.",
            details={"n": done.result["samples"]["n"], "seed": run.seed},
        )
        _tell(run, done=True)


def _tell(run: Run, *, done: bool) -> None:
    """Write to whoever asked for it that the test has ended. Called inside a transaction."""
    if not run.tell:
        return
    path = reverse("evaluations:run", args=[run.organisation_id, run.assessment_id, run.id])
    subject, body = end_of_test(
        run.assessment.product.name,
        run.sample_set.name,
        link=f"{settings.SITE_URL}{path}",
        done=done,
    )
    queue_mail(
        organisation=run.organisation_id,
        to=run.tell,
        subject=subject,
        body=body,
        purpose="evaluations.ended",
        about=run.id,
    )
    run.tell = ""
    run.save(update_fields=["tell"])


def _keep(artefact: Artefact, inspection: Inspection) -> None:
    """Keep what the file showed for its own page."""
    artefact.inspection = inspection.model_dump(mode="json")
    artefact.not_opened = None
    artefact.save(update_fields=["inspection", "not_opened"])


def _plan(run: Run, folder: Path) -> TestPlan:
    samples = run.sample_set
    if samples.file is None:
        raise Refused("These examples have been deleted.", file=samples.name)
    return TestPlan(
        student=_contender(run, run.student, folder / "student"),
        teacher=_contender(run, run.teacher, folder / "teacher") if run.teacher else None,
        samples=files.copy_out(samples.file, folder / "samples"),
        samples_name=samples.name,
        columns=samples.columns,
        labelled_by=LabelledBy(samples.labelled_by),
        seen_by_vendor=SeenByVendor(samples.seen_by_vendor),
        margin=run.margin,
        claim=Claim(**run.claim) if run.claim else None,
        said_labels=tuple(run.said_labels) if run.said_labels else None,
        seed=run.seed,
        look=run.look,
        task=next((each for each in TASKS if each == run.task), None),
        margin_in_units=run.margin_in_units,
        rival="earlier" if run.rival == Rival.EARLIER else "bigger",
    )


def _contender(run: Run, artefact: Artefact, target: Path) -> Contender:
    if artefact.file is None:
        raise Refused("This file has been deleted.", file=artefact.name)
    return Contender(
        path=files.copy_out(artefact.file, target),
        name=artefact.name,
        is_sheet=artefact.kind == ArtefactKind.ANSWER_SHEET,
        zeros="missing" if target.name in run.zeros_left_out else "given",
    )

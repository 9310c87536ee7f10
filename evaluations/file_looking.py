"""What the worker does to look inside a model file: opens it in the jail, keeps what it shows."""

from content.refusal import Refused
from evaluations import observations
from evaluations.models import Artefact, Run
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from procurement.actions.observations import record_observations
from procurement.actions.rescreening import load_for_screening
from procurement.facts.sources import Observation
from sandbox.inspecting import inspect_model
from sandbox.inspection import Inspection
from sandbox.model_source import ModelSource
from sandbox.sentences import NotOpened
from vault.jailed_copies import jailed_copy


def perform(work: Work) -> None:
    """Look inside the file this work is about.

    A file that is not opened is no failure of the job: what it is, is what was found.
    """
    assert work.tenant is not None  # noqa: S101 -- every file belongs to an organisation
    artefact = Artefact.objects.of(work.tenant).filter(id=work.subject).first()
    if artefact is None or artefact.file is None:
        with work.finishing(sentence="The file was deleted before it was opened."):
            return
    work.stage("Copying", sentence="Taking a copy of your file out of the vault.")
    seen: Inspection | None = None
    refusal: Refused | None = None
    try:
        seen = _inspect(artefact, work)
    except Refused as problem:
        refusal = problem
    load_for_screening(artefact.assessment)  # read before the transaction, not inside it
    found = refusal.found if isinstance(refusal, NotOpened) else ""
    with work.finishing(sentence="We have looked inside the file."):
        artefact.inspection = seen.model_dump(mode="json") if seen else None
        artefact.not_opened = {**refusal.as_json(), "found": found} if refusal else None
        artefact.save(update_fields=["inspection", "not_opened"])
        shown = observations.of_model(seen) if seen else observations.of_refused_file(found)
        if _is_of_this_version(artefact, seen):
            _record(artefact, shown)
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="artefact.looked_inside",
            subject=artefact,
            sentence=f"Looked inside the file {artefact.name}.",
            details={"format": seen.format if seen else found, "opened": seen is not None},
        )


def _inspect(artefact: Artefact, work: Work) -> Inspection:
    with jailed_copy(work, artefact.file, name=artefact.name) as (jail, copy):
        work.stage("Looking inside", sentence=f"Opening {artefact.name} in the closed room.")
        return inspect_model(jail, ModelSource(copy, artefact.name), should_stop=work.should_stop)


def _is_of_this_version(artefact: Artefact, seen: Inspection | None) -> bool:
    """Return whether what the file shows is to be written down here.

    A file that stood for the bigger version says nothing of this one, and what a test showed of a
    file that it ran is written down already.
    """
    runs = Run.objects.of(artefact.organisation_id)
    if runs.filter(teacher=artefact).exists():
        return False
    done = runs.filter(student=artefact, finished_at__isnull=False).exists()
    return not (seen and not seen.cannot_run and done)


def _record(artefact: Artefact, shown: list[Observation]) -> None:
    if shown:
        record_observations(
            assessment=artefact.assessment, origin=artefact.id, observed=shown, by=WORKER
        )

"""What the pages of a test want to know."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from evaluations.measurement.sample_preview import SamplePreview, from_bytes
from evaluations.measurement.shown_examples import ShownExample
from evaluations.measurement.shown_examples import from_bytes as examples_from_bytes
from evaluations.models import Artefact, Run, SampleFile, SampleSet
from jobs.lifecycle import State
from jobs.queries import Standing, standing
from procurement.models import Assessment
from vault import files


@dataclass(frozen=True, slots=True)
class RunStanding:
    """A run, and how its job stands."""

    run: Run
    job: Standing

    @property
    def word(self) -> str:
        """Return how it stands, in a word of content/words.yaml."""
        return str(self.job.state.value)

    @property
    def is_over(self) -> bool:
        """Return whether the run has a result."""
        return self.job.state == State.DONE and self.run.result is not None


def artefacts_of(assessment: Assessment) -> QuerySet[Artefact]:
    """Return what was uploaded for versions of this product, the newest first."""
    return (
        Artefact.objects.of(assessment.organisation_id)
        .filter(assessment=assessment)
        .order_by("-uploaded_at")
    )


def usable_artefacts_of(assessment: Assessment) -> QuerySet[Artefact]:
    """Return those of them whose file is still there, the newest first."""
    return artefacts_of(assessment).filter(file__isnull=False)


def tested_beside(artefact: Artefact) -> list[Artefact]:
    """Return the files of the bigger versions that this one was tested against, looked inside."""
    rows = Artefact.objects.of(artefact.organisation_id)
    beside = Run.objects.of(artefact.organisation_id).filter(student=artefact)
    return list(
        rows.filter(id__in=beside.values("teacher"), inspection__isnull=False).order_by("name")
    )


def sample_sets_of(assessment: Assessment, *, deleted: bool = False) -> QuerySet[SampleSet]:
    """Return the examples whose columns are named, the newest first; the deleted too if asked for."""
    found = SampleSet.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return (found if deleted else found.filter(file__isnull=False)).order_by("-uploaded_at")


def sample_files_of(assessment: Assessment, *, deleted: bool = False) -> QuerySet[SampleFile]:
    """Return the uploaded files of examples, the newest first; the deleted too if asked for."""
    found = SampleFile.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return (found if deleted else found.filter(file__isnull=False)).order_by("-uploaded_at")


def runs_of(assessment: Assessment) -> QuerySet[Run]:
    """Return the tests of an assessment, the newest first."""
    found = Run.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return found.select_related("student", "teacher", "sample_set__source").order_by("-asked_at")


def standing_of(run: Run) -> RunStanding:
    """Return how a run stands."""
    return RunStanding(run, job_of(run.job))


def job_of(job: uuid.UUID | None) -> Standing:
    """Return how the job stands that a row was given when it was made."""
    assert job is not None  # noqa: S101 -- the action that makes the row submits its job
    return standing(job)


def preview_of(sample_file: SampleFile | None) -> SamplePreview | None:
    """Return what the file shows, or None while nobody has read it."""
    if sample_file is None or sample_file.preview is None:
        return None
    return from_bytes(b"".join(files.read(sample_file.preview)))


def examples_of(run: Run) -> dict[int, ShownExample]:
    """Return the examples that a result names one by one, by their place among all."""
    if run.examples is None:
        return {}
    return examples_from_bytes(b"".join(files.read(run.examples)))

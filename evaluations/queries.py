"""What the pages of a test want to know."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from evaluations.measurement.examples_seen import ExamplesSeen
from evaluations.measurement.examples_seen import from_bytes as seen_from_bytes
from evaluations.measurement.sample_preview import SamplePreview, from_bytes
from evaluations.measurement.shown_example import ShownExample
from evaluations.measurement.shown_example import from_bytes as examples_from_bytes
from evaluations.models import Artefact, Ledger, Run, SampleFile, SampleSet
from jobs.lifecycle import State
from jobs.models import Job
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


def counted_looks(runs: QuerySet[Run]) -> int:
    """Return how many of these tests showed somebody something, or still may.

    A test that was stopped or failed showed nothing to anybody, so it is no look.
    """
    showed_nothing = Job.objects.filter(
        id__in=runs.values("job"), state__in=(State.FAILED, State.CANCELLED)
    )
    return runs.exclude(job__in=showed_nothing.values("id")).count()


def earlier_tests_of(sample_set: SampleSet) -> QuerySet[Run]:
    """Return the tests of the product that are known to have used these examples, the first first.

    Examples that nobody has tested on may share rows with others all the same: only the test that
    reads them finds that.
    """
    runs = Run.objects.of(sample_set.organisation_id).filter(
        assessment__product=sample_set.assessment.product_id
    )
    same = runs.filter(Q(sample_set=sample_set) | Q(sample_set__sha256=sample_set.sha256))
    ledgers = same.filter(ledger__isnull=False).values("ledger")
    return (
        runs.filter(Q(id__in=same.values("id")) | Q(ledger__in=ledgers))
        .select_related("student", "teacher", "sample_set")
        .order_by("asked_at", "id")
    )


def ledger_of(run: Run) -> list[RunStanding]:
    """Return every test of the run's ledger as it stands, in the order they were asked for."""
    if run.ledger_id is None:
        return [standing_of(run)]
    runs = Run.objects.of(run.organisation_id).filter(ledger=run.ledger_id)
    return _standings(runs)


def ledgers_of(assessment: Assessment) -> list[list[RunStanding]]:
    """Return the ledgers that a test of this assessment stands in, the eldest first."""
    runs = Run.objects.of(assessment.organisation_id)
    named = runs.filter(assessment=assessment, ledger__isnull=False).values("ledger")
    ledgers = Ledger.objects.of(assessment.organisation_id).filter(id__in=named)
    return [_standings(runs.filter(ledger=each)) for each in ledgers.order_by("opened_at", "id")]


def _standings(runs: QuerySet[Run]) -> list[RunStanding]:
    found = runs.select_related("student", "teacher", "sample_set").order_by("asked_at", "id")
    return [standing_of(run) for run in found]


def other_results(run: Run) -> QuerySet[Run]:
    """Return the other finished tests of the assessment, the newest first."""
    return runs_of(run.assessment).filter(result__isnull=False).exclude(id=run.id)


def first_with_result(runs: Iterable[Run]) -> Run | None:
    """Return the test whose limit and claim hold for all that follow: the first that gave a result."""
    return next((run for run in runs if run.result is not None), None)


def changed_after_result(run: Run, first: Run | None) -> tuple[str, ...]:
    """Return what was changed once a result was seen: "limit", "claim", both or neither."""
    if first is None or first.finished_at is None or run.asked_at < first.finished_at:
        return ()
    limits = ((each.margin, each.margin_in_units) for each in (run, first))
    changed = {"limit": len(set(limits)) > 1, "claim": run.claim != first.claim}
    return tuple(name for name, differs in changed.items() if differs)


def standing_of(run: Run) -> RunStanding:
    """Return how a run stands."""
    return RunStanding(run, job_of(run.job))


def job_of(job: uuid.UUID | None) -> Standing:
    """Return how the job stands that a row was given when it was made."""
    assert job is not None  # noqa: S101 -- the action that makes the row submits its job
    return standing(job)


def seen_of(samples: SampleSet) -> ExamplesSeen | None:
    """Return what a look at the examples showed, or None while nobody has looked."""
    return None if samples.seen is None else seen_from_bytes(b"".join(files.read(samples.seen)))


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

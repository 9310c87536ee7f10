"""Delete what was uploaded: its bytes go, and what tests found stays.

The rows stay too, with the name, the hash and the day, so that a result still says what it rests on.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from content.refusal import Refused
from evaluations.models import Artefact, Run, SampleFile, SampleSet, SheetToAnswer
from jobs.lifecycle import FINAL
from jobs.models import Job
from organisations import audit
from organisations.actors import Actor
from vault import files
from vault.models import StoredFile


def delete_examples(*, examples: SampleSet | SampleFile, by: Actor) -> None:
    """Delete a file of examples, every set that was named from it, and what was written from them.

    The examples that results show in full go with it; the numbers stay.

    Raises
    ------
    Refused
        If a test of them waits or runs.
    """
    source = examples.source if isinstance(examples, SampleSet) else examples
    with transaction.atomic():
        organisation = examples.organisation_id
        sets = SampleSet.objects.of(organisation).select_for_update()
        found = list(
            sets.filter(source=source) if source is not None else sets.filter(id=examples.id)
        )
        uploads = SampleFile.objects.of(organisation).select_for_update()
        sources = list(uploads.filter(id=source.id)) if source is not None else []
        runs = Run.objects.of(organisation).filter(sample_set__in=found)
        _refuse_in_use(runs.values_list("job", flat=True), examples.name)
        gone = _let_go_of_sets(found) + _let_go_of_runs(list(runs.exclude(examples=None)))
        for upload in sources:
            gone += _kept(upload.file, upload.preview)
            upload.file, upload.preview, upload.deleted_at = None, None, timezone.now()
            upload.save(update_fields=["file", "preview", "deleted_at"])
        addresses = _remove_rows(gone)
        if addresses:
            audit.record(
                organisation=organisation,
                by=by,
                verb="examples.deleted",
                subject=examples,
                sentence=f"Deleted the examples {examples.name}.",
                details={
                    "sha256": examples.sha256,
                    "bytes": examples.size,
                    "files": len(addresses),
                },
            )
    for address in addresses:
        files.forget_address(organisation, address)


def delete_artefact(*, artefact: Artefact, by: Actor) -> None:
    """Delete a model file or an answer sheet.

    Raises
    ------
    Refused
        If a test of it waits or runs.
    """
    with transaction.atomic():
        rows = Artefact.objects.of(artefact.organisation_id).select_for_update()
        now = rows.select_related("file").get(id=artefact.id)
        if now.file is None:
            return
        runs = Run.objects.of(artefact.organisation_id)
        with_it = runs.filter(Q(student=now) | Q(teacher=now))
        _refuse_in_use(with_it.values_list("job", flat=True), now.name)
        stored = now.file
        now.file, now.sha256, now.size = None, stored.sha256, stored.size
        now.save(update_fields=["file", "sha256", "size"])
        addresses = _remove_rows([stored])
        audit.record(
            organisation=now.organisation_id,
            by=by,
            verb="artefact.deleted",
            subject=now,
            sentence=f"Deleted the {now.get_kind_display()} {now.name}.",
            details={"sha256": now.sha256, "bytes": now.size},
        )
    for address in addresses:
        files.forget_address(artefact.organisation_id, address)


def _let_go_of_sets(sets: Sequence[SampleSet]) -> list[StoredFile]:
    gone: list[StoredFile] = []
    for each in sets:
        sheets = SheetToAnswer.objects.of(each.organisation_id).filter(sample_set=each)
        gone += [sheet.file for sheet in sheets.select_related("file")]
        sheets.delete()
        gone += _kept(each.file, each.seen)
        each.file, each.seen, each.deleted_at = None, None, timezone.now()
        each.save(update_fields=["file", "seen", "deleted_at"])
    return gone


def _let_go_of_runs(runs: Sequence[Run]) -> list[StoredFile]:
    gone: list[StoredFile] = []
    for run in runs:
        gone += _kept(run.examples)
        run.examples = None
        run.save(update_fields=["examples"])
    return gone


def _kept(*stored: StoredFile | None) -> list[StoredFile]:
    return [each for each in stored if each is not None]


def _remove_rows(stored: Sequence[StoredFile]) -> set[str]:
    """Delete the rows of files that nothing names any more; return where their bytes lie."""
    addresses = {each.address for each in stored}
    StoredFile.objects.filter(id__in={each.id for each in stored}).delete()
    return addresses


def _refuse_in_use(jobs: Iterable[object], name: str) -> None:
    if Job.objects.filter(id__in=[job for job in jobs if job]).exclude(state__in=FINAL).exists():
        raise Refused(
            "A test is using this file.",
            file=name,
            what_to_do="Wait until it is over, or stop it first.",
        )

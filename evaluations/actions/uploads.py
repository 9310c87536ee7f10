"""Take in model files, answer sheets and examples. Nothing is opened here."""

from collections.abc import Sequence
from typing import BinaryIO

from django.db import transaction

from content.refusal import Refused
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models import Artefact, ArtefactKind, SampleFile, SampleSet
from evaluations.tasks import LOOK_AT_EXAMPLES, READ_SAMPLES
from jobs.actions import submit
from organisations import audit
from organisations.actors import Actor
from procurement.models import Assessment
from vault import files
from vault.models import StoredFile


def add_artefact(
    *,
    assessment: Assessment,
    kind: ArtefactKind,
    source: BinaryIO,
    name: str,
    by: Actor,
    packed: bool = False,
) -> Artefact:
    """Store a model file or an answer sheet; `packed` says that it is our zip of a folder."""
    stored = files.deposit(assessment.organisation_id, source)
    with transaction.atomic():
        return keep_artefact(
            assessment=assessment, kind=kind, stored=stored, name=name, by=by, packed=packed
        )


def keep_artefact(
    *,
    assessment: Assessment,
    kind: ArtefactKind,
    stored: files.Deposit,
    name: str,
    by: Actor,
    packed: bool = False,
) -> Artefact:
    """Write the row of a file that lies in the vault already. Called inside a transaction."""
    artefact = Artefact.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        kind=kind,
        file=files.remember(stored, name=name),
        name=name[:255],
        packed=packed,
    )
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="artefact.added",
        subject=artefact,
        sentence=f"Added the {kind.label} {artefact.name}.",
        details={"sha256": stored.sha256, "bytes": stored.size},
    )
    return artefact


@transaction.atomic
def mark_seen_by_vendor(*, samples: SampleSet, by: Actor) -> None:
    """Write down that the vendor has the inputs of these examples from now on."""
    rows = SampleSet.objects.of(samples.organisation_id).filter(id=samples.id)
    if rows.exclude(seen_by_vendor=SeenByVendor.YES.value).update(
        seen_by_vendor=SeenByVendor.YES.value
    ):
        audit.record(
            organisation=samples.organisation_id,
            by=by,
            verb="sample_set.seen_by_vendor",
            subject=samples,
            sentence=f"The vendor has seen the examples {samples.name} from now on.",
        )


def add_sample_file(
    *, assessment: Assessment, source: BinaryIO, name: str, by: Actor
) -> SampleFile:
    """Store a file of examples; a worker will read it, so that its columns can be named."""
    stored = files.deposit(assessment.organisation_id, source)
    with transaction.atomic():
        sample_file = SampleFile.objects.of(assessment.organisation_id).create(
            assessment=assessment, file=files.remember(stored, name=name), sha256=stored.sha256,
            size=stored.size, name=name,
        )  # fmt: skip
        job = submit(
            kind_name=READ_SAMPLES, subject=sample_file.id, tenant=assessment.organisation_id
        )
        sample_file.job = job.id
        sample_file.save(update_fields=["job"])
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="sample_file.added",
            subject=sample_file,
            sentence=f"Uploaded the examples {name}.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return sample_file


def add_sample_set(
    *,
    assessment: Assessment,
    source: BinaryIO,
    name: str,
    columns: Columns,
    labelled_by: LabelledBy,
    seen_by_vendor: SeenByVendor,
    by: Actor,
) -> SampleSet:
    """Store labelled examples and what their columns are."""
    stored = files.deposit(assessment.organisation_id, source)
    with transaction.atomic():
        return _write_sample_set(
            assessment=assessment,
            file=files.remember(stored, name=name),
            source=None,
            name=name,
            columns=columns,
            labelled_by=labelled_by,
            seen_by_vendor=seen_by_vendor,
            by=by,
        )


@transaction.atomic
def name_columns(
    *,
    sample_file: SampleFile,
    columns: Columns,
    labelled_by: LabelledBy,
    seen_by_vendor: SeenByVendor,
    by: Actor,
    told_confirmed: Sequence[str] = (),
) -> SampleSet:
    """Say what the columns of an uploaded file are; its bytes stay where they are.

    `told_confirmed` are the inputs that give the label away and are right all the same.
    """
    if sample_file.file is None:
        raise Refused("This file has been deleted.", file=sample_file.name)
    return _write_sample_set(
        assessment=sample_file.assessment,
        file=sample_file.file,
        source=sample_file,
        name=sample_file.name,
        columns=columns,
        labelled_by=labelled_by,
        seen_by_vendor=seen_by_vendor,
        by=by,
        told_confirmed=told_confirmed,
    )


def _write_sample_set(
    *,
    assessment: Assessment,
    file: StoredFile,
    source: SampleFile | None,
    name: str,
    columns: Columns,
    labelled_by: LabelledBy,
    seen_by_vendor: SeenByVendor,
    by: Actor,
    told_confirmed: Sequence[str] = (),
) -> SampleSet:
    samples = SampleSet.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        file=file,
        sha256=file.sha256,
        size=file.size,
        source=source,
        name=name,
        label=columns.label,
        inputs=list(columns.inputs) if columns.inputs is not None else None,
        id_column=columns.id or "",
        group=columns.group or "",
        slices=list(columns.slices),
        positive=columns.positive or "",
        told_confirmed=list(told_confirmed),
        labelled_by=labelled_by.value,
        seen_by_vendor=seen_by_vendor.value,
    )
    job = submit(kind_name=LOOK_AT_EXAMPLES, subject=samples.id, tenant=assessment.organisation_id)
    samples.job = job.id
    samples.save(update_fields=["job"])
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="sample_set.added",
        subject=samples,
        sentence=f"Added the examples {name}.",
        details={
            "sha256": file.sha256, "bytes": file.size, "told_confirmed": list(told_confirmed),
        },
    )  # fmt: skip
    return samples

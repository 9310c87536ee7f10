"""Take in model files, answer sheets and examples. Nothing is opened here."""

from typing import BinaryIO

from django.db import transaction

from evaluations.measurement.samples import Columns, LabelledBy, SeenByVendor
from evaluations.models import Artefact, ArtefactKind, SampleSet
from organisations import audit
from organisations.actors import Actor
from procurement.models import Assessment
from vault import files


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
        artefact = Artefact.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            kind=kind,
            file=files.remember(stored, name=name),
            name=name,
            packed=packed,
        )
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="artefact.added",
            subject=artefact,
            sentence=f"Added the {kind.label} {name}.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return artefact


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
        samples = SampleSet.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            file=files.remember(stored, name=name),
            name=name,
            label=columns.label,
            inputs=list(columns.inputs) if columns.inputs is not None else None,
            id_column=columns.id or "",
            group=columns.group or "",
            slices=list(columns.slices),
            labelled_by=labelled_by.value,
            seen_by_vendor=seen_by_vendor.value,
        )
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="sample_set.added",
            subject=samples,
            sentence=f"Added the examples {name}.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )
    return samples

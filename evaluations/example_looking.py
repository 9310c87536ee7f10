"""What the worker does for a set of examples: looks at it, and writes the sheets to be answered."""

import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from evaluations.example_sheet.blank import (
    CSV,
    MOST_ROWS,
    XLSX,
    as_csv,
    as_xlsx,
    masked_inputs,
    sheet_to_fill,
    sheet_to_hand_out,
)
from evaluations.measurement.examples_in_batches import look_through
from evaluations.measurement.examples_seen import ExamplesSeen, as_bytes, look_at
from evaluations.measurement.row_blocks import MOST_WHOLE
from evaluations.measurement.samples import Samples
from evaluations.models import SampleSet, SheetFor, SheetToAnswer
from evaluations.observations import of_examples
from evaluations.personal_data.masking import Masked
from evaluations.personal_data.scan import scan
from evaluations.sample_reading import read_examples
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from procurement.actions.observations import record_observations
from procurement.actions.rescreening import load_for_screening
from vault import files


def perform(work: Work) -> None:
    """Look at the examples this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every set belongs to an organisation
    found = SampleSet.objects.of(work.tenant).filter(id=work.subject)
    samples_row = found.select_related("file", "assessment").first()
    if samples_row is None or samples_row.file is None:
        with work.finishing(sentence="The examples were deleted before they were looked at."):
            return
    work.stage("Reading the examples", sentence=f"Reading {samples_row.name}.")
    samples = read_examples(samples_row, work)
    work.check()
    work.stage("Looking at the examples", sentence="Looking for repeats and personal data.")
    seen, masked = _look(samples, work)
    work.check()
    work.stage("Writing the sheets", sentence="Writing the sheets that can be answered.")
    kept = files.deposit(work.tenant, io.BytesIO(as_bytes(seen)))
    sheets = [
        (made_for, ending, files.deposit(work.tenant, io.BytesIO(content)))
        for made_for, ending, content in _sheets(samples, masked)
    ]
    work.check()
    load_for_screening(samples_row.assessment)  # read before the transaction, not inside it
    with work.finishing(sentence="The examples can be used."):
        if not found.filter(file__isnull=False).exists():
            return
        found.update(seen=files.remember(kept, name=f"look at {samples_row.name}"))
        rows = SheetToAnswer.objects.of(work.tenant)
        for made_for, ending, stored in sheets:
            name = f"{samples_row.name}, {made_for.label}"
            rows.create(
                sample_set=samples_row,
                made_for=made_for,
                ending=ending,
                file=files.remember(stored, name=name),
            )
        observed = of_examples(seen.scan)
        if observed:
            record_observations(
                assessment=samples_row.assessment,
                origin=samples_row.id,
                observed=observed,
                by=WORKER,
            )
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="sample_set.looked_at",
            subject=samples_row,
            sentence=f"Looked at the examples {samples_row.name}.",
            details={
                "rows": seen.rows,
                "found": {f"{each.kind} in {each.column}": each.cells for each in seen.scan.found},
            },
        )


def _look(samples: Samples, work: Work) -> tuple[ExamplesSeen, Masked | None]:
    """Return what the examples show, and their inputs masked where they are few enough to be held."""
    if len(samples) > MOST_WHOLE:
        return look_through(samples, folder=Path(settings.RUN_DIR), check=work.check), None
    scanned = scan({name: samples.column(name).tolist() for name in samples.inputs})
    masked = masked_inputs(samples)
    return look_at(samples, scan=scanned, masked=masked), masked


def _sheets(samples: Samples, masked: Masked | None) -> Iterator[tuple[SheetFor, str, bytes]]:
    if masked is None or len(samples) > MOST_ROWS:
        return
    for made_for, sheet in (
        (SheetFor.OURSELVES, sheet_to_fill(samples)),
        (SheetFor.VENDOR_WHOLE, sheet_to_hand_out(samples)),
        (SheetFor.VENDOR_MASKED, sheet_to_hand_out(samples, without=masked)),
    ):
        yield made_for, CSV, as_csv(sheet)
        book = as_xlsx(sheet)
        if book is not None:
            yield made_for, XLSX, book

"""What the worker does for an export: reads it in the jail, keeps rows of it to draw from."""

import io

from jobs.work import Work
from labelling.export_rows import (
    ExportRows,
    as_bytes,
    likely_texts,
    places_to_keep,
    within_characters,
)
from labelling.models import Labelling
from organisations import audit
from organisations.actors import WORKER
from sandbox.reading import ReadTable, read_export
from vault import files
from vault.jailed_copies import jailed_copy


def perform(work: Work) -> None:
    """Read the export this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every export belongs to an organisation
    labelling = Labelling.objects.of(work.tenant).filter(id=work.subject).first()
    if labelling is None:
        with work.finishing(sentence="The export was deleted before it was read."):
            return
    work.stage("Copying", sentence="Taking a copy of your file out of the vault.")
    with jailed_copy(work, labelling.file, name=labelling.name) as (jail, copy):
        work.stage("Reading the export", sentence=f"Reading {labelling.name}.")
        read = read_export(jail, copy, name=labelling.name, should_stop=work.should_stop)
    rows = _kept(read, seed=labelling.seed)
    work.check()
    stored = files.deposit(work.tenant, io.BytesIO(as_bytes(rows)))
    with work.finishing(sentence="The export is read."):
        held = Labelling.objects.of(work.tenant).select_for_update().filter(id=labelling.id).first()
        if held is None:
            return  # deleted while it was read; the vault's sweep takes the bytes
        held.rows = files.remember(stored, name=f"rows of {held.name}")
        if len(rows.columns) == 1:
            held.columns = list(likely_texts(rows))
        held.save(update_fields=["rows", "columns"])
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="labelling.read",
            subject=held,
            sentence=f"Read the export {held.name}.",
            details={"rows": rows.total, "kept": len(rows.numbers), "columns": len(rows.columns)},
        )


def _kept(read: ReadTable, *, seed: int) -> ExportRows:
    places = places_to_keep(read.table.num_rows, seed=seed)
    columns = [read.table.column(name).take(places).to_pylist() for name in read.table.column_names]
    rows = ExportRows(
        format=read.format,
        total=read.table.num_rows,
        columns=tuple(read.table.column_names),
        numbers=tuple(int(read.row_numbers[place]) for place in places),
        cells=tuple(zip(*columns, strict=True)),
    )
    return within_characters(rows, seed=seed)

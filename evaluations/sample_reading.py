"""What the worker does for an uploaded file of examples: reads it in the jail, keeps its preview."""

import io
from pathlib import Path

from django.conf import settings

from content.refusal import Refused
from evaluations.measurement.answering import text_frame
from evaluations.measurement.sample_preview import as_bytes, preview_of
from evaluations.measurement.samples import Samples, take_samples
from evaluations.models import SampleFile, SampleSet
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from sandbox.candidates import find_jail
from sandbox.contract import Stopped
from sandbox.reading import ReadTable, read_table
from vault import files
from vault.plain_copies import plain_copies


def perform(work: Work) -> None:
    """Read the file this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every file belongs to an organisation
    sample_file = SampleFile.objects.of(work.tenant).filter(id=work.subject).first()
    if sample_file is None:
        with work.finishing(sentence="The file was deleted before it was read."):
            return
    work.stage("Copying", sentence="Taking a copy of your file out of the vault.")
    read = _read(sample_file, work)
    preview = preview_of(
        text_frame(read.table),
        read.row_numbers,
        format=read.format,
        sheet=read.sheet,
        other_sheets=read.other_sheets,
        encoding=read.encoding,
        delimiter=read.delimiter,
    )
    work.check()
    stored = files.deposit(work.tenant, io.BytesIO(as_bytes(preview)))
    with work.finishing(sentence="The file is read."):
        sample_file.preview = files.remember(stored, name=f"preview of {sample_file.name}")
        sample_file.save(update_fields=["preview"])
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="sample_file.read",
            subject=sample_file,
            sentence=f"Read the examples {sample_file.name}.",
            details={"rows": preview.rows, "columns": len(preview.columns)},
        )


def read_examples(sample_set: SampleSet, work: Work) -> Samples:
    """Return the examples of a set, read in the jail, for another room's work.

    Raises
    ------
    Refused
        If they cannot be used: a test of them would say the same.
    """
    if sample_set.file is None:
        raise Refused("These examples have been deleted.", file=sample_set.name)
    jail = find_jail(settings.JAIL, run_dir=Path(settings.RUN_DIR))
    with plain_copies(work.job_id) as folder:
        copy = files.copy_out(sample_set.file, folder / "samples")
        try:
            read = read_table(jail, copy, name=sample_set.name, should_stop=work.should_stop)
        except Stopped:
            work.check()
            raise
    return take_samples(
        text_frame(read.table),
        read.row_numbers,
        sample_set.columns,
        name=sample_set.name,
        sha256=read.sha256,
    )


def _read(sample_file: SampleFile, work: Work) -> ReadTable:
    if sample_file.file is None:
        raise Refused("This file has been deleted.", file=sample_file.name)
    jail = find_jail(settings.JAIL, run_dir=Path(settings.RUN_DIR))
    with plain_copies(work.job_id) as folder:
        copy = files.copy_out(sample_file.file, folder / "samples")
        work.stage("Reading the examples", sentence=f"Reading {sample_file.name}.")
        try:
            return read_table(jail, copy, name=sample_file.name, should_stop=work.should_stop)
        except Stopped:
            work.check()
            raise

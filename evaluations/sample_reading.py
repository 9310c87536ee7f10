"""What the worker does for an uploaded file of examples: reads it in the jail, keeps its preview."""

import io

from evaluations.measurement.sample_preview import as_bytes, preview_of
from evaluations.measurement.samples import Samples, take_samples
from evaluations.measurement.text_table import text_frame
from evaluations.models import SampleFile, SampleSet
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from sandbox.reading import read_table
from vault import files
from vault.jailed_copies import jailed_copy


def perform(work: Work) -> None:
    """Read the file this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every file belongs to an organisation
    sample_file = SampleFile.objects.of(work.tenant).filter(id=work.subject).first()
    if sample_file is None:
        with work.finishing(sentence="The file was deleted before it was read."):
            return
    work.stage("Copying", sentence="Taking a copy of your file out of the vault.")
    with jailed_copy(work, sample_file.file, name=sample_file.name) as (jail, copy):
        work.stage("Reading the examples", sentence=f"Reading {sample_file.name}.")
        read = read_table(jail, copy, name=sample_file.name, should_stop=work.should_stop)
    preview = preview_of(
        text_frame(read.table),
        read.row_numbers,
        format=read.format,
        sheet=read.sheet,
        other_sheets=read.other_sheets,
        encoding=read.encoding,
        delimiter=read.delimiter,
        folder=jail.run_dir,
        check=work.check,
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
    with jailed_copy(work, sample_set.file, name=sample_set.name) as (jail, copy):
        read = read_table(jail, copy, name=sample_set.name, should_stop=work.should_stop)
    return take_samples(
        text_frame(read.table),
        read.row_numbers,
        sample_set.columns,
        name=sample_set.name,
        sha256=read.sha256,
        folder=jail.run_dir,
    )

"""Makes the sheet that may leave, and reads the one that comes back. Files are opened in the jail."""

import io

from content.refusal import Refused
from evaluations.actions.uploads import keep_artefact
from evaluations.example_sheet import blank, filled
from evaluations.measurement.samples import Samples
from evaluations.measurement.text_table import text_frame
from evaluations.models import ArtefactKind
from evaluations.personal_data import scan as personal_data
from evaluations.personal_data.masking import scan_of_masked
from evaluations.sample_reading import read_examples
from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from portal.models import ReturnedSheet, SheetTask
from portal.people import acting, company_of, in_mails
from portal.posting import mail_to_buyer, page_of
from portal.wording import mails
from sandbox.reading import read_table
from vault import files
from vault.jailed_copies import jailed_copy
from vault.models import StoredFile

# A column that says the right answer in so many rows is the label under another name.
TELLS_THE_ANSWER = 0.5


def prepare(work: Work) -> None:
    """Make the sheet this work is about, and look for personal data in it. Nothing leaves yet."""
    assert work.tenant is not None  # noqa: S101 -- every task belongs to an organisation
    task = SheetTask.objects.of(work.tenant).filter(id=work.subject).first()
    if task is None:
        with work.finishing(sentence="The task was deleted before it began."):
            return
    work.stage("Reading the examples", sentence=f"Reading {task.sample_set.name}.")
    samples = read_examples(task.sample_set, work)
    blank.refuse_many(samples)
    _refuse_told_answers(samples)
    work.stage("Looking for personal data", sentence="Looking for personal data in the inputs.")
    if task.masked:
        masked = blank.masked_inputs(samples)
        sheet, scanned = blank.blank_sheet(samples, without=masked), scan_of_masked(masked)
    else:
        sheet = blank.blank_sheet(samples)
        inputs = {name: samples.column(name).tolist() for name in samples.inputs}
        scanned = personal_data.scan(inputs)
    written = {
        "key": blank.as_bytes(sheet),
        "sheet": blank.as_csv(sheet),
        "workbook": blank.as_xlsx(sheet),
        "scan": personal_data.as_bytes(scanned),
    }
    work.check()
    kept = {
        name: files.deposit(work.tenant, io.BytesIO(content))
        for name, content in written.items()
        if content is not None
    }
    with work.finishing(sentence="The sheet is ready to be looked at."):
        for name, stored in kept.items():
            setattr(task, name, files.remember(stored, name=f"{name} of {task.sample_set.name}"))
        task.rows = len(sheet)
        task.save(update_fields=["rows", "key", "sheet", "workbook", "scan"])
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="vendor.sheet_prepared",
            subject=task.request,
            sentence=f"Made a sheet of {len(sheet)} examples without their right answers.",
            details={
                "sha256": kept["sheet"].sha256,
                "found": [each.kind for each in scanned.found],
                "masked": [each.kind for each in scanned.masked],
            },
        )


def take_back(work: Work) -> None:
    """Read the filled-in sheet this work is about; a whole one becomes an answer sheet."""
    assert work.tenant is not None  # noqa: S101 -- every sheet belongs to an organisation
    rows = ReturnedSheet.objects.of(work.tenant).filter(id=work.subject)
    back = rows.select_related("task__request", "task__key", "file", "person").first()
    if back is None or back.task.key is None:
        with work.finishing(sentence="The sheet was deleted before it was read."):
            return
    task, asked = back.task, back.task.request
    sheet = blank.from_bytes(b"".join(files.read(task.key))) if task.key else None
    assert sheet is not None  # noqa: S101 -- looked at above
    work.stage("Reading the sheet", sentence=f"Reading {back.name}.")
    taken = _read(back, back.file, sheet, work)
    work.check()
    stored = (
        files.deposit(work.tenant, io.BytesIO(filled.as_answer_sheet(taken, sheet)))
        if taken.whole
        else None
    )
    with work.finishing(sentence="The sheet is read."):
        back.answered, back.missing = len(taken.answers), taken.missing
        if stored is not None:
            back.artefact = keep_artefact(
                assessment=asked.assessment,
                kind=ArtefactKind.ANSWER_SHEET,
                stored=stored,
                name=f"{company_of(asked)} on {task.sample_set.name} ({back}).csv",
                by=acting(back.person),
            )
        back.save(update_fields=["answered", "missing", "artefact"])
        named = in_mails(asked)
        mail_to_buyer(
            asked,
            mails.sheet_in(
                named, by=company_of(asked), answered=len(taken.answers), rows=len(sheet),
                page=page_of(asked),
            ),
        )  # fmt: skip
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="vendor.sheet_read",
            subject=asked,
            sentence=f"Read the sheet {back}: {len(taken.answers)} of {len(sheet)} examples answered.",
            details={"sha256": back.file.sha256, "missing": taken.missing},
        )


def _read(
    back: ReturnedSheet, file: StoredFile, sheet: blank.BlankSheet, work: Work
) -> filled.FilledSheet:
    with jailed_copy(work, file, name=back.name) as (jail, copy):
        read = read_table(jail, copy, name=back.name, should_stop=work.should_stop)
    return filled.read_filled(text_frame(read.table), read.row_numbers, sheet, name=back.name)


def _refuse_told_answers(samples: Samples) -> None:
    """Refuse inputs of which one says the right answer: it would leave with them."""
    answers = [str(each).strip().casefold() for each in samples.labels.tolist()]
    for name in samples.inputs:
        cells = [str(each).strip().casefold() for each in samples.column(name).tolist()]
        told = sum(cell == answer for cell, answer in zip(cells, answers, strict=True))
        if told >= TELLS_THE_ANSWER * len(answers):
            raise Refused(
                "This column says the right answer, and it is one of the inputs.",
                file=samples.name,
                column=name,
                what_to_do="Upload the examples again and leave the column out of the inputs.",
            )

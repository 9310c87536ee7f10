"""What the worker does for an uploaded spreadsheet of answers: reads its cells in the jail.

What the cells mean is worked out on the page, against the answers that stand then.
"""

import io
import json
from collections.abc import Sequence

from jobs.work import Work
from organisations import audit
from organisations.actors import WORKER
from procurement.models import FilledWorkbook
from sandbox.workbook_reading import ReadSheet, as_lists, from_lists, read_workbook
from vault import files
from vault.jailed_copies import jailed_copy
from vault.models import StoredFile


def perform(work: Work) -> None:
    """Read the spreadsheet this work is about."""
    assert work.tenant is not None  # noqa: S101 -- every file belongs to an organisation
    filled = FilledWorkbook.objects.of(work.tenant).filter(id=work.subject).first()
    if filled is None or filled.file is None:
        with work.finishing(sentence="The spreadsheet was deleted before it was read."):
            return
    work.stage("Copying", sentence="Taking a copy of your file out of the vault.")
    sheets = _read(filled, filled.file, work)
    work.check()
    kept = json.dumps(as_lists(sheets), ensure_ascii=False).encode()
    stored = files.deposit(work.tenant, io.BytesIO(kept))
    with work.finishing(sentence="The spreadsheet is read."):
        filled.cells = files.remember(stored, name=f"cells of {filled.name}")
        filled.save(update_fields=["cells"])
        audit.record(
            organisation=work.tenant,
            by=WORKER,
            verb="filled_workbook.read",
            subject=filled,
            sentence=f"Read the spreadsheet {filled.name}.",
            details={"sheets": len(sheets), "rows": sum(len(sheet.rows) for sheet in sheets)},
        )


def sheets_in(cells: StoredFile) -> tuple[ReadSheet, ...]:
    """Return what the jail read of a spreadsheet."""
    return from_lists(json.loads(b"".join(files.read(cells))))


def _read(filled: FilledWorkbook, file: StoredFile, work: Work) -> Sequence[ReadSheet]:
    with jailed_copy(work, file, name=filled.name) as (jail, copy):
        work.stage("Reading", sentence=f"Reading {filled.name}.")
        return read_workbook(jail, copy, name=filled.name, should_stop=work.should_stop)

"""Takes a spreadsheet's files out of the vault: when it is confirmed, or nobody confirmed it in time."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from procurement.models import FilledWorkbook
from procurement.models.filled_workbook import KEPT_FOR
from vault import files
from vault.models import StoredFile


def delete_expired() -> int:
    """Delete the files of every spreadsheet that waited too long; return how many there were."""
    over = FilledWorkbook.objects.everywhere().filter(
        uploaded_at__lte=timezone.now() - KEPT_FOR, confirmed_at=None, file__isnull=False
    )
    deleted = 0
    for each in over:
        with transaction.atomic():
            # Two clocks may see the same one: the second finds its file gone.
            rows = FilledWorkbook.objects.of(each.organisation_id).select_for_update()
            gone = take_files(rows.filter(id=each.id, confirmed_at=None, file__isnull=False))
        forget(gone)
        deleted += bool(gone)
    return deleted


def take_files(workbooks: Iterable[FilledWorkbook]) -> list[StoredFile]:
    """Take the files away from workbooks and return what lies in the vault without them."""
    gone: list[StoredFile] = []
    for each in workbooks:
        held = [stored for stored in (each.file, each.cells) if stored is not None]
        each.file = each.cells = None
        each.save(update_fields=["file", "cells"])
        for stored in held:
            stored.delete()
        gone += held
    return gone


def forget(gone: Iterable[StoredFile]) -> None:
    """Delete the bytes, once the transaction that took them away is over."""
    for stored in gone:
        files.forget(stored)

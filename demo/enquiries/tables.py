"""Writes the inbox as tables: each half as an office would hand it over, and the key to both."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from demo.enquiries.inbox import Enquiry, inbox
from demo.enquiries.phrasebook import HALVES

DATA: Final = Path(__file__).parents[1] / "data"
COLUMNS: Final = ("id", "received", "channel", "text", "kind")
KEY_COLUMNS: Final = ("id", "half", "origin", "kind", "right_kind")
KEY: Final = "enquiries_key.csv"


def tables(enquiries: Sequence[Enquiry]) -> dict[str, bytes]:
    """Return each file's bytes by its name.

    `enquiries_key.csv` says where each message comes from and, where its label is wrong on purpose,
    the right one. It is for tests and for the curious; no model sees it.
    """
    made = {
        f"enquiries_{half}.csv": written(
            COLUMNS,
            (
                (each.id, each.received.isoformat(), each.channel, each.text, each.kind)
                for each in enquiries
                if each.half == half
            ),
        )
        for half in HALVES
    }
    key = ((each.id, each.half, each.origin, each.kind, each.right_kind) for each in enquiries)
    return {**made, KEY: written(KEY_COLUMNS, key)}


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file's bytes: UTF-8, one line feed a row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def write_tables(folder: Path = DATA) -> None:
    """Write the inbox into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables(inbox()).items():
        (folder / name).write_bytes(content)

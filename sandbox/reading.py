"""Reads an uploaded table in the reader jail and hands back plain text columns.

Nothing is guessed away: every cell is the text that stands in the file, and every row keeps the
number a person would count it by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sandbox.channel import read_json
from sandbox.contract import ChannelBroken, Jail, Limits, ShouldStop, never
from sandbox.limits import READING_EXPORT, tables
from sandbox.one_file import read_one_file
from sandbox.plain_words import plain_words
from sandbox.runner.frames import Kind
from sandbox.spill import SpilledArray, SpilledTable
from sandbox.text_blocks import read_block

FORMATS = {"csv", "xlsx", "parquet", "jsonl", "mbox"}


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as text, and what was seen of its file.

    `table` holds one text column for each named column, without nulls; it lies in a file without a
    name in the jail's run folder, and costs memory only while it is read. `row_numbers` says where
    each row stands as a person counts: a header is row 1; in JSON Lines and Parquet the first row is
    row 1. `encoding` and `delimiter` are None where the format has none. `nulls` counts the values
    that were marked as missing (JSON null, Parquet null) and became empty text.
    """

    table: pa.Table
    row_numbers: npt.NDArray[np.int64]
    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    other_sheets: int
    nulls: Mapping[str, int]
    sha256: str
    bytes: int


def read_table(
    jail: Jail,
    path: Path,
    *,
    name: str,
    limits: Limits | None = None,
    should_stop: ShouldStop = never,
) -> ReadTable:
    """Read the table in `path` as text, its format told by its content.

    Parameters
    ----------
    jail
        Where the file is opened.
    path
        The file; it is copied, never opened here.
    name
        What to call it in sentences.
    limits
        What the reading may use, and the largest table that is read; `sandbox.limits.tables` if
        nothing is said.

    Raises
    ------
    Refused
        The file holds no table that can be read whole; names row and column.
    JailUnavailable
        There is no jail to open it in.
    """
    allowed = limits or tables()
    return _read(jail, path, "table", name=name, limits=allowed, should_stop=should_stop)


def read_export(
    jail: Jail,
    path: Path,
    *,
    name: str,
    limits: Limits = READING_EXPORT,
    should_stop: ShouldStop = never,
) -> ReadTable:
    """Read an export of texts: a table as `read_table` reads it, or the mails of an mbox.

    Of each mail come the columns `subject` and `text`, its first text; mails are numbered from 1.
    Parameters and errors are those of `read_table`.
    """
    return _read(jail, path, "export", name=name, limits=limits, should_stop=should_stop)


def _read(
    jail: Jail,
    path: Path,
    what: Literal["table", "export"],
    *,
    name: str,
    limits: Limits,
    should_stop: ShouldStop,
) -> ReadTable:
    taken = _Taken(limits, jail.run_dir)
    copy = read_one_file(
        jail, path, what=what, name=name,
        options={"limits": {"rows": limits.rows, "columns": limits.columns, "cell": limits.cell}},
        receive=taken.receive, limits=limits, should_stop=should_stop,
    )  # fmt: skip
    return taken.as_table(copy.sha256, copy.bytes)


@dataclass(slots=True)
class _Taken:
    """What has arrived of one table, each frame checked against those before it."""

    limits: Limits
    folder: Path
    about: dict[str, Any] | None = None
    text: SpilledTable | None = None
    numbers: SpilledArray = field(init=False)
    rows: int = 0
    last_row: int = 0
    end: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.numbers = SpilledArray(self.folder, np.int64)

    def receive(self, kind: Kind, payload: bytes, _: float) -> None:
        if kind is Kind.COLUMNS and self.about is None:
            self.about = _checked_about(read_json(payload), self.limits.columns)
            schema = pa.schema([(name, pa.large_string()) for name in self.about["columns"]])
            self.text = SpilledTable(self.folder, schema)
        elif kind is Kind.ROWS and self.about is not None and self.text is not None:
            block = read_block(payload, len(self.about["columns"]), self.last_row, self.limits.cell)
            self.rows += block.rows
            if self.rows > self.limits.rows:
                raise ChannelBroken("More rows came than the limit allows.")
            self.last_row = int(block.numbers[-1])
            self.numbers.append(block.numbers)
            self.text.append(block.columns)
        elif kind is Kind.DONE and self.about is not None:
            self.end = _checked_end(read_json(payload), self.about["columns"], self.rows)
        elif kind is not Kind.READY:
            raise ChannelBroken(f"A frame of kind {kind.name} came out of turn.")

    def as_table(self, sha256: str, size: int) -> ReadTable:
        assert self.about is not None  # noqa: S101 - the job is done, so it has come
        assert self.end is not None  # noqa: S101
        assert self.text is not None  # noqa: S101
        return ReadTable(
            table=self.text.table(),
            row_numbers=self.numbers.array(self.rows),
            format=self.about["format"],
            encoding=self.about["encoding"],
            delimiter=self.about["delimiter"],
            sheet=None if self.about["sheet"] is None else plain_words(self.about["sheet"]),
            other_sheets=self.end["other_sheets"],
            nulls=self.end["nulls"],
            sha256=sha256,
            bytes=size,
        )


def _checked_about(about: dict[str, Any], most_columns: int) -> dict[str, Any]:
    names = about.get("columns")
    good = (
        set(about) == {"columns", "format", "encoding", "delimiter", "sheet"}
        and isinstance(names, list)
        and 0 < len(names) <= most_columns
        and all(isinstance(name, str) and 0 < len(name) <= 200 for name in names)
        and len(set(names)) == len(names)
        and about["format"] in FORMATS
        and all(
            about[key] is None or (isinstance(about[key], str) and len(about[key]) <= 100)
            for key in ("encoding", "delimiter", "sheet")
        )
    )
    if not good:
        raise ChannelBroken("A table was described in another shape.")
    return about


def _checked_end(end: dict[str, Any], names: list[str], rows: int) -> dict[str, Any]:
    nulls = end.get("nulls")
    good = (
        set(end) == {"rows", "nulls", "other_sheets"}
        and end["rows"] == rows
        and rows > 0
        and type(end["other_sheets"]) is int
        and 0 <= end["other_sheets"] < 10_000
        and isinstance(nulls, dict)
        and set(nulls) <= set(names)
        and all(type(count) is int and 0 <= count <= rows for count in nulls.values())
    )
    if not good:
        raise ChannelBroken("A table ended in another shape.")
    return end

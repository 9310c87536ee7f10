"""Opens an uploaded workbook in the jail and hands every sheet back as rows of plain text.

Nothing is calculated and nothing is followed: a formula is told as a formula, and a workbook that
carries macros, other files or links to other files is refused from its directory.
"""

import codecs
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from sandbox.runner import archives
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import HEAD, recognise
from sandbox.runner.frames import MIB, Kind, Writer
from sandbox.runner.spreadsheet import OTHER_OFFICE, as_text

UNPACKED_MOST = 64 * MIB
HIGHEST_RATIO = 100
MOST_SHEETS = 60
MOST_COLUMNS = 60
# A frame holds 4 MiB, and one character may take twelve bytes of JSON.
TEXT_IN_FRAME = 250_000
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Parts of a workbook that reach outside it, or bring other things in.
LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "customui/")
EMBEDDED = ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/")

# How the format writes a character that XML cannot hold.
ESCAPED = re.compile("_x([0-9a-fA-F]{4})_")

Row = list[object]


class _ExactReader(ExcelReader):
    """Reads the texts of a workbook as they are: openpyxl alone leaves escapes in, or cuts them."""

    def read_strings(self) -> None:
        """Keep the table of texts."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        texts: list[str] = []
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                for _, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        texts.append(_unescaped(cast("Text", Text.from_tree(node)).content))
                        node.clear()
        self.shared_strings = texts


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def prepare(_: Mapping[str, Any]) -> None:
    """Load what would be looked for only when it is needed, which is too late here."""
    for codec in ("utf-8", "utf-8-sig", "cp437"):
        codecs.lookup(codec)


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send the sheets of `inputs["workbook"]` and return how many rows there are."""
    limits = options["limits"]
    with os.fdopen(inputs["workbook"], "rb") as stream:
        _refuse_others(stream)
        archive = archives.open_zip(stream, most=UNPACKED_MOST, highest_ratio=HIGHEST_RATIO)
        _refuse_parts({name.lower() for name in archive.namelist()})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            try:
                rows = _send(stream, limits, writer)
            except (Trouble, MemoryError, RecursionError):
                raise
            except Exception as problem:  # openpyxl fails in many ways
                raise Trouble(Code.BROKEN_FILE, found="xlsx") from problem
    return {"rows": rows}


def _refuse_others(stream: BinaryIO) -> None:
    word = recognise(stream.read(HEAD))
    stream.seek(0)
    if word == "empty":
        raise Trouble(Code.EMPTY_FILE)
    if word == "ole":
        locked = ENCRYPTED_PACKAGE in stream.read()
        raise Trouble(Code.PASSWORD) if locked else Trouble(Code.NOT_A_TABLE, found="old_office")
    if word != "zip":
        raise Trouble(Code.NOT_A_TABLE, found="text" if word == "unknown" else word)


def _refuse_parts(names: set[str]) -> None:
    if "xl/workbook.xml" not in names:
        found = next((word for name, word in OTHER_OFFICE.items() if name in names), "zip")
        raise Trouble(Code.NOT_A_TABLE, found=found)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Trouble(Code.MACROS)
    if any(name.startswith(LINKS) for name in names):
        raise Trouble(Code.EXTERNAL_LINKS)
    if any(name.startswith(EMBEDDED) for name in names):
        raise Trouble(Code.EMBEDDED_FILES)


def _send(stream: BinaryIO, limits: Mapping[str, int], writer: Writer) -> int:
    reader = _ExactReader(stream, read_only=True, data_only=False, keep_links=False)
    reader.read()
    book = reader.wb
    if len(book.worksheets) > MOST_SHEETS:
        raise Trouble(Code.TOO_MANY_SHEETS, found=len(book.worksheets), limit=MOST_SHEETS)
    told = 0
    for sheet in book.worksheets:
        rows: list[Row] = []
        size = 0
        for row, length in _rows(sheet, limits):
            if told == limits["rows"]:
                raise Trouble(Code.TOO_MANY_ROWS, limit=limits["rows"])
            told += 1
            if size + length > TEXT_IN_FRAME:
                writer.say(Kind.CELLS, {"sheet": sheet.title[:100], "rows": rows})
                rows, size = [], 0
            rows.append(row)
            size += length
        writer.say(Kind.CELLS, {"sheet": sheet.title[:100], "rows": rows})
    return told


def _rows(sheet: Any, limits: Mapping[str, int]) -> Iterator[tuple[Row, int]]:
    """Yield each row that says something: its number, its cells, and which of them are formulas."""
    # What the file says of its own size may be a million empty columns.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells: list[str] = []
        formulas: list[int] = []
        for place, cell in enumerate(row[:MOST_COLUMNS]):
            if cell.data_type == "f":
                formulas.append(place)
                cells.append("")
            else:
                cells.append(_shown(cell))
        while cells and not cells[-1] and len(cells) - 1 not in formulas:
            cells.pop()
        if not cells:
            continue
        if any(len(cell) > limits["cell"] for cell in cells):
            raise Trouble(Code.CELL_TOO_LONG, row=number, limit=limits["cell"])
        yield [number, cells, formulas], sum(map(len, cells)) + 20


def _shown(cell: Any) -> str:
    """Return what stands in a cell as a person would type it: a half shown as 50% is `50%`."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if "%" in (cell.number_format or ""):
            return f"{value * 100:.10g}%"
    elif isinstance(value, str):
        try:
            value.encode()
        except UnicodeError as problem:
            raise Trouble(Code.ENCODING, row=cell.row) from problem
        return value
    return as_text(value)

"""A filled-in workbook gives the text of its cells, and one that could do more is not opened."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from content.refusal import Refused
from sandbox.workbook_reading import as_lists, from_lists, read_workbook
from tests.conftest import SHARED, needs_shared
from tests.sandbox.test_reading_refusals import OLE
from tests.sandbox.workbooks import as_xlsx, edited

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def opened(jail, tmp_path):
    def reading(content):
        path = tmp_path / "upload"
        path.write_bytes(content)
        return read_workbook(jail, path, name="answers.xlsx")

    return reading


def one_cell(value, *, form=None):
    def fill(book):
        book.active["B3"] = value
        if form:
            book.active["B3"].number_format = form

    return fill


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("Ireland", None, "Ireland"),
        (30, None, "30"),
        (12.5, None, "12.5"),
        (0.945, "0.0%", "94.5%"),
        (date(2026, 12, 4), None, "2026-12-04"),
        (datetime(2026, 12, 4), None, "2026-12-04"),
        (True, None, "TRUE"),
        ("_x0041_ and _x005F_", None, "_x0041_ and _x005F_"),
    ],
)
def test_a_cell_is_the_text_that_a_person_sees_in_it(opened, tmp_path, value, form, text):
    ((row,),) = [sheet.rows for sheet in opened(as_xlsx(tmp_path, one_cell(value, form=form)))]

    assert (row.number, row.cells, row.formulas) == (3, ("", text), ())


@pytest.mark.parametrize(
    "formula", ["=1+1", '=HYPERLINK("http://evil.example","x")', ArrayFormula("B3:B4", "=A1:A2")]
)
def test_a_formula_is_told_as_one_and_never_worked_out(opened, tmp_path, formula):
    ((row,),) = [sheet.rows for sheet in opened(as_xlsx(tmp_path, one_cell(formula)))]

    assert (row.cells, row.formulas) == (("", ""), (1,))


def test_every_sheet_comes_hidden_ones_too_and_survives_being_kept(opened, tmp_path):
    def fill(book):
        book.active.append(["a"])
        hidden = book.create_sheet("Behind")
        hidden.append(["b", "c"])
        hidden.sheet_state = "veryHidden"

    sheets = opened(as_xlsx(tmp_path, fill))

    assert [(each.name, each.rows[0].cells) for each in sheets] == [
        ("Sheet", ("a",)),
        ("Behind", ("b", "c")),
    ]
    assert from_lists(as_lists(sheets)) == sheets


def zipped(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


def hostile(tmp_path):
    book = as_xlsx(tmp_path, one_cell("a"))
    start = zipfile.ZipFile(io.BytesIO(book)).read("xl/workbook.xml")
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    return {
        "macros": edited(book, "", add=[("xl/vbaProject.bin", b"m")]),
        "other files, and": edited(book, "", add=[("xl/externalLinks/externalLink1.xml", b"<x/>")]),
        "takes values from": edited(book, "", add=[("xl/connections.xml", b"<x/>")]),
        "inside, and such": edited(book, "", add=[("xl/embeddings/oleObject1.bin", b"x")]),
        "times its size": edited(book, SHEET, b"</sheetData>", b" " * 30_000_000),
        "parts inside": zipped(*(f"xl/{n}" for n in range(1_001))),
        "unsafe name": edited(book, "", add=[("../../etc/cron.d/x", b"x")]),
        "damaged or incomplete": edited(book, "xl/workbook.xml", start, entities),
        "is damaged": book[: len(book) // 2],
        "is empty": b"",
        "an old Office file": OLE,
        "a password": OLE + "EncryptedPackage".encode("utf-16-le"),
        "a Word document": zipped("word/document.xml"),
        "an OpenDocument file": zipped("content.xml"),
        "a text file": b"key,answer\nteacher_name,=1+1\n",
        "a PDF": b"%PDF-1.7",
        "more than 20,000 rows": as_xlsx(
            tmp_path, lambda made: [made.active.append(["a"]) for _ in range(20_001)]
        ),
        "more than the 60": as_xlsx(
            tmp_path, lambda made: [made.create_sheet(f"s{n}") for n in range(60)]
        ),
    }


def test_each_hostile_workbook_ends_in_its_sentence(opened, tmp_path):
    for piece, content in hostile(tmp_path).items():
        with pytest.raises(Refused) as caught:
            opened(content)
        assert piece in str(caught.value), piece
        assert caught.value.file == "answers.xlsx"
        assert caught.value.what_to_do, piece


@needs_shared
@pytest.mark.parametrize("kind", ["archive", "table", "evidence"])
def test_every_hostile_archive_and_table_ends_in_a_sentence(opened, kind):
    for path in (SHARED / "assets" / "attacks" / "made" / kind).iterdir():
        with pytest.raises(Refused) as caught:
            opened(path.read_bytes())
        assert caught.value.sentence.endswith("."), path
        assert caught.value.what_to_do, path

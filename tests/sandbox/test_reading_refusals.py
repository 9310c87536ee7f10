"""A table that cannot be read whole is refused, with row, column and the way out."""

import gzip
import io
import zipfile
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from content.refusal import Refused
from sandbox.contract import MIB, Stopped
from sandbox.limits import READING, allow_tables, tables
from sandbox.reading import read_table
from tests.sandbox.workbooks import as_xlsx, edited

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(read, content, **more):
    with pytest.raises(Refused) as caught:
        read(content, **more)
    found = caught.value
    assert found.file == "samples"
    assert found.sentence.endswith(".")
    assert found.what_to_do
    return found


CASES = [
    ("", "is empty", None, None),
    ("a,b\n", "no rows", None, None),
    ("a,b\n\n\n", "no rows", None, None),
    ("\na,b\n1,2\n", "column names are missing", 1, None),
    ("a,b\n1,2\n3\n", "1 values where the header has 2", 3, None),
    ("a,b\n1,2\n\n3,4,5\n", "3 values where the header has 2", 4, None),
    ("a,,c\n1,2,3\n", "Column number 2 has no name", 1, None),
    ("a,b,a\n1,2,3\n", "stands there twice", 1, "a"),
    ("a,b, a\n1,2,3\n", "stands there twice", 1, "a"),
    ("5.1,3.5,setosa\n4.9,3.0,setosa\n", "must hold the column names, and it holds ‘5.1’", 1, None),
    ('a,b\n1,"2\n3,4\n', "not closed", 2, None),
    ('a,b\n1,"2"x\n', "not closed", 2, None),
    ("a,b\n1,x\x00y\n", "NUL", 2, "b"),
    ("a,b\n1,ok\n2," + "x" * 1_000_001 + "\n", "longer than the 1,000,000 characters", 3, None),
    (b"a,b\n1,\x81\n", "neither UTF-8, UTF-16 nor Windows-1252", 2, None),
    (b"\x00\x01\x02\xff\xfe\x80" * 50, "not text and not a spreadsheet", None, None),
    ('[{"a": 1}, {"a": 2}]', "one JSON list", None, None),
    ('{"a": 1}\n{"a": \n', "not valid JSON", 2, None),
    ('{"a": 1}\n["a"]\n', "no object", 2, None),
    ('{"a": 1}\n\n{"a": [1]}\n', "list or an object", 3, "a"),
    ('{"a": 1}\n{"a": {"b": 1}}\n', "list or an object", 2, "a"),
    ('{"a":' + "[" * 50_000, "list or an object", 1, None),
    ('{"a": 1, "b": 2}\n{"a": 1}\n', "lacks a name", 2, "b"),
    ('{"a": 1}\n{"a": 1, "b": 2}\n', "has a name that the first line lacks", 2, "b"),
    ('{"a": 1, "a": 2}\n', "stands twice on the line", 1, "a"),
    ('{"a": "x"}\n{"a": "\\ud800"}\n', "cannot be read", 2, "a"),
    ('{"a": "x\\u0000"}\n', "NUL", 1, "a"),
    ("{}\n", "column names are missing", None, None),
    ("<!DOCTYPE html><html></html>", "a web page", None, None),
    (b"%PDF-1.7\n", "a PDF", None, None),
    (b"\x89PNG\r\n\x1a\n", "a picture", None, None),
    (OLE, "an old Office file", None, None),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password", None, None),
    (gzip.compress(b"a,b\n1,2\n"), "a compressed file", None, None),
    (b"PAR1" + bytes(100) + b"PAR1", "a Parquet file, but it is damaged", None, None),
    (b"\x80\x04\x95\x00.", "a pickle file", None, None),
    (b"cposix\nsystem\n(S'ls'\ntR.", "a pickle file", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "piece", "row", "column"), CASES, ids=[case[1] for case in CASES]
)
def test_what_is_wrong_and_where_is_named(read, content, piece, row, column):
    found = refusal(read, content)

    assert piece in found.sentence
    assert (found.row, found.column) == (row, column)


def test_a_file_over_its_limit_is_refused_before_it_is_opened(read):
    found = refusal(read, "a\n" + "1\n" * 600_000, limits=replace(READING, file=1024 * 1024))

    assert "larger than 1 MB" in found.sentence


@pytest.mark.parametrize(
    ("limits", "piece"),
    [({"rows": 2}, "more than 2 rows"), ({"columns": 1}, "2 columns, more than the 1")],
)
def test_tables_over_their_limits_are_refused(read, limits, piece):
    assert (
        piece in refusal(read, "a,b\n1,2\n3,4\n5,6\n", limits=replace(READING, **limits)).sentence
    )


def test_an_installation_may_allow_smaller_tables_and_larger_ones(read):
    allow_tables(rows=2, file=READING.file)
    try:
        found = refusal(read, "a,b\n1,2\n3,4\n5,6\n")
        allow_tables(rows=2 * READING.rows, file=3 * READING.file)
        larger = tables()
    finally:
        allow_tables(rows=READING.rows, file=READING.file)
    assert "more than 2 rows, the most that are read" in found.sentence
    assert (larger.rows, larger.file) == (10_000_000, 600 * MIB)
    assert (larger.wall, larger.output) == (3 * READING.wall, 3 * READING.output)
    assert larger.memory == READING.memory
    assert tables() == READING


def test_a_nested_parquet_column_is_named(read, tmp_path):
    pq.write_table(pa.table({"id": [1], "tags": [["a", "b"]]}), tmp_path / "nested.parquet")

    found = refusal(read, (tmp_path / "nested.parquet").read_bytes())

    assert found.column == "tags"
    assert "no plain value" in found.sentence


def test_a_parquet_of_more_rows_than_allowed_is_refused_from_its_footer(read, tmp_path):
    many = pa.table({"id": pa.repeat(1, 5_000_001)})
    pq.write_table(many, tmp_path / "many.parquet")

    assert "5,000,000 rows" in refusal(read, (tmp_path / "many.parquet").read_bytes()).sentence


def two_rows(book):
    book.active.append(["id", "label"])
    book.active.append(["=1+1", "a"])


def test_a_formula_without_its_result_is_named(read, tmp_path):
    found = refusal(read, as_xlsx(tmp_path, two_rows))

    assert "formula" in found.sentence
    assert (found.row, found.column) == (2, "A")


def test_a_workbook_with_macros_is_not_opened(read, tmp_path):
    content = edited(as_xlsx(tmp_path, two_rows), "", add=[("xl/vbaProject.bin", b"macro")])

    assert "macros" in refusal(read, content).sentence


def test_a_row_longer_than_the_header_is_named_in_a_workbook(read, tmp_path):
    def fill(book):
        book.active.append(["id", "label"])
        book.active.append(["1", "a"])
        book.active.append(["1", "a", "and more"])

    found = refusal(read, as_xlsx(tmp_path, fill))

    assert "3 values where the header has 2" in found.sentence
    assert found.row == 3


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_from_its_directory(read, tmp_path):
    sheet = "xl/worksheets/sheet1.xml"
    blown = edited(as_xlsx(tmp_path, two_rows), sheet, b"</sheetData>", b" " * 30_000_000)

    found = refusal(read, blown)

    assert "would unpack to" in found.sentence
    assert sheet in found.sentence


def test_hostile_xml_in_a_workbook_is_refused(read, tmp_path):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    book = as_xlsx(tmp_path, two_rows)
    start = zipfile.ZipFile(io.BytesIO(book)).read("xl/workbook.xml")

    assert "damaged" in refusal(read, edited(book, "xl/workbook.xml", start, bomb)).sentence


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("word/document.xml", "a Word document"),
        ("content.xml", "an OpenDocument file"),
        ("data.csv", "a zip archive"),
    ],
)  # fmt: skip
def test_other_zips_are_told_apart(read, member, found):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(member, "x")

    assert f"This is {found}" in refusal(read, content.getvalue()).sentence


def test_a_file_that_is_not_there_is_named(jail, tmp_path):
    with pytest.raises(Refused, match="There is no such file"):
        read_table(jail, tmp_path / "absent.csv", name="absent.csv")


def test_reading_stops_when_asked(jail, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * 3_000_000)

    with pytest.raises(Stopped):
        read_table(jail, path, name="long.csv", should_stop=lambda: True)

    assert {each.name for each in jail.run_dir.iterdir()} <= {
        "locales",
        "code",
    }  # kept for the next

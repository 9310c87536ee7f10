"""Tables are read as they stand: every cell as text, every row by the number a person counts."""

import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sandbox.workbooks import as_xlsx, edited

ROWS = [
    {"id": "0001", "text": "Where is my card?", "label": "NA"},
    {"id": "1", "text": 'line one\nline two, with ; | \t and "quotes"', "label": "null"},
    {"id": " 1", "text": "Überweisung kostet 5 €", "label": "None"},
    {"id": "1.0", "text": "", "label": "nan"},
]


def as_csv(delimiter=",", newline="\n"):
    lines = [delimiter.join(ROWS[0])]
    lines += [
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row.values()) for row in ROWS
    ]
    return newline.join(lines) + newline


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8 with byte-order mark"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("cp1252", "windows-1252"),
    ],
)
def test_every_delimiter_and_encoding_gives_the_same_table(read, delimiter, encoding, shown):
    found = read(as_csv(delimiter).encode(encoding))

    assert found.table.to_pylist() == ROWS
    assert (found.format, found.delimiter, found.encoding) == ("csv", delimiter, shown)


def test_text_files_count_rows_as_a_person_does(read):
    found = read('a,b\n1,"two\nlines"\n\n3,4\r\n\n')

    assert found.table.to_pylist() == [{"a": "1", "b": "two\nlines"}, {"a": "3", "b": "4"}]
    assert found.row_numbers.tolist() == [2, 4]


def test_commas_in_german_numbers_do_not_split_columns(read):
    found = read("id;betrag;label\n1;1.234,50;a\n2;0,75;b\n")

    assert found.table["betrag"].to_pylist() == ["1.234,50", "0,75"]
    assert found.delimiter == ";"


def test_one_column_needs_no_delimiter(read):
    assert read("text\nhello; world\n").table.to_pylist() == [{"text": "hello; world"}]


def test_a_long_text_is_kept_whole(read):
    text = "word " * 100_000

    assert read(f"text,label\n{text},a\n").table["text"].to_pylist() == [text]


def test_a_large_table_arrives_whole_and_in_order(read):
    lines = [f"{number},text {number},{number % 7}" for number in range(100_000)]

    found = read("id,text,label\n" + "\n".join(lines))

    assert found.table["id"].to_pylist() == [str(number) for number in range(100_000)]
    assert found.row_numbers.tolist() == list(range(2, 100_002))


def test_json_lines_keep_numbers_as_written_and_count_nulls(read):
    lines = [
        '{"id": 1.10, "big": 12345678901234567890, "yes": true, "none": null, "text": "NA"}',
        "",
        '{"text": "b\\u00e9", "none": "x", "yes": false, "big": 1e3, "id": -0}',
    ]

    found = read("\n".join(lines))

    assert found.table.to_pylist() == [
        {"id": "1.10", "big": "12345678901234567890", "yes": "true", "none": "", "text": "NA"},
        {"id": "-0", "big": "1e3", "yes": "false", "none": "x", "text": "bé"},
    ]
    assert found.format == "jsonl"
    assert found.nulls == {"id": 0, "big": 0, "yes": 0, "none": 1, "text": 0}
    assert found.row_numbers.tolist() == [1, 3]


def test_parquet_is_rendered_without_loss(read, tmp_path):
    columns = {
        "whole": pa.array([2**63 - 1, None]),
        "float": pa.array([0.1, 1e-300]),
        "narrow": pa.array([0.1, 2.5], pa.float32()),
        "text": pa.array(["NA", ""]),
        "coded": pa.array(["a", "b"]).dictionary_encode(),
        "wide": pa.array(["x", None], pa.large_string()),
        "flag": pa.array([True, False]),
        "day": pa.array([datetime.date(2026, 11, 21), None]),
    }
    pq.write_table(pa.table(columns), tmp_path / "made.parquet")

    found = read((tmp_path / "made.parquet").read_bytes())

    first, second = (list(row.values()) for row in found.table.to_pylist())
    assert first == [str(2**63 - 1), "0.1", "0.1", "NA", "a", "x", "true", "2026-11-21"]
    assert second == ["", "1e-300", "2.5", "", "b", "", "false", ""]
    assert [name for name, count in found.nulls.items() if count] == ["whole", "wide", "day"]


def test_a_workbook_is_read_as_a_person_would_type_it(read, tmp_path):
    def fill(book):
        book.active.title = "Examples"
        book.active.append(["id", "amount", "day", "open", "note"])
        book.active.append(["0001", 1.1, datetime.datetime(2026, 11, 21), True, None])
        book.active.append([])
        book.active.append(["NA", 5.0, datetime.datetime(2026, 1, 2, 3, 4, 5), False, " x "])
        book.create_sheet("hidden", 0).sheet_state = "hidden"
        book.create_sheet("more")

    found = read(as_xlsx(tmp_path, fill))

    assert [list(row.values()) for row in found.table.to_pylist()] == [
        ["0001", "1.1", "2026-11-21", "TRUE", ""],
        ["NA", "5", "2026-01-02 03:04:05", "FALSE", " x "],
    ]
    assert found.row_numbers.tolist() == [2, 4]
    assert (found.format, found.sheet, found.other_sheets) == ("xlsx", "Examples", 1)


@pytest.mark.parametrize("claimed", [b"A1:XFD1048576", b"A1", b"A1:A1"])
def test_a_workbook_that_lies_about_its_size_is_read_as_it_is(read, tmp_path, claimed):
    def fill(book):
        book.active.append(["id", "label"])
        book.active.append(["1", "a"])

    book = edited(as_xlsx(tmp_path, fill), "xl/worksheets/sheet1.xml", b"A1:B2", claimed)

    assert read(book).table.to_pylist() == [{"id": "1", "label": "a"}]


def test_a_formula_with_its_result_is_read_as_its_result(read, tmp_path):
    def fill(book):
        book.active.append(["id", "label"])
        book.active.append(["=1+1", "a"])

    content = edited(
        as_xlsx(tmp_path, fill),
        "xl/worksheets/sheet1.xml",
        b"<v />",
        b"<v>2</v>",
        b"<v></v>",
        b"<v>2</v>",
    )

    assert read(content).table.to_pylist() == [{"id": "2", "label": "a"}]


def test_a_file_has_the_hash_as_the_system_says(read, tmp_path):
    found = read(b"a,b\n1,2\n")

    assert found.bytes == 8
    # printf 'a,b\n1,2\n' | sha256sum
    assert found.sha256 == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"

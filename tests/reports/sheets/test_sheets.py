"""The tables as files: opened by programs nobody here wrote, they hold the content and run nothing."""

import csv
import io
import re
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content.answers import AnswerSection, Evidence, FileHeld, Said, Told
from reports.content.decisions import FlagDecided, FlagReplied
from reports.sheets.files import csv_of, workbook_of
from reports.sheets.sheet import Sheet
from reports.sheets.tables import TABLES, answers, evidence, flags
from tests.reports.content_made import LIBRARY, content, evaluation, screening
from tests.reports.typesetting.test_pages import ANSWERS

AT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
SETTLED = "Settled by an answer"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "+44 20 7946 0000",
    "-2+3",
    "\t=1+1",
    "ok;=cmd|' /C calc'!A0",
    "＝1+1",
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "<script>alert(1)</script>",
    "https://example.com/",
    "1e9",
    "007",
    'a "quoted", comma\nand line',
    "W" * 40_000,
)


def from_csv(made):
    """Return the rows as Python's own reader finds them."""
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def from_xlsx(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {sheet.title: [list(row) for row in sheet.iter_rows()] for sheet in book}


def told(words, **more):
    """A question with one answer of the vendor's."""
    said = Said(in_words=words, grade="vendor_says", by=words, on=date(2026, 11, 1), words=words)
    return Told(key="q", question="Who?", state="answered", said=(said,), **more)


def with_answers(*questions):
    section = AnswerSection(id="about", title="About", told=questions)
    return content().model_copy(update={"sections": (section,)})


def test_each_flag_stands_once_with_what_was_decided_and_said_to_it():
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS))
    rule = made.screen.flags[0].rule
    decision = FlagDecided(
        rule=rule, what="ask_mitigation", reason="Sign the agreement", who="Lena", due=date(2026, 12, 4),
        by="Ada", role="Owner", at=AT, changed_since=False,
    )  # fmt: skip
    reply = FlagReplied(rule=rule, words="We shall sign it", said_by="M. Okoro", at=AT)
    made = made.model_copy(update={"flag_decisions": (decision,), "flag_replies": (reply,)})

    head, *rows = from_csv(csv_of(flags(made, LIBRARY.bank)))
    found = [dict(zip(head, row, strict=True)) for row in rows]

    assert sorted(row["rule"] for row in found) == sorted(f.rule for f in made.screen.flags)
    assert len({row["rule"] for row in found}) == len(found)
    by_rule = {flag.rule: flag for flag in made.screen.flags}
    for row in found:
        flag = by_rule[row["rule"]]
        assert (row["flag"], row["what it says"]) == (flag.title, flag.explanation)
        assert row["because"], row["rule"]
        assert row["in force from"] == (str(flag.effective_from) if flag.effective_from else "")
    one = next(row for row in found if row["rule"] == rule)
    assert one["decision"].startswith("A change first, asks Ada, Owner")
    assert (one["decided on"], one["to be done by"]) == ("2026-11-21", "2026-12-04")
    assert one["the vendor says"].startswith("We shall sign it.")
    others = [row for row in found if row["rule"] != rule]
    assert {row["decision"] for row in others if row["where it stands"] != SETTLED} == {
        "Nobody has decided on this yet."
    }


def test_every_question_stands_with_each_source_and_silence_is_no_answer():
    said = told("Yes").said[0]
    measured = Said(in_words="No", grade="measured", by=None, on=None, how="We looked at the file")
    made = with_answers(
        told("Yes").model_copy(update={"said": (said, measured)}),
        Told(key="silent", question="What?", state="not_answered"),
        Told(key="light", question="Where?", state="not_asked"),
        Told(key="little", question="Whose?", state="not_asked", because=("Which?",)),
        Told(key="ruled_out", question="When?", state="cannot_apply", because=("Which?", "How?")),
    )
    head, *rows = from_csv(csv_of(answers(made, LIBRARY.bank)))
    assert head[:4] == ["section", "name", "question", "answer"]
    assert [row[1:4] for row in rows] == [
        ["q", "Who?", "Yes"],
        ["q", "Who?", "No"],
        ["silent", "What?", "Cannot tell"],
        ["light", "Where?", "Not asked"],
        ["little", "Whose?", "Not asked"],
        ["ruled_out", "When?", "Not asked"],
    ]
    assert rows[0][6:8] == ["Yes", "2026-11-01"]
    assert rows[1][8] == "We looked at the file"
    assert rows[3][5] == "Not part of a light check"
    assert rows[4][5] == "Of little weight, because of the answer to: Which?"
    assert rows[5][5] == "Because of the answer to: Which? How?"


def test_the_evidence_stands_with_bytes_moment_and_hash():
    held = FileHeld(kind="model", name="sorter.onnx", bytes=4_096, sha256="ab" * 32, at=AT)
    made = content().model_copy(update={"evidence": Evidence(files=(held,))})
    sheet = evidence(made, LIBRARY.bank)
    assert from_csv(csv_of(sheet))[1][0:2] == ["1", "sorter.onnx"]
    assert from_csv(csv_of(sheet))[1][3:6] == ["4096", "2026-11-21T12:30:00+00:00", "ab" * 32]
    row = from_xlsx(workbook_of([sheet], [], title="t", at=AT))["Evidence"][1]
    assert [cell.value for cell in row][3:6] == [4_096, datetime(2026, 11, 21, 12, 30), "ab" * 32]
    assert row[4].number_format == "yyyy-mm-dd hh:mm:ss"


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_stays_text_in_both(words):
    sheet = answers(with_answers(told(words)), LIBRARY.bank)
    _, row = from_csv(csv_of(sheet))
    for cell in (row[3], row[4], row[6]):
        assert cell.replace("'", "") == words.replace("'", "")
        assert not re.search("(^|[;\t\n])[=@+＝]", cell)
        assert not cell.startswith("-2+")
    book = from_xlsx(workbook_of([sheet], [("Vendor", words)], title=words[:200], at=AT))
    kept = words if len(words) <= 32_767 else words[:32_766] + "…"
    for cell in (book["Answers"][1][3], book["About this file"][0][1]):
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert cell.value == kept


def test_a_name_cannot_turn_what_follows_it():
    turned = "Acme \u202egnp.exe\u202c \u2066x\u2069 عقد"
    sheet = answers(with_answers(told(turned)), LIBRARY.bank)
    assert from_csv(csv_of(sheet))[1][3] == "Acme gnp.exe x عقد"


def test_a_workbook_has_one_row_of_names_in_each_sheet_and_says_what_it_is():
    made = content(screened=screening(**ANSWERS))
    sheets = [table(made, LIBRARY.bank) for table in TABLES.values()]
    book = from_xlsx(workbook_of(sheets, [("Check code", "7KQ2-M9XD-4HTP")], title="t", at=AT))
    assert list(book) == ["Flags", "Answers", "Evidence", "About this file"]
    for sheet in sheets:
        rows = book[sheet.title]
        assert [cell.value for cell in rows[0]] == list(sheet.columns)
        assert len(rows) == len(sheet.rows) + 1
    assert [cell.value for cell in book["About this file"][0]] == ["Check code", "7KQ2-M9XD-4HTP"]


def test_the_same_tables_give_the_same_bytes():
    made = content(screened=screening(**ANSWERS))
    sheets = [table(made, LIBRARY.bank) for table in TABLES.values()]
    assert len({workbook_of(sheets, [], title="t", at=AT) for _ in range(2)}) == 1


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=1, max_size=4))
def test_whatever_is_written_comes_back_or_bears_an_apostrophe(cells):
    sheet = Sheet.of("t", "T", [str(n) for n in range(len(cells))], [cells])
    (row,) = from_csv(csv_of(sheet))[1:]
    assert [each.replace("'", "") for each in row] == [
        str(each).replace("'", "") for each in sheet.rows[0]
    ]

"""What people do to a workbook: move it about, mistype, paste formulas, empty cells."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from content.refusal import Refused
from procurement.facts.sources import Grade
from procurement.workbook.differences import Happens, compare
from procurement.workbook.line import Part, Said, Wording
from tests.procurement.workbook.asked import ORIGIN, WORDING, returned, written
from tests.procurement.workbook.books import filled_in, place_of

ON_FILE = Said(["IE"], Grade.VENDOR_SAYS, "Bo", date(2026, 3, 1))


def answered(opened, cells, said=None, change=None):
    back = returned(opened(filled_in(written(said), cells, change)), said)
    told = {reply.line.key: reply.said for reply in back.replies if reply.said}
    return told, back.problems


@pytest.mark.parametrize(
    ("cells", "key", "value"),
    [
        ({("teacher_name", Part.ANSWER): "  GPT-4o "}, "teacher_name", "GPT-4o"),
        ({("notice_days", Part.ANSWER): 30}, "notice_days", 30),
        ({("notice_days", Part.ANSWER): "the vendor does not KNOW"}, "notice_days", "vendor_unknown"),
        ({("end_of_life", Part.ANSWER): date(2027, 12, 4)}, "end_of_life", "2027-12-04"),
        ({("end_of_life", Part.ANSWER): "4/12/2027"}, "end_of_life", "2027-12-04"),
        ({("inference_countries", Part.ANSWER): "UK; Bosnia and Herzegovina\nFrance"},
         "inference_countries", ["GB", "BA", "FR"]),
        ({("inference_countries", Part.ANSWER): "Ireland; The vendor would not say"},
         "inference_countries", ["IE", "vendor_refused"]),
        ({("support_countries", Part.ANSWER): "nobody. No staff can see it,  here or abroad"},
         "support_countries", "nobody"),
        ({("retention_days", Part.ANSWER): "Not kept at ALL"}, "retention_days", "not_kept"),
        ({("evaluation_date", Part.ANSWER): "It has never been tested"}, "evaluation_date", "never"),
        ({("tier_words#turbo", Part.ANSWER): "x", ("tier_words#mini", Part.ANSWER): "YES",
          ("tier_words#lite", Part.ANSWER): "no"}, "tier_words", ["turbo", "mini"]),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(opened, cells, key, value):
    told, problems = answered(opened, cells)

    assert problems == ()
    assert {name: said.value for name, said in told.items()} == {key: value}


@pytest.mark.parametrize(
    ("cells", "bad", "piece"),
    [
        ({("notice_days", Part.ANSWER): "a while"}, "notice_days", "“a while” cannot be used"),
        ({("teacher_name", Part.ANSWER): "=A1"}, "teacher_name", "A formula stands"),
        ({("backup_countries", Part.ANSWER): "Norwy"}, "backup_countries", "Did you mean Norway?"),
        ({("output_effect", Part.ANSWER): "Sometimes"}, "output_effect", "is not in the list"),
        ({("tier_words#turbo", Part.ANSWER): "maybe"}, "tier_words#turbo", "Write Yes, or leave"),
        ({("tier_words", Part.ANSWER): "Turbo"}, "tier_words", "in the rows below"),
        ({("tier_words#turbo", Part.ANSWER): "Yes",
          ("tier_words#none_of_these", Part.ANSWER): "Yes"}, "tier_words", "on its own"),
        ({("tier_words#turbo", Part.ANSWER): "Yes", ("tier_words", Part.ANSWER): "Not sure"},
         "tier_words", "not both"),
        ({("support_countries", Part.ANSWER): "France; Nobody. No staff can see it, here or abroad"},
         "support_countries", "on its own"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_named_and_the_rest_still_counts(opened, cells, bad, piece):
    content = filled_in(written(), cells)
    sheet, row, column = place_of(openpyxl.load_workbook(io.BytesIO(content)), bad)

    told, (problem,) = answered(opened, cells | {("base_model", Part.ANSWER): "Mistral"})

    assert (problem.place.sheet, problem.place.row) == (sheet.title, row)
    assert problem.place.column == openpyxl.utils.get_column_letter(column)
    assert piece in f"{problem.sentence} {problem.what_to_do}"
    assert {key: said.value for key, said in told.items()} == {"base_model": "Mistral"}


@pytest.mark.parametrize(
    ("part", "text", "piece"),
    [
        (Part.GRADE, "My cousin", "is not in the list"),
        (Part.WHEN, "last week", "is no day"),
        (Part.WHEN, "4 December 2099", "still to come"),
        (Part.BY, "x" * 201, "Use 200 or fewer"),
        (Part.WORDS, "x" * 5_001, "Use 5,000 or fewer"),
    ],
)
def test_what_stands_beside_an_answer_is_checked_too(opened, part, text, piece):
    cells = {("base_model", Part.ANSWER): "Mistral", ("base_model", part): text}

    told, (problem,) = answered(opened, cells)

    assert piece in f"{problem.sentence} {problem.what_to_do}"
    assert told == {}


def test_rows_and_columns_may_move_and_sheets_may_be_added_and_renamed(opened):
    def change(book):
        sheet = book["Asked"]
        sheet.insert_cols(2)
        sheet.insert_rows(5)
        sheet.title = "Filled in by Bo"
        book.create_sheet("My own sums", 0).append(["key", "what I think"])

    told, problems = answered(
        opened,
        {("base_model", Part.ANSWER): "Mistral", ("base_model", Part.BY): "Bo"},
        None,
        change,
    )

    assert problems == ()
    assert (told["base_model"].value, told["base_model"].by) == ("Mistral", "Bo")


def test_a_row_that_stands_twice_is_named(opened):
    def change(book):
        sheet, row, _ = place_of(book, "base_model")
        sheet.append([cell.value for cell in sheet[row]])

    told, (problem,) = answered(opened, {("base_model", Part.ANSWER): "Mistral"}, None, change)

    assert "twice" in problem.sentence
    assert told == {}


def test_a_workbook_of_another_check_or_without_its_marks_is_refused(opened):
    sheets = opened(written())
    with pytest.raises(Refused, match="belongs to another check"):
        returned(sheets, origin=replace(ORIGIN, about="check-2"))
    with pytest.raises(Refused, match="not the spreadsheet that was downloaded"):
        returned(sheets[:-1])
    with pytest.raises(Refused, match="hidden row and column"):
        returned([replace(each, rows=each.rows[1:]) for each in sheets[:-1]] + [sheets[-1]])


def test_whoever_asks_may_leave_columns_out(opened):
    plain = Wording(
        "Questions", "Read this", (), {Part.QUESTION: "Question", Part.ANSWER: "Answer"},
        WORDING.non_answers, WORDING.grades,
    )  # fmt: skip
    content = filled_in(written(wording=plain), {("base_model", Part.ANSWER): "Mistral"})

    back = returned(opened(content), wording=plain)

    (said,) = [reply.said for reply in back.replies if reply.said]
    assert (said.value, said.grade, said.by) == ("Mistral", Grade.VENDOR_SAYS, "")


def compared(opened, cells, *, then=(), before=ON_FILE):
    """Compare a workbook made when `before` stood with the answers given since."""
    said = {"inference_countries": before} if before else {}
    back = returned(opened(filled_in(written(said), cells)), said)
    versions = {"inference_countries": [*([before] if before else []), *then]}
    return compare(back, versions, WORDING, person="Jo")


ANSWER = ("inference_countries", Part.ANSWER)
SINCE = Said(["FR"], Grade.VENDOR_SAYS, "Al")


@pytest.mark.parametrize(
    ("text", "before", "then", "happens"),
    [
        ("Norway", None, (), Happens.NEW),
        ("Norway", ON_FILE, (), Happens.REPLACES),
        ("Norway", ON_FILE, (SINCE,), Happens.CLASH),
        ("Norway", None, (SINCE,), Happens.CLASH),
        # What nobody touched says nothing, whatever was answered since.
        ("Ireland", ON_FILE, (SINCE,), None),
        # Both said the same.
        ("Norway", ON_FILE, (replace(ON_FILE, value=["NO"]),), None),
    ],
)
def test_what_happens_follows_from_who_answered_when(opened, text, before, then, happens):
    found = compared(opened, {ANSWER: text}, before=before, then=then)

    assert [each.happens for each in found.differences] == ([happens] if happens else [])


def test_an_emptied_cell_takes_nothing_away_and_is_told(opened):
    found = compared(opened, {ANSWER: None})

    assert found.differences == ()
    assert [line.key for line in found.emptied] == ["inference_countries"]


def test_a_note_without_an_answer_is_told(opened):
    found = compared(opened, {("base_model", Part.WORDS): "Ask Bo"})

    assert [problem.key for problem in found.problems] == ["base_model"]


def test_who_names_nobody_is_named_after_the_one_who_brought_the_file(opened):
    found = compared(opened, {("base_model", Part.ANSWER): "Mistral"})

    assert [each.said.by for each in found.differences] == ["Jo"]

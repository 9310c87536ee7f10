"""Examples and answers as people paste them, how they are laid beside each other, and what is said."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from watching.answers import answers_in_table, pasted_answers
from watching.change import Way, changes, count, same_answer
from watching.chart import Month, months_drawn
from watching.counts import Counts
from watching.examples import (
    Example,
    Examples,
    as_bytes,
    as_sheet,
    examples_from,
    from_table,
    pasted,
)
from watching.months import due_since, next_due
from watching.wording import chance_in_words, lead, range_in_words, told_in_words

FIFTY = Examples(tuple(Example(f"e{at}", f"text {at}", "Repairs") for at in range(50)))
SHORT = Examples(FIFTY.rows[:20])
OCTOBER = date(2026, 10, 1)


def refused(what):
    with pytest.raises(Refused) as caught:
        what()
    return caught.value


def test_pasted_examples_are_texts_with_a_right_answer_where_there_is_one():
    found = pasted("\n".join([f"text {at}\tYes" for at in range(19)] + ["", "  the last one  "]))
    assert len(found) == 20
    assert found.with_right == 19
    assert found.rows[19] == Example("20", "the last one", "")
    assert not found.drawn
    assert examples_from(as_bytes(found)) == found


def test_a_pasted_line_that_cannot_be_used_is_named():
    lines = [f"text {at}" for at in range(20)]
    lines[6] = "a\tb\tc"
    refusal = refused(lambda: pasted("\n".join(lines)))
    assert (refusal.row, refusal.sentence) == (7, "Line 7 has 3 parts.")
    assert refused(lambda: pasted("\tonly an answer")).sentence == "Line 1 has no text."
    assert refused(lambda: pasted("one")).sentence == "There is 1 example."
    assert refused(lambda: pasted("x\n" * 51)).sentence == "There are 51 examples."


def test_of_a_long_file_so_many_are_drawn_at_random_and_the_same_ones_by_the_same_seed():
    frame = pd.DataFrame(
        {"ID": [f"c{at}" for at in range(300)], "Text": [f"t{at}" for at in range(300)]},
        dtype=object,
    )
    rows = np.arange(2, 302)
    drawn = from_table(frame, rows, name="a.csv", number=30, seed=1)
    assert (len(drawn), drawn.drawn) == (30, True)
    assert drawn == from_table(frame, rows, name="a.csv", number=30, seed=1)
    assert drawn != from_table(frame, rows, name="a.csv", number=30, seed=2)
    assert [each.id[1:] for each in drawn.rows] == [each.text[1:] for each in drawn.rows]


def test_a_file_of_examples_that_cannot_be_used_names_its_row():
    frame = pd.DataFrame({"text": ["a", " "], "id": ["1", "2"]}, dtype=object)
    blank = refused(lambda: from_table(frame, np.array([2, 3]), name="a.csv", number=20, seed=1))
    assert (blank.row, blank.column, blank.sentence) == (3, "text", "This row has no text.")
    twice = pd.DataFrame({"text": ["a", "b"], "id": ["1", "1"]}, dtype=object)
    refusal = refused(lambda: from_table(twice, np.array([2, 3]), name="a.csv", number=20, seed=1))
    assert (refusal.row, refusal.sentence) == (3, "The id 1 stands in row 2 already.")
    other = pd.DataFrame({"a": ["x"], "b": ["y"]}, dtype=object)
    named = refused(lambda: from_table(other, np.array([2]), name="a.csv", number=20, seed=1))
    assert "The columns are a, b." in (named.what_to_do or "")


def test_one_answer_a_line_is_taken_in_order():
    assert pasted_answers("\n".join(map(str, range(20))) + "\n\n", SHORT)[:2] == ("0", "1")


@pytest.mark.parametrize(
    ("change", "row", "sentence"),
    [
        (lambda lines: lines[:19], 19, "There are 19 answers for 20 examples."),
        (lambda lines: [*lines, "more"], 21, "There are 21 answers for 20 examples."),
        (lambda lines: [*lines[:6], "", *lines[7:]], 7, "Line 7 is empty."),
        (lambda lines: [*lines[:3], "x" * 4001, *lines[4:]], 4, "Line 4 is longer than 4,000 characters."),
        (lambda lines: [], None, "No answer is here yet."),
    ],
)  # fmt: skip
def test_answers_in_order_that_do_not_fit_name_their_line(change, row, sentence):
    refusal = refused(lambda: pasted_answers("\n".join(change(["Repairs"] * 20)), SHORT))
    assert (refusal.row, refusal.sentence) == (row, sentence)


def test_a_pasted_table_is_matched_by_number_or_by_id_in_any_order():
    by_number = [f"{at}\tthe text\tanswer {at}" for at in range(20, 0, -1)]
    expected = tuple(f"answer {at}" for at in range(1, 21))
    assert pasted_answers("\n".join(by_number), SHORT) == expected
    titled = ["number\ttext\tanswer", *by_number]
    assert pasted_answers("\n".join(titled), SHORT) == expected
    by_id = [f"e{at}\tanswer {at + 1}" for at in range(20)]
    assert pasted_answers("\n".join(by_id), SHORT) == expected


COUNTED_DOWN = Examples(tuple(Example(str(at), f"text {at}", "Repairs") for at in range(20, 0, -1)))


def test_ids_that_are_numbers_themselves_are_read_as_the_heading_says():
    lines = [f"{at}\tanswer {at}" for at in range(20, 0, -1)]
    by_id = tuple(f"answer {at}" for at in range(20, 0, -1))
    assert pasted_answers("\n".join(["ID\tanswer", *lines]), COUNTED_DOWN) == by_id
    by_number = tuple(f"answer {at}" for at in range(1, 21))
    assert pasted_answers("\n".join(["number\tanswer", *lines]), COUNTED_DOWN) == by_number


def test_without_a_heading_what_could_be_either_is_refused():
    lines = "\n".join(f"{at}\tanswer {at}" for at in range(20, 0, -1))
    refusal = refused(lambda: pasted_answers(lines, COUNTED_DOWN))
    assert refusal.row == 1
    assert refusal.sentence.startswith("Line 1 begins with 20. This is one example’s number on")
    straight = Examples(COUNTED_DOWN.rows[::-1])
    assert pasted_answers(lines, straight) == tuple(f"answer {at}" for at in range(1, 21))
    later = Examples(tuple(Example(str(at), f"text {at}") for at in range(5, 25)))
    told = "\n".join(f"{at}\tanswer {at}" for at in range(5, 25))
    assert pasted_answers(told, later) == tuple(f"answer {at}" for at in range(5, 25))


def test_a_number_under_the_heading_of_ids_is_not_looked_up_on_our_list():
    lines = ["id\tanswer", *(f"{at}\tx" for at in range(1, 21))]
    refusal = refused(lambda: pasted_answers("\n".join(lines), SHORT))
    assert (refusal.row, refusal.sentence) == (
        2,
        "Line 2 answers '1', and no example is called so.",
    )
    assert "call them number" in (refusal.what_to_do or "")


@pytest.mark.parametrize(
    ("line", "row", "sentence"),
    [
        ("3\tagain", 21, "Line 21 answers example 3 again; line 3 did already."),
        ("nobody\tx", 21, "Line 21 answers 'nobody', and no example is called so."),
        ("loose", 21, "Line 21 has no tab between the number and the answer."),
    ],
)
def test_a_line_of_a_pasted_table_that_does_not_fit_is_named(line, row, sentence):
    lines = [f"{at}\tx" for at in range(1, 21)] + [line]
    if "nobody" in line:
        lines = [f"e{at}\tx" for at in range(20)] + [line]
    refusal = refused(lambda: pasted_answers("\n".join(lines), SHORT))
    assert (refusal.row, refusal.sentence) == (row, sentence)


def test_examples_without_an_answer_are_named():
    lines = [f"{at}\tx" for at in range(1, 21) if at not in (4, 9)]
    refusal = refused(lambda: pasted_answers("\n".join(lines), SHORT))
    assert refusal.sentence == "There is no answer for examples 4 and 9."


def test_a_file_of_answers_names_file_row_and_column():
    frame = pd.DataFrame(
        {"Number": [str(at) for at in range(1, 21)], "Answer": ["a"] * 19 + [""]}, dtype=object
    )
    refusal = refused(lambda: answers_in_table(frame, np.arange(2, 22), SHORT, name="today.csv"))
    assert (refusal.file, refusal.row, refusal.column) == ("today.csv", 21, "Answer")
    frame.loc[19, "Answer"] = "b"
    assert answers_in_table(frame, np.arange(2, 22), SHORT, name="today.csv") == ("a",) * 19 + (
        "b",
    )


def test_the_sheet_comes_back_as_it_went_out_and_holds_no_right_answer():
    sheet = as_sheet(SHORT).decode("utf-8-sig")
    assert "Repairs" not in sheet
    lines = [
        line.replace(",", "\t") + f"said {at}" for at, line in enumerate(sheet.splitlines()[1:])
    ]
    assert pasted_answers("\n".join(lines), SHORT)[19] == "said 19"


@given(st.permutations(range(20)), st.booleans())
def test_the_order_of_lines_changes_nothing(order, by_id):
    lines = [f"{f'e{at}' if by_id else at + 1}\tanswer {at}" for at in order]
    assert pasted_answers("\n".join(lines), SHORT) == tuple(f"answer {at}" for at in range(20))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Repairs", " repairs. ", True), ("1", "1.0", True), ("a  b", "a b", True),
        ("Repairs", "Arrears", False), ("", "no answer", False),
    ],
)  # fmt: skip
def test_capitals_blanks_and_a_full_stop_are_no_change(one, other, same):
    assert same_answer(one, other) is same


def seven_of_fifty():
    before = ["Repairs"] * 48 + ["Arrears", "Viewings"]
    now = ["repairs"] * 43 + ["Arrears"] * 5 + ["Repairs", "Arrears"]
    return changes(FIFTY.rows, before, now)


def test_seven_of_fifty_changed_and_five_for_the_worse():
    found = seven_of_fifty()
    assert [each.number for each in found] == [44, 45, 46, 47, 48, 49, 50]
    assert [each.way for each in found] == [Way.WORSE] * 5 + [Way.BETTER, Way.OTHER]
    counts = count(FIFTY.rows, found)
    assert counts == Counts(n=50, changed=7, worse=5, better=1, known=50)
    assert lead(counts, OCTOBER) == (
        "Since 1 October 2026 7 of 50 answers changed, 5 for the worse and 1 for the better."
    )
    # Wilson's interval of 7 in 50 by R's binom.confint: 0.0695 to 0.2619.
    assert "between 7 and 26" in range_in_words(counts, drawn=True)
    assert "no range" in range_in_words(counts, drawn=False)
    # Mid-p of 1 against 5: 2 * (1 + 6) / 64 - 6 / 64 = 8 / 64.
    assert "p = 0.125" in chance_in_words(counts)


def test_without_right_answers_no_change_is_better_or_worse():
    rows = [Example(str(at), "t") for at in range(20)]
    counts = count(rows, changes(rows, ["a"] * 20, ["b"] * 3 + ["a"] * 17))
    assert counts == Counts(n=20, changed=3, worse=0, better=0, known=0)
    assert lead(counts, OCTOBER) == "Since 1 October 2026 3 of 20 answers changed."
    assert chance_in_words(counts) == ""


def test_nothing_changed_is_said_plainly():
    counts = count(SHORT.rows, changes(SHORT.rows, ["a"] * 20, ["A"] * 20))
    assert lead(counts, OCTOBER) == "Since 1 October 2026 none of 20 answers changed."
    assert told_in_words(None, changed=False) == "Nothing to tell"
    assert told_in_words(None, changed=True) == "Nobody told us"


@given(
    st.lists(st.sampled_from("abc"), min_size=50, max_size=50),
    st.lists(st.sampled_from("abc"), min_size=50, max_size=50),
)
def test_the_ways_are_part_of_the_changes_and_turn_round(before, now):
    rows = [Example(str(at), "t", "a") for at in range(50)]
    there, back = (count(rows, changes(rows, *pair)) for pair in ((before, now), (now, before)))
    assert (there.changed, there.worse, there.better) == (back.changed, back.better, back.worse)
    assert there.worse + there.better <= there.changed <= 50


@pytest.mark.parametrize(
    ("on", "day", "begun", "due", "following"),
    [
        ("2026-11-22", 1, "2026-10-01", "2026-11-01", "2026-12-01"),
        ("2026-10-31", 1, "2026-10-01", None, "2026-11-01"),
        ("2026-11-01", 1, "2026-10-01", "2026-11-01", "2026-12-01"),
        ("2027-01-10", 15, "2026-10-01", "2026-12-15", "2027-01-15"),
        ("2026-12-20", 15, "2026-10-01", "2026-12-15", "2027-01-15"),
    ],
)
def test_the_day_of_the_month(on, day, begun, due, following):
    when = date.fromisoformat
    assert due_since(when(on), day=day, begun=when(begun)) == (due and when(due))
    assert next_due(when(on), day=day) == when(following)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 28))
def test_what_is_due_lies_behind_and_what_is_next_lies_ahead(on, day):
    due = due_since(on, day=day, begun=date(2019, 1, 1))
    assert due is not None
    assert due <= on < next_due(on, day=day)
    assert next_due(due, day=day) == next_due(on, day=day)


def test_the_picture_says_what_it_shows_and_writes_no_text_of_ours_raw():
    drawn = months_drawn([Month("1 Nov", 7, 5), Month("1 Dec", 0, 0)], n=50, title="<b>7</b>")
    assert "<b>" not in drawn
    assert drawn.count('class="worse"') == 1
    assert ">7<" in drawn
    assert ">0<" in drawn

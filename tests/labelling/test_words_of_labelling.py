"""How long it takes, how many are enough, the pasted lines, and the file that comes out."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelling.how_many import offers, sentence
from labelling.labelled_file import Labelled, as_csv, has_both_sorts
from labelling.pace import ASSUMED_SECONDS, seconds_each, time_left
from labelling.pasted import as_json_lines, lines_of

START = datetime(2026, 11, 22, 9, tzinfo=UTC)


def moments(*gaps):
    found = [START]
    for gap in gaps:
        found.append(found[-1] + timedelta(seconds=gap))
    return found


def test_the_pace_is_the_middle_of_the_last_gaps_and_tea_is_not_counted():
    assert seconds_each(moments(4, 5, 3_600, 6, 5, 30)) == 5
    assert seconds_each(moments(*[60] * 40, *[2] * 30)) == 2
    assert seconds_each(moments(1, 1, 1)) == ASSUMED_SECONDS
    assert seconds_each([]) == ASSUMED_SECONDS


@pytest.mark.parametrize(
    ("examples", "seconds", "said"),
    [
        (166, 4.3, "about 12 minutes"),
        (3, 8, "less than a minute"),
        (9, 8, "about a minute"),
        (900, 8, "about 2 hours"),
        (1_000, 9, "about 2.5 hours"),
    ],
)
def test_what_is_left_is_said_in_words(examples, seconds, said):
    assert time_left(examples, seconds) == said


def test_the_planner_says_what_cannot_be_seen():
    """A gap of d with discordance 0.1 is seen at n = ((1.96 s0 + 0.842 s1) / d)^2: d = 0.0623 at 200."""
    assert sentence(200) == "With 200 examples a gap under 6.2 in 100 cannot be seen."
    assert [each.number for each in offers(1_000)] == [150, 200, 300]
    assert [each.number for each in offers(170)] == [150]
    assert [each.number for each in offers(40)] == [40]


def test_pasted_lines_go_the_way_of_a_file():
    lines = lines_of(' NA \n\n"quoted", yes\r\nnull\n0001')

    assert lines == ["NA", '"quoted", yes', "null", "0001"]
    assert [json.loads(line) for line in as_json_lines(lines).splitlines()] == [
        {"text": line} for line in lines
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["typed", "row-2", "row-3"]), st.text(), st.booleans()),
        max_size=12,
    )
)
def test_every_example_comes_out_once_with_an_id_of_its_own(made):
    examples = [
        Labelled(number, name, text, "Repairs", hard)
        for number, (name, text, hard) in enumerate(made, start=1)
    ]
    rows = list(csv.reader(io.StringIO(as_csv(examples).decode(), newline="")))

    assert rows[0] == ["id", "text", "label", "my_hard_one"]
    assert [row[1] for row in rows[1:]] == [text for _, text, _ in made]
    assert [row[3] for row in rows[1:]] == ["yes" if hard else "no" for *_, hard in made]
    assert len({row[0] for row in rows[1:]}) == len(made)


def test_a_mark_that_all_have_tells_nothing_apart():
    assert has_both_sorts([True, False])
    assert not has_both_sorts([True, True])
    assert not has_both_sorts([])

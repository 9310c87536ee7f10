"""The picture of the line of models: long names stand on two lines, and no box runs over another."""

import re
from itertools import pairwise

from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts
from procurement.wording.model_history import model_history
from procurement.wording.model_history_drawing import lineage_drawing
from tests.procurement.opened import LAW_ON, LIBRARY

LONG = "Aldermoor Instruct 70B for British Tenancy Correspondence"
ENDLESS = "Aldermoor " * 20


def drawn(teacher):
    answers = {
        "training_method": ["teacher_answers"],
        "models": [{"role": "teacher", "name": teacher, "made_by": "meta"}],
    }
    facts = gather_facts(LIBRARY, parse_answers(LIBRARY.bank, answers), LAW_ON)
    return lineage_drawing(model_history(facts, LIBRARY))


def lines_of(picture):
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture)


def boxes_of(picture):
    found = re.findall(r"<rect[^>]*>", picture)
    sizes = [
        (
            float(re.search(r' y="([\d.]+)"', each)[1]),
            float(re.search(r' height="([\d.]+)"', each)[1]),
        )
        for each in found
        if "model" in each
    ]
    return sorted(sizes)


def test_a_long_name_stands_whole_on_two_lines():
    lines = lines_of(drawn(LONG))
    assert LONG in " ".join(lines)
    assert all(len(line) <= 34 for line in lines)
    assert not any("…" in line for line in lines)


def test_a_short_name_takes_one_line_and_a_lower_box():
    assert boxes_of(drawn("Aldermoor"))[0][1] == boxes_of(drawn(LONG))[0][1] - 17


def test_a_name_without_end_is_cut_on_its_second_line():
    lines = [line for line in lines_of(drawn(ENDLESS)) if "Aldermoor" in line]
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert len(lines[1]) <= 34


def test_no_box_runs_over_the_next():
    for teacher in ("Aldermoor", LONG, ENDLESS):
        boxes = boxes_of(drawn(teacher))
        assert len(boxes) == 3
        for (top, height), (following, _) in pairwise(boxes):
            assert top + height < following

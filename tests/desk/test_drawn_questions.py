"""The documents on the questions are those of the bank."""

import pytest

from procurement.library import load_library
from procurement.wording.conditions import condition_in_words
from procurement.wording.drawn_bank import drawn_bank
from tests.house.project import ROOT

LIBRARY = load_library()
DRAWN = drawn_bank(LIBRARY)


@pytest.mark.parametrize("path", sorted(DRAWN))
def test_what_is_drawn_is_current(path):
    written = (ROOT / "docs" / path).read_text("utf-8")
    assert written == DRAWN[path], "run ./weigh draw_questions"


def test_nothing_is_left_of_a_section_that_is_gone():
    there = {f"questions/{path.name}" for path in (ROOT / "docs" / "questions").glob("*.md")}
    assert there == {path for path in DRAWN if "/" in path}


def test_every_question_is_drawn_once_with_what_it_takes_to_judge_it():
    text = "".join(DRAWN.values())
    for question in LIBRARY.bank.questions:
        assert text.count(f"\n`{question.id}`. ") == 1
        for option in question.options:
            if option.kind == "answer":
                assert option.label in text
    assert text.count("- When it is asked: ") == len(LIBRARY.bank.questions)
    assert text.count("- Rules that read it: ") == len(LIBRARY.bank.questions)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "endpoint_care",
            "if “Where will the model run?” is “Our own cloud account” or “Our own servers”",
        ),
        ("teacher_name", "if “How was this model made?” names “"),
        ("tier_name", "always"),
        ("tier_words", "never; it is worked out, and may be said all the same"),
    ],
)
def test_when_a_question_is_asked_is_said_in_words(key, words):
    (section,) = [text for text in DRAWN.values() if f"\n`{key}`. " in text]
    told = section.split(f"\n`{key}`. ")[1].split("- When it is asked: ")[1].split("\n")[0]
    assert told.startswith(words)


def test_a_rule_that_reads_a_question_is_named_under_it():
    section = DRAWN["questions/upgrades.md"].split("\n`notice_days`. ")[1]
    assert "Short notice of change" in section.split("- Rules that read it: ")[1].split("\n")[0]


def test_no_id_of_an_option_is_left_where_words_belong():
    for question in LIBRARY.bank.questions:
        if question.show_if is not None:
            assert "_" not in condition_in_words(question.show_if, LIBRARY.bank), question.id

"""A non-answer to a parent answers its children, in one flag; what was said of them counts more."""

from datetime import date

import pytest

from procurement.facts.fact import State
from procurement.facts.values import NonAnswer
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.walk import chapters
from procurement.screening import gather_facts, screen

LIBRARY = load_library()
ON = date(2026, 11, 21)
CHILDREN = ["teacher_name", "teacher_provider", "teacher_access", "teacher_terms_checked"]


def facts_of(**answers):
    return gather_facts(LIBRARY, parse_answers(LIBRARY.bank, answers), ON)


@pytest.mark.parametrize("said", ["vendor_refused", "vendor_unknown", "under_nda"])
def test_who_does_not_say_how_it_was_made_is_not_asked_from_what(said):
    facts = facts_of(training_method=said)

    for key in CHILDREN:
        fact = facts.find(key)
        assert (fact.state, fact.values) == (State.NON_ANSWER, (NonAnswer(said),))
        assert fact.inherited == "training_method"
    asked = {step.key for one in chapters(LIBRARY.bank, facts) for step in one.steps}
    assert asked.isdisjoint(CHILDREN)


def test_what_was_said_of_a_child_counts_and_is_not_overwritten():
    facts = facts_of(training_method="vendor_refused", teacher_provider="meta")

    assert facts.find("teacher_provider").values == ("meta",)
    assert facts.find("teacher_name").values == (NonAnswer.VENDOR_REFUSED,)
    assert facts.find("teacher_access").state is State.UNANSWERED


def test_a_row_of_the_table_is_more_than_the_parents_silence():
    rows = [{"role": "teacher", "name": "Big-1", "made_by": "mistral"}]
    facts = facts_of(training_method="vendor_refused", models=rows)

    assert facts.find("teacher_name").values == ("Big-1",)


def test_somebody_who_is_not_sure_passes_nothing_on():
    assert facts_of(base_model="does_not_apply").find("base_licence").inherited is None


def test_the_flags_of_one_silence_say_that_they_belong_together():
    told = parse_answers(LIBRARY.bank, {"training_method": "vendor_refused", "notice_days": 5})
    flags = {flag.rule: flag.part_of for flag in screen(LIBRARY, told, ON).flags}

    assert flags["lin_method_unknown"] == "training_method"
    assert flags["lin_teacher_unknown"] == "training_method"
    assert flags["com_short_notice"] is None

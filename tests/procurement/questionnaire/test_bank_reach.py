"""Every question is asked of somebody, and what nobody asks any more says nothing to the rules."""

from itertools import islice

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from procurement.conditions.vocabulary import (
    All,
    Always,
    AnyOf,
    CountryStatusTest,
    CountryTest,
    ListTest,
    OptionTest,
)
from procurement.facts.fact import State
from procurement.facts.values import NON_ANSWERS
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.walk import chapters
from procurement.screening import gather_facts, screen
from tests.procurement.telling import TODAY
from tests.procurement.test_screening_properties import QUESTIONS, answers_to, sheets

LIBRARY = load_library()
BANK = LIBRARY.bank
NEGATIVE = {"not_in", "not_contains_any"}
MOST_TRIES = 200
# A country of each standing in UK law on the day: France, the United States, India.
COUNTRY_OF = {"full": "FR", "partial": "US", "none": "IN"}


def ways(condition):
    """Yield answers under which a condition holds, as answer sheets."""
    match condition:
        case All():
            yield from joined([list(islice(ways(part), 8)) for part in condition.parts])
        case AnyOf():
            for part in condition.parts:
                yield from ways(part)
        case Always():
            yield {}
        case OptionTest():
            yield {condition.q: condition.value}
        case ListTest() if condition.op in NEGATIVE:
            asked = BANK.by_id.get(condition.key)
            if asked is not None and asked.type == "text":
                yield {condition.q: "Mossgill 7B"}
                return
            setting = next((each for each in BANK.settings if each.id == condition.q), None)
            for option in (asked or setting).options:
                if option.id not in condition.value and option.id not in NON_ANSWERS:
                    yield {condition.q: put(condition.q, option.id)}
        case ListTest() if condition.op == "contains_all":
            yield {condition.q: list(condition.value)}
        case ListTest():
            for value in condition.value:
                yield {condition.q: put(condition.q, value)}
        case CountryTest():
            yield {condition.q: [condition.value[0]]}
        case CountryStatusTest():
            for status in condition.value:
                yield {condition.q: [COUNTRY_OF[status]]}
        case _:
            asked = BANK.by_id[condition.q]
            for number in (asked.min, asked.max, 0, 1, 100):
                yield {condition.q: number}


def put(key, value):
    asked = BANK.by_id.get(key)
    return [value] if asked is not None and asked.type == "multi" else value


def joined(lists):
    """Yield every way of taking one sheet of each list that do not speak against each other."""
    if not lists:
        yield {}
        return
    first, *rest = lists
    for sheet in first:
        for other in joined(rest):
            if fit(sheet, other):
                yield sheet | other


def fit(sheet, other):
    """Return whether two sheets nowhere answer one question differently."""
    return all(sheet.get(key, value) == value for key, value in other.items())


def sheets_that_ask(question):
    """Yield answers under which a question should be asked, with what its gates need in turn."""
    gates = [each for each in (question.show_if, question.worth_if) if each is not None]
    for sheet in joined([list(islice(ways(gate), 32)) for gate in gates]):
        behind = [BANK.by_id[key] for key in sheet if key in BANK.by_id]
        lists = [
            list(islice((s for s in sheets_that_ask(each) if fit(s, sheet)), 8)) for each in behind
        ]
        yield from joined([[sheet], *lists])


# What is asked of the firm itself is asked once, on a page of its own.
ASKED = [
    q
    for q in BANK.questions
    if q.type != "rows" and q.derived is None and q.id not in BANK.of_the_firm
]


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_every_question_is_asked_under_some_answers(question):
    for sheet in islice(sheets_that_ask(question), MOST_TRIES):
        facts = gather_facts(LIBRARY, parse_answers(BANK, sheet), TODAY)
        steps = [step for chapter in chapters(BANK, facts) for step in chapter.steps]
        if any(step.key == question.id and not step.done for step in steps):
            return
    pytest.fail("No answers were found under which it is asked.")


# Details of a thing that is said not to exist speak against that: a contradiction, which is shown.
DENIABLE = {
    each.plain_look_of.role for each in QUESTIONS if each.plain_look_of and each.plain_look_of.none
}


def told_of(screening):
    return screening.model_dump(exclude={"withdrawn"})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets, st.data())
def test_what_is_answered_under_hidden_questions_never_reaches_a_rule(sheet, data):
    facts = gather_facts(LIBRARY, parse_answers(BANK, sheet), TODAY)
    hidden = [
        question
        for question in QUESTIONS
        if question.id not in sheet
        and question.derived is None
        and facts.find(question.id).state is State.CANNOT_APPLY
        and not (question.plain_look_of and question.plain_look_of.role in DENIABLE)
    ]
    assume(hidden)
    chosen = data.draw(st.lists(st.sampled_from(hidden), min_size=1, unique_by=lambda q: q.id))
    more = {question.id: data.draw(answers_to(question)) for question in chosen}

    before = screen(LIBRARY, parse_answers(BANK, sheet), TODAY)
    after = screen(LIBRARY, parse_answers(BANK, sheet | more), TODAY)
    assert told_of(after) == told_of(before)
    assert set(more) <= set(after.withdrawn)

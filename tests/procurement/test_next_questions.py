"""Which questions to ask next, held to every possible choice on small cases."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from procurement.next_questions import next_questions
from procurement.screening_result import Undecided

SEVERITIES = ("critical", "high", "medium", "low", "info")
# The weights as the page explains them: a grave point counts for two of the next lower.
WEIGHT = {"critical": 8, "high": 4, "medium": 2, "low": 1, "info": 1}


def rule(*needs, severity="high", number=0):
    return Undecided(
        rule=f"r{number}", title="A rule", category="licence", severity=severity, upcoming=False,
        needs=needs,
    )  # fmt: skip


@st.composite
def situations(draw, *, most=3):
    offered = draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=6, unique=True))
    rules = draw(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from("abcdefgxy"), min_size=1, max_size=most, unique=True),
                st.sampled_from(SEVERITIES),
            ),
            max_size=6,
        )
    )
    return offered, [rule(*needs, severity=severity) for needs, severity in rules]


def settled_by(chosen, rules):
    return [each for each in rules if set(each.needs) <= set(chosen)]


@given(situations(), st.integers(0, 7))
def test_it_names_open_questions_once_and_counts_what_they_settle(situation, at_most):
    offered, rules = situation
    found = next_questions(rules, offered, at_most=at_most)
    assert len(set(found.keys)) == len(found.keys) <= at_most
    assert set(found.keys) <= set(offered)
    assert (found.settled, found.of) == (len(settled_by(found.keys, rules)), len(rules))


@given(situations())
def test_with_room_for_all_it_settles_what_can_be_settled_and_asks_nothing_idle(situation):
    offered, rules = situation
    found = next_questions(rules, offered, at_most=len(offered))
    assert found.settled == len(settled_by(offered, rules))
    needed = {key for each in rules for key in each.needs}
    assert set(found.keys) == set(offered) & needed


@given(situations(most=1), st.integers(1, 4))
def test_where_one_answer_settles_a_rule_no_choice_of_as_many_settles_more(situation, at_most):
    offered, rules = situation
    found = next_questions(rules, offered, at_most=at_most)
    best = max(
        sum(WEIGHT[each.severity] for each in settled_by(chosen, rules))
        for chosen in combinations(offered, min(at_most, len(offered)))
    )
    assert sum(WEIGHT[each.severity] for each in settled_by(found.keys, rules)) == best


@given(situations())
def test_the_first_question_settles_at_once_as_much_as_any_other_could(situation):
    offered, rules = situation
    found = next_questions(rules, offered, at_most=1)

    def weight(key):
        return sum(WEIGHT[each.severity] for each in settled_by([key], rules))

    best = max(map(weight, offered))
    assert (weight(found.keys[0]) if found.keys else 0) == best


@given(situations(), st.integers(0, 5))
def test_asking_more_never_settles_less_and_keeps_what_was_asked_first(situation, at_most):
    offered, rules = situation
    fewer = next_questions(rules, offered, at_most=at_most)
    more = next_questions(rules, offered, at_most=at_most + 1)
    assert more.keys[: len(fewer.keys)] == fewer.keys
    assert more.settled >= fewer.settled


def test_of_two_rules_the_graver_is_settled_first_and_the_bank_decides_between_equals():
    low, grave = rule("a", severity="low"), rule("b", severity="critical")
    assert next_questions([low, grave], ["a", "b"], at_most=1).keys == ("b",)
    equal = [rule("b"), rule("a")]
    assert next_questions(equal, ["a", "b"], at_most=1).keys == ("a",)


def test_a_pair_that_settles_a_grave_rule_comes_before_single_trifles():
    grave, trifle = rule("a", "b", severity="critical"), rule("c", severity="info")
    assert next_questions([grave, trifle], ["a", "b", "c"], at_most=3).keys == ("c", "a", "b")


def test_where_nothing_waits_nothing_is_asked():
    assert next_questions([], ["a", "b"]).keys == ()
    assert next_questions([rule("x")], ["a", "b"]).keys == ()
    assert next_questions([rule("x")], []).of == 1

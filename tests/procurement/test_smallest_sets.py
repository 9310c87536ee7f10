"""The fewest questions that decide a rule: enough, whatever is answered, and none too many."""

from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from content.countries import countries
from procurement.conditions.vocabulary import All, AnyOf, ListTest, OptionTest
from procurement.full_screening import screen_in_full
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from tests.procurement.telling import TODAY, at_least, observed
from tests.procurement.test_screening_properties import QUESTIONS, sheets

LIBRARY = load_library()
BANK = LIBRARY.bank
seldom = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def plain_answer(draw, question):
    """Draw an answer that says something: any option, any country, any number in its bounds."""
    match question.type:
        case "single":
            return draw(st.sampled_from([o.id for o in question.options if o.kind == "answer"]))
        case "multi":
            options = [o for o in question.options if o.kind == "answer"]
            alone = [o.id for o in options if o.exclusive]
            together = [o.id for o in options if not o.exclusive]
            some = st.lists(st.sampled_from(together), min_size=1, max_size=5, unique=True)
            return draw(some | st.sampled_from(alone).map(lambda each: [each]) if alone else some)
        case "country_list":
            codes = st.sampled_from(sorted(countries()))
            if question.companions and draw(st.booleans()):
                return question.companions[0].id
            return draw(st.lists(codes, min_size=1, max_size=4, unique=True))
        case "number":
            return draw(st.integers(int(question.min), int(question.max or 1000)))
        case "date":
            return draw(st.dates()).isoformat()
        case "text":
            return draw(st.sampled_from(["Triage", "Triage Turbo", "GPT-4o"]))
        case _:
            return "card.pdf"


def told(answers):
    return parse_answers(BANK, answers)


@seldom
@given(sheets, st.data())
def test_plain_answers_to_the_fewest_questions_decide_the_rule_whatever_they_are(sheet, data):
    waiting = screen_in_full(LIBRARY, told(sheet), TODAY).cannot_tell
    known = {question.id: question for question in QUESTIONS}
    undecided = {rule.rule: rule.needs for rule in screen(LIBRARY, told(sheet), TODAY).cannot_tell}
    # Only of a set that was found is it promised: all that are undecided may bring up new ones.
    may = [
        rule
        for rule in waiting
        if set(rule.needs) <= set(known) and rule.needs != undecided[rule.rule]
    ]
    assume(may)
    for rule in data.draw(st.lists(st.sampled_from(may), max_size=6, unique_by=lambda r: r.rule)):
        said = {key: plain_answer(data.draw, known[key]) for key in rule.needs}
        after = screen(LIBRARY, told(sheet | said), TODAY)
        # An answer against what was told elsewhere is a finding of its own, and both sides count.
        if any(flag.kind == "contradiction" for flag in after.flags):
            continue
        assert rule.rule not in {each.rule for each in after.cannot_tell}, (rule.needs, said)


def test_no_fewer_questions_would_do():
    """Try every answer to every smaller set of closed questions, on the real screening."""
    seen = 0
    for rule in screen_in_full(LIBRARY, (), TODAY).cannot_tell:
        undecided = {each.rule: each.needs for each in screen(LIBRARY, (), TODAY).cannot_tell}
        asked = [BANK.by_id[key] for key in undecided[rule.rule] if key in BANK.by_id]
        if len(asked) > 3 or any(question.type != "single" for question in asked):
            continue
        for size in range(1, len(rule.needs)):
            for some in combinations(asked, size):
                seen += 1
                assert any(
                    rule.rule in _waiting(dict(zip([q.id for q in some], chosen, strict=True)))
                    for chosen in product(*([o.id for o in q.options] for q in some))
                ), (rule.rule, rule.needs, [question.id for question in some])
    assert seen > 10


def _waiting(answers):
    return {each.rule for each in screen(LIBRARY, told(answers), TODAY).cannot_tell}


def library_with(trigger):
    rule = LIBRARY.rulebook.by_id["dp_complaints"].model_copy(
        update={"trigger": trigger, "cleared_when": None}
    )
    book = LIBRARY.rulebook.model_copy(
        update={"version": str(trigger), "rules": (rule,), "dpia_required_rules": ()}
    )
    return type(LIBRARY).of(BANK, book)


def needs(trigger, *more, **answers):
    library = library_with(trigger)
    (rule,) = screen_in_full(library, [*told(answers), *more], TODAY).cannot_tell
    return rule.needs


def place_of(key):
    """Return where something is asked: settings of the check come first."""
    return BANK.position.get(key, -1)


def is_(question, *values):
    return ListTest(q=question, op="in", value=values)


COVER = OptionTest(q="ip_cover", op="eq", value="full")
PINNED = OptionTest(q="bill_of_materials", op="eq", value="opt_no")


@pytest.mark.parametrize("joined", [All, AnyOf])
def test_where_each_of_two_may_decide_both_are_asked(joined):
    trigger = joined(**{joined.tag: (COVER, PINNED)})
    assert set(needs(trigger)) == {"ip_cover", "bill_of_materials"}
    assert needs(trigger) == tuple(sorted(needs(trigger), key=place_of))


def test_what_cannot_change_the_outcome_is_not_asked():
    # Whatever the second says, the first decides: it stands on both sides of the "any".
    denied = ListTest(q="ip_cover", op="not_in", value=("full",))
    trigger = AnyOf(any=(All(all=(COVER, PINNED)), All(all=(denied, COVER))))
    assert set(needs(trigger)) == {"ip_cover", "bill_of_materials"}
    either = AnyOf(any=(All(all=(COVER, PINNED)), COVER))
    assert needs(either) == ("ip_cover",)


def test_a_gate_is_asked_only_where_the_rule_reads_it():
    # An answer about the file counts while it is open whether the question applies.
    hidden = OptionTest(q="file_integrity", op="eq", value="opt_no")
    where = is_("deployment", "our_servers", "our_cloud", "device")
    assert set(needs(All(all=(where, hidden)))) == {"deployment", "file_integrity"}
    assert needs(All(all=(hidden,))) == ("file_integrity",)


def test_from_four_on_all_that_are_undecided_stand_in_the_order_of_the_bank():
    trigger = AnyOf(
        any=(
            COVER, PINNED, OptionTest(q="retest_access", op="eq", value="opt_no"),
            OptionTest(q="data_export", op="eq", value="opt_no"),
        )
    )  # fmt: skip
    found = needs(trigger)
    assert {"ip_cover", "bill_of_materials", "retest_access", "data_export"} <= set(found)
    assert found == tuple(sorted(found, key=place_of))


def test_a_number_that_goes_into_a_sum_is_asked_with_the_others():
    waiting = {rule.rule: rule.needs for rule in screen_in_full(LIBRARY, (), TODAY).cannot_tell}
    assert {"teacher_price_per_1000", "price_per_1000"} <= set(waiting["com_small_saving"])


def test_what_is_known_in_part_is_not_taken_for_settled():
    part = observed("training_method", at_least("quantised_copy"))
    full = screen_in_full(LIBRARY, [part], TODAY)
    waiting = {rule.rule: rule.needs for rule in full.cannot_tell}
    assert "training_method" in waiting["lin_method_unknown"]


def test_the_same_facts_find_the_same_sets_again_and_other_facts_their_own():
    first = screen_in_full(LIBRARY, told({"personal_data_types": ["contact"]}), TODAY)
    again = screen_in_full(LIBRARY, told({"personal_data_types": ["contact"]}), TODAY)
    other = screen_in_full(LIBRARY, (), TODAY)
    assert first == again
    waiting = {rule.rule: rule.needs for rule in other.cannot_tell}
    assert "personal_data_types" in waiting["transfer_inference"]
    assert all(
        "personal_data_types" not in rule.needs
        for rule in first.cannot_tell
        if rule.rule == "transfer_inference"
    )

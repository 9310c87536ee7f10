"""How deep to look: every combination of answers has an outcome, and no risk is ever let go."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts
from procurement.triage.judging import judged
from procurement.triage.loader import load_triage
from procurement.triage.outcome import Outcome, triaged
from procurement.triage.saying import Saying
from tests.procurement.triage.answers import DRAFTING, ENQUIRIES

LIBRARY, TRIAGE = load_library(), load_triage()
BANK = LIBRARY.bank
ON = date(2026, 11, 21)
RISKS = [
    ("personal_data_types", ["contact"]), ("personal_data_types", ["special_category"]),
    ("personal_data_types", ["free_text"]), ("confidential_in", "opt_yes"), ("confidential_in", "maybe"),
    ("output_effect", "suggestion"), ("output_effect", "automatic"), ("held_to_account", ["client"]),
    ("held_to_account", ["regulator", "insurer"]), ("use_cases", ["recruitment"]),
    ("use_cases", ["customer_chat"]), ("use_cases", ["other_use"]), ("deployment", "our_servers"),
    ("deployment", "device"), ("deployment", "our_cloud"),
]  # fmt: skip


def outcome(**answers):
    facts = gather_facts(LIBRARY, parse_answers(BANK, answers), ON)
    return judged(TRIAGE, BANK, facts)


def words(found):
    return " / ".join(reason.words for reason in found.reasons)


def test_the_letting_agencys_enquiries_ask_for_a_full_assessment():
    found = outcome(**ENQUIRIES)
    assert found.outcome is Outcome.FULL
    assert [reason.name for reason in found.reasons] == [
        "people_much", "people_affected", "too_cheap",
    ]  # fmt: skip
    assert "about 400 times a week: Names and contact details" in words(found)
    assert "costs 10 times as much" in words(found)


def test_ten_internal_prompts_a_week_need_not_be_checked():
    found = outcome(**DRAFTING)
    assert found.outcome is Outcome.NOT_NEEDED
    assert found.reasons[0].words.startswith("about 10 a week is little and each piece differs")
    assert any("more than 50 times a week" in change for change in found.changes)
    assert any("Information about people" in change for change in found.changes)
    assert any("regulator" in change for change in found.changes)


def test_four_hundred_internal_prompts_a_week_ask_for_a_light_check():
    found = outcome(**DRAFTING | {"monthly_volume": 1733})
    assert found.outcome is Outcome.LIGHT
    assert words(found) == "about 400 a week is more than 50, and small mistakes add up"


def test_the_way_a_tool_was_met_changes_the_words_and_nothing_else():
    by_route = {
        route: outcome(**DRAFTING | {"route": route})
        for route in ("cheaper_version", "inside_software", "built_for_us", "train_our_own")
    }
    assert {found.outcome for found in by_route.values()} == {Outcome.NOT_NEEDED}
    assert "never pay for itself" in words(by_route["built_for_us"])
    assert "never pay for itself" not in words(by_route["cheaper_version"])


def test_where_a_mistake_costs_more_than_a_thousand_cheap_answers_save_the_bigger_one_is_right():
    # 40p against 20p a request saves £200 in 1,000: one mistake at £500 eats more than that.
    dear = DRAFTING | {
        "monthly_volume": 1733, "work_variety": "alike", "price_per_1000": 200,
        "teacher_price_per_1000": 400, "mistake_cost": 500,
    }  # fmt: skip
    found = outcome(**dear)
    assert found.outcome is Outcome.NOT_NEEDED
    assert "£500" in found.reasons[0].words
    assert outcome(**dear | {"mistake_cost": 199}).outcome is Outcome.LIGHT


@pytest.mark.parametrize(
    ("price", "bigger", "asks_hard"),
    [(10, 30, True), (10, 29.9, False), (0, 1, True), (0, 0, False), (30, 10, False)],
)
def test_a_third_of_the_price_looks_too_cheap(price, bigger, asks_hard):
    found = outcome(**DRAFTING | {"price_per_1000": price, "teacher_price_per_1000": bigger})
    assert (found.outcome is Outcome.FULL) is asks_hard


def test_fifty_a_week_are_little_and_fifty_one_are_not():
    def at(a_week):
        return outcome(**DRAFTING | {"monthly_volume": round(a_week * 52 / 12, 6)}).outcome

    assert (at(50), at(51)) == (Outcome.NOT_NEEDED, Outcome.LIGHT)


def test_personal_data_a_hundred_times_a_week_asks_hard_and_less_often_lightly():
    def at(a_week):
        month = round(a_week * 52 / 12, 6)
        told = {"monthly_volume": month, "personal_data_types": ["contact"]}
        return outcome(**DRAFTING | told).outcome

    assert (at(99), at(100)) == (Outcome.LIGHT, Outcome.FULL)


@pytest.mark.parametrize("key", TRIAGE.keys)
@pytest.mark.parametrize("how", ["not_sure", None])
def test_what_nobody_is_sure_of_never_lets_go(key, how):
    answers = {name: said for name, said in DRAFTING.items() if name != key}
    if how:
        answers[key] = how
    found = outcome(**answers)
    assert found.outcome is Outcome.LIGHT
    assert [reason.key for reason in found.reasons] == [key]


@pytest.mark.parametrize(("key", "said"), RISKS)
def test_one_risk_alone_is_enough_for_a_check(key, said):
    found = outcome(**DRAFTING | {key: said})
    assert found.outcome > Outcome.NOT_NEEDED
    assert key in {reason.key for reason in found.reasons}


def chosen(key):
    asked = BANK.by_id.get(key) or next(each for each in BANK.settings if each.id == key)
    return [option.id for option in asked.options]


def saying(key):
    numbers = st.lists(st.floats(0, 1e7, allow_nan=False), max_size=2).map(tuple)
    options = chosen(key)
    some = st.frozensets(st.sampled_from(options), max_size=4) if options else st.just(frozenset())
    numeric = key in ("monthly_volume", "price_per_1000", "teacher_price_per_1000", "mistake_cost")
    return st.builds(Saying, some, numbers if numeric else st.just(()), st.booleans()).map(
        # Nothing said is not settled: the facts never say otherwise.
        lambda each: each if each.chosen or each.numbers else Saying(unsure=True)
    )


SAID = st.fixed_dictionaries({key: saying(key) for key in TRIAGE.keys})


def judge(said):
    return triaged(TRIAGE, said, answer=lambda key, _: key, question=lambda key: key)


@given(SAID)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_combination_has_an_outcome_in_words(said):
    found = judge(said)
    assert found.reasons
    assert found.changes
    for text in (*(reason.words for reason in found.reasons), *found.changes):
        assert text
        assert "{" not in text
    assert {reason.key for reason in found.reasons} <= set(TRIAGE.keys)


QUIET = {
    "route": Saying(frozenset({"cheaper_version"})), "in_use": Saying(frozenset({"thinking"})),
    "use_cases": Saying(frozenset({"coding"})), "personal_data_types": Saying(frozenset({"none_personal"})),
    "confidential_in": Saying(frozenset({"opt_no"})), "output_effect": Saying(frozenset({"no_effect"})),
    "held_to_account": Saying(frozenset({"nobody"})), "monthly_volume": Saying(numbers=(40.0,)),
    "work_variety": Saying(frozenset({"mixed"})), "price_per_1000": Saying(frozenset({"included"})),
    "teacher_price_per_1000": Saying(frozenset({"not_sold"})), "mistake_cost": Saying(numbers=(5.0,)),
    "deployment": Saying(frozenset({"vendor_cloud"})),
}  # fmt: skip
HARMLESS = {
    "personal_data_types": "none_personal", "confidential_in": "opt_no", "output_effect": "no_effect",
    "held_to_account": "nobody",
}  # fmt: skip


@given(SAID, st.lists(st.sampled_from(TRIAGE.keys), unique=True))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_letting_go_means_that_everything_is_settled_and_no_risk_is_there(said, noisy):
    mixed = QUIET | {key: said[key] for key in noisy}
    if judge(mixed).outcome is not Outcome.NOT_NEEDED:
        return
    assert not any(each.unsure for each in mixed.values())
    for key, harmless in HARMLESS.items():
        assert mixed[key].chosen == {harmless}, key
    assert mixed["deployment"].chosen <= {"vendor_cloud", "hyperscaler"}
    assert mixed["use_cases"].chosen <= {"internal_drafting", "extraction", "coding"}
    prices, bigger = mixed["price_per_1000"].numbers, mixed["teacher_price_per_1000"].numbers
    if prices and bigger and max(bigger) > 0:
        assert max(bigger) < 3 * min(prices)


@given(
    SAID,
    st.lists(st.sampled_from(TRIAGE.keys), unique=True),
    st.sampled_from(
        [key for key in TRIAGE.keys if key in TRIAGE.harmless and key != "work_variety"]
    ),
    st.data(),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_risk_more_never_asks_for_less(said, noisy, key, data):
    before = QUIET | {each: said[each] for each in noisy}
    risky = [each for each in chosen(key) if each not in TRIAGE.harmless[key]]
    more = data.draw(st.sampled_from(risky))
    after = before | {key: Saying(before[key].chosen | {more}, (), before[key].unsure)}
    assert judge(after).outcome >= judge(before).outcome


@given(SAID, st.lists(st.sampled_from(TRIAGE.keys), unique=True), st.floats(0, 1e6))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_larger_volume_never_asks_for_less(said, noisy, more):
    before = QUIET | {each: said[each] for each in noisy}
    volumes = before["monthly_volume"].numbers or (0.0,)
    settled = before | {"monthly_volume": Saying(numbers=volumes)}
    after = before | {"monthly_volume": Saying(numbers=(max(volumes) + more,))}
    assert judge(after).outcome >= judge(settled).outcome


@given(SAID, st.lists(st.sampled_from(TRIAGE.keys), unique=True), st.sampled_from(TRIAGE.keys))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_to_become_unsure_of_an_answer_that_let_go_asks_for_a_check(said, noisy, key):
    before = QUIET | {each: said[each] for each in noisy}
    after = before | {key: Saying(before[key].chosen, before[key].numbers, unsure=True)}
    assert judge(after).outcome >= judge(before).outcome
    assert judge(after).outcome > Outcome.NOT_NEEDED


def test_the_eight_pages_ask_each_question_once_and_all_are_in_the_bank():
    assert len(TRIAGE.pages) == 8
    assert len(set(TRIAGE.keys)) == len(TRIAGE.keys) == 13
    assert set(TRIAGE.keys) <= {*BANK.by_id, *(setting.id for setting in BANK.settings)}


def test_every_limit_says_why_it_is_that_number():
    assert all(limit.because for _, limit in TRIAGE.limits)

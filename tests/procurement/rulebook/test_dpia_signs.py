"""The screening leaves nothing out: Article 35(3), the ICO's list and the nine signs of WP248.

What a buyer ticks for each of them stands here, worked from the sources. Each raises its own flag or
is counted, and none is passed over in silence.
"""

import pytest

from procurement.facts.values import Span
from tests.procurement.rulebook.engine import LIBRARY, outcomes, worked_out

BOOK = LIBRARY.rulebook
# A product that reads post: AI, names and addresses, and no sign of risk.
NO_SIGN = {
    "use_cases": "extraction",
    "output_effect": "suggestion",
    "personal_data_types": "contact",
    "screening_features": "none_features",
}
ALWAYS_NEEDED = {
    "dpia_profiling_decisions": {"use_cases": "recruitment", "screening_features": "profiling"},
    "dpia_large_special": {
        "personal_data_types": "special_category",
        "screening_features": "large_scale",
    },
    "dpia_public_area": {"screening_features": "public_area"},
}
ON_THE_LIST_OF_THE_ICO = {
    "dpia_ico_innovative": {"screening_features": "monitoring"},
    "dpia_ico_denial": {"screening_features": "denies_access"},
    "dpia_ico_profiling": {"screening_features": ["profiling", "large_scale"]},
    "dpia_ico_biometric": {"personal_data_types": "biometric"},
    "dpia_ico_genetic": {"screening_features": "genetic"},
    "dpia_ico_matching": {"screening_features": "matching"},
    "dpia_ico_invisible": {"screening_features": "invisible"},
    "dpia_ico_tracking": {"screening_features": "tracking"},
    "dpia_ico_children": {"screening_features": "targets_children"},
    "dpia_ico_harm": {"screening_features": "physical_harm"},
}
SIGNS_OF_WP248 = {
    1: {"screening_features": "profiling"},
    2: {"output_effect": "automatic", "solely_automated": "opt_yes"},
    3: {"screening_features": "monitoring"},
    4: {"personal_data_types": "financial"},
    5: {"screening_features": "large_scale"},
    6: {"screening_features": "matching"},
    7: {"personal_data_types": "staff_records"},
    8: {},
    9: {"screening_features": "denies_access"},
}


def raised(answers):
    return {
        rule
        for rule, outcome in outcomes(**(NO_SIGN | answers)).items()
        if outcome.verdict == "raised"
    }


@pytest.mark.parametrize(
    ("rule", "answers"), [*ALWAYS_NEEDED.items(), *ON_THE_LIST_OF_THE_ICO.items()]
)
def test_each_case_of_the_law_and_of_the_ico_has_a_flag_and_requires_a_dpia(rule, answers):
    assert rule in raised(answers)
    assert rule in BOOK.dpia_required_rules
    assert "dpia_missing" in raised(answers | {"dpia_status": "not_started"})


@pytest.mark.parametrize(
    ("rule", "answers"), [*ALWAYS_NEEDED.items(), *ON_THE_LIST_OF_THE_ICO.items()]
)
def test_a_dpia_signed_off_settles_it_and_one_under_way_does_not(rule, answers):
    for status, settled in (("done", True), ("in_progress", False), ("screened_out", False)):
        assert outcomes(**(NO_SIGN | answers), dpia_status=status)[rule].settled is settled


def test_no_other_rule_requires_one():
    assert set(BOOK.dpia_required_rules) == {*ALWAYS_NEEDED, *ON_THE_LIST_OF_THE_ICO}


@pytest.mark.parametrize(("number", "answers"), SIGNS_OF_WP248.items())
def test_each_sign_of_wp248_is_counted_once(number, answers):
    found = 1 if number == 8 else 2

    assert worked_out("wp248_count", **(NO_SIGN | answers)).values == (Span(found, found),)


def test_the_nine_signs_have_their_words():
    assert [sign.number for sign in BOOK.wp248_criteria] == list(SIGNS_OF_WP248)
    assert all(sign.label for sign in BOOK.wp248_criteria)


TICKS = [
    option.id
    for option in LIBRARY.bank.by_id["screening_features"].options
    if option.kind == "answer" and option.id != "none_features"
]


@pytest.mark.parametrize("tick", TICKS)
def test_every_tick_on_the_page_of_signs_raises_a_flag(tick):
    assert {rule for rule in raised({"screening_features": tick}) if rule.startswith("dpia_ico")}


def test_a_product_without_a_sign_needs_none():
    assert "dpia_good_practice" in raised({"dpia_status": "not_started"})
    assert not {rule for rule in raised({}) if rule in BOOK.dpia_required_rules}


def test_two_signs_beside_new_technology_are_another_reason_than_one():
    one, two = (
        {"screening_features": "matching"},
        {"screening_features": ["matching", "monitoring"]},
    )

    assert raised(one) & {"dpia_ico_innovative", "dpia_two_criteria"} == {"dpia_ico_innovative"}
    assert {"dpia_ico_innovative", "dpia_two_criteria"} <= raised(two)

"""Each computed fact, worked by hand: known, left open by silence, left open by a non-answer."""

from datetime import date

import pytest

from procurement.facts.fact import State
from procurement.facts.values import Span, members
from tests.procurement.rulebook.engine import outcomes, worked_out
from tests.procurement.telling import REFUSED, at_least, claim, observed

OPEN = "open"


def value(name, *more, **answers):
    fact = worked_out(name, *more, **answers)
    if fact.state is State.CANNOT_APPLY:
        return None
    if fact.unsettled:
        return (*fact.values, OPEN) if fact.values else OPEN
    return fact.values if len(fact.values) > 1 else fact.values[0]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["none_personal"], False),
        (["contact"], True),
        (["contact", "free_text"], True),
        ("not_sure", OPEN),
        (None, OPEN),
    ],
)
def test_personal_data(types, expected):
    assert value("personal_data", personal_data_types=types) == expected


def test_personal_data_found_in_the_samples_counts_against_none_at_all():
    found = observed("personal_data_types", at_least("contact"))

    assert value("personal_data", found, personal_data_types="none_personal") is True


def test_two_who_disagree_on_personal_data_leave_both_values():
    said = claim("personal_data_types", members("contact"))

    assert value("personal_data", said, personal_data_types="none_personal") == (False, True)


@pytest.mark.parametrize(
    ("meaning", "method", "expected"),
    [
        (["student"], None, True),
        (None, ["pruned_copy"], True),
        (["same_model"], ["from_scratch"], False),
        (["same_model"], None, OPEN),
        ("vendor_refused", ["from_scratch"], OPEN),
        ("vendor_refused", "vendor_unknown", OPEN),
        ("vendor_refused", ["teacher_answers"], True),
    ],
)
def test_is_compressed_is_never_made_true_by_a_refusal(meaning, method, expected):
    assert value("is_compressed", tier_meaning=meaning, training_method=method) == expected


COMPARED = {"benchmark_vs_teacher": "our_task"}


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("score_drop", {"teacher_score": 91.5, "student_score": 88, **COMPARED}, 3.5),
        ("score_drop", {"teacher_score": 91.5, **COMPARED}, OPEN),
        ("score_drop", {"teacher_score": 90, "student_score": "vendor_refused", **COMPARED}, OPEN),
        ("score_drop", {"benchmark_vs_teacher": "not_done"}, None),
        ("floor_gap", {"student_score": 80, "accuracy_floor": 85, **COMPARED}, -5),
        ("saving_ratio", {"teacher_price_per_1000": 10, "price_per_1000": 2}, 0.8),
        ("saving_ratio", {"teacher_price_per_1000": 0, "price_per_1000": 2}, None),
        ("saving_ratio", {"teacher_price_per_1000": 10}, OPEN),
    ],
)
def test_numbers_from_numbers(name, answers, expected):
    assert value(name, **answers) == expected


@pytest.mark.parametrize(
    ("setup", "dear", "cheap", "volume", "expected"),
    [
        # Saves 8 pounds on 1,000 requests; 500,000 requests save 4,000 pounds a month.
        (24_000, 10, 2, 500_000, 6),
        (24_000, 2, 2, 500_000, float("inf")),
        (24_000, 10, 2, 0, float("inf")),
        (0, 2, 10, 500_000, None),
        (0, 10, 2, 500_000, 0),
        (None, 10, 2, 500_000, OPEN),
        ("not_sure", 10, 2, 500_000, OPEN),
    ],
)
def test_payback_months(setup, dear, cheap, volume, expected):
    answers = {
        "setup_cost": setup,
        "teacher_price_per_1000": dear,
        "price_per_1000": cheap,
        "monthly_volume": volume,
    }

    assert value("payback_months", **answers) == expected


@pytest.mark.parametrize(
    ("upkeep", "dear", "cheap", "volume", "expected"),
    [
        # 90 pounds saved for 1,000 requests, 1,000 a month: 1,080 pounds a year.
        (540, 100, 10, 1000, 0.5),
        (1080, 100, 10, 1000, 1),
        (0, 100, 10, 1000, 0),
        (1, 100, 100, 1000, float("inf")),
        (1, 10, 100, 1000, float("inf")),
        (1, 100, 10, 0, float("inf")),
        (0, 100, 100, 1000, None),
        # A pound saved for 1,000 requests, 50 a month: 60 pence a year.
        (3, 11, 10, 50, 5),
    ],
)
def test_the_share_of_the_saving_that_upkeep_takes(upkeep, dear, cheap, volume, expected):
    answers = {
        "route": "built_for_us",
        "yearly_upkeep": upkeep,
        "teacher_price_per_1000": dear,
        "price_per_1000": cheap,
        "monthly_volume": volume,
    }

    assert value("upkeep_ratio", **answers) == expected


def test_upkeep_is_no_matter_where_nobody_asks_for_it():
    assert value("upkeep_ratio", route="cheaper_version", price_per_1000=1) is None


ALL_AT_HOME = {
    "personal_data_types": "contact",
    "vendor_country": "GB",
    "inference_countries": "GB",
    "support_countries": "GB",
    "subprocessor_countries": "GB",
    "backup_countries": "GB",
    "customer_data_trains": "never",
    "customer_data_to_teacher": "opt_no",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, False),
        ({"support_countries": ["GB", "FR"]}, False),
        ({"support_countries": ["IN"]}, True),
        ({"support_countries": ["ZM"]}, True),
        ({"support_countries": None}, OPEN),
        ({"support_countries": "vendor_refused"}, OPEN),
        ({"support_countries": ["FR", "vendor_refused"]}, OPEN),
        ({"support_countries": "vendor_refused", "backup_countries": ["IN"]}, True),
        ({"support_countries": ["US"]}, OPEN),
        ({"support_countries": ["US"], "us_uk_extension": "all_confirmed"}, False),
        ({"support_countries": ["US"], "us_uk_extension": "eu_only"}, True),
        ({"support_countries": ["US"], "us_uk_extension": "vendor_refused"}, OPEN),
        ({"support_countries": ["KR"], "partial_scope": "opt_yes"}, False),
        ({"support_countries": ["KR"], "partial_scope": "opt_partly"}, True),
        ({"support_countries": ["KR", "US"], "partial_scope": "opt_yes"}, OPEN),
        ({"customer_data_trains": "always"}, OPEN),
        ({"customer_data_trains": "always", "labelling_countries": "PH"}, True),
    ],
)
def test_any_uncovered_country(changed, expected):
    assert value("any_uncovered_country", **(ALL_AT_HOME | changed)) == expected


@pytest.mark.parametrize(
    ("code", "confirmation", "day", "expected"),
    [
        ("US", {"us_uk_extension": "all_confirmed"}, date(2023, 10, 11), True),
        ("US", {"us_uk_extension": "all_confirmed"}, date(2023, 10, 12), False),
        ("KR", {"partial_scope": "opt_yes"}, date(2022, 12, 18), True),
        ("KR", {"partial_scope": "opt_yes"}, date(2022, 12, 19), False),
    ],
)
def test_a_confirmation_covers_nothing_before_the_regulations(code, confirmation, day, expected):
    answers = ALL_AT_HOME | {"support_countries": [code]} | confirmation

    assert value("any_uncovered_country", on=day, **answers) is expected


def test_two_who_disagree_on_a_confirmation_leave_both_values():
    other = claim("us_uk_extension", "opt_no")
    answers = ALL_AT_HOME | {"support_countries": ["US"], "us_uk_extension": "all_confirmed"}

    assert value("any_uncovered_country", other, **answers) == (False, True)
    raised = outcomes(other, **answers, tra_done="opt_no")
    because = {fact.name for fact in raised["transfer_tra_missing"].because}
    assert {"support_countries", "us_uk_extension"} <= because


NO_SIGN = {
    "screening_features": "none_features",
    "use_cases": "internal_drafting",
    "solely_automated": "opt_no",
    "output_effect": "suggestion",
    "personal_data_types": "contact",
}


@pytest.mark.parametrize(
    ("changed", "span"),
    [
        ({}, Span(1, 1)),
        ({"screening_features": ["large_scale", "matching"]}, Span(3, 3)),
        ({"personal_data_types": ["special_category", "children"]}, Span(3, 3)),
        ({"use_cases": "credit"}, Span(3, 3)),
        ({"output_effect": "light_check", "solely_automated": None}, Span(1, 2)),
        ({"output_effect": "light_check", "solely_automated": "not_sure"}, Span(1, 2)),
        # One suggestion to a person who decides is no decision by a machine: it is not asked.
        ({"solely_automated": None}, Span(1, 1)),
        # Signs 1, 3, 4, 5, 6, 7 and 9 hang on the features; sign 2 does not, as no one is automatic.
        ({"screening_features": "not_sure"}, Span(1, 8)),
        ({"screening_features": None}, Span(1, 8)),
        # Genetic data is sensitive (Articles 4(13) and 9(1)).
        ({"screening_features": "genetic"}, Span(2, 2)),
    ],
)
def test_the_signs_of_wp248_are_counted_from_surely_to_perhaps(changed, span):
    answers = NO_SIGN | changed
    without = Span(span.low - 1, span.high - 1)

    assert value("wp248_count", **answers) == span
    assert value("wp248_count_without_innovative", **answers) == without


def test_with_nothing_told_only_new_technology_is_sure():
    assert value("wp248_count") == Span(1, 9)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Triage Turbo", "moderate"),
        ("DistilTriage", "strong"),
        ("Triage", "none"),
        (None, OPEN),
        ("vendor_refused", OPEN),
    ],
)
def test_the_sign_in_a_name(name, expected):
    assert value("tier_name_signal", tier_name=name) == expected


def test_a_product_with_two_models_has_the_sign_of_each_name():
    rows = [{"role": "product", "name": name} for name in ("Triage", "Triage Turbo")]

    assert value("tier_name_signal", models=rows) == ("moderate", "none")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, False),
        ({"screening_features": ["physical_harm"]}, True),
        ({"screening_features": None}, OPEN),
        ({"personal_data_types": "none_personal"}, False),
        ({"personal_data_types": "not_sure", "screening_features": ["matching"]}, OPEN),
    ],
)
def test_a_dpia_is_required_if_a_rule_on_the_list_is_raised(changed, expected):
    assert value("dpia_required", **(NO_SIGN | changed)) == expected


def test_two_who_disagree_on_what_the_list_names_leave_both_values():
    said = claim("screening_features", members("physical_harm"))

    assert value("dpia_required", said, **NO_SIGN) == (False, True)


def test_a_rule_that_does_not_hold_yet_requires_no_dpia():
    answers = NO_SIGN | {"screening_features": ["physical_harm"]}

    assert value("dpia_required", on=date(2020, 12, 30), **answers) is False
    assert value("dpia_required", on=date(2020, 12, 31), **answers) is True


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, 10),
        ({"dpia_signed_on": "2026-03-02"}, 0),
        ({"dpia_signed_on": "2026-02-20"}, -10),
        ({"dpia_signed_on": "no_record"}, OPEN),
        ({"dpia_signed_on": None}, OPEN),
        ({"go_live_date": "not_set"}, OPEN),
        ({"in_use": "thinking"}, None),
    ],
)
def test_how_many_days_after_the_first_use_the_dpia_was_signed(changed, expected):
    answers = {
        "personal_data_types": "contact",
        "in_use": "in_use",
        "go_live_date": "2026-03-02",
        "dpia_status": "done",
        "dpia_signed_on": "2026-03-12",
    }

    assert value("dpia_days_late", **(answers | changed)) == expected


def test_a_refusal_in_numbers_from_two_sources_leaves_both_differences():
    other = claim("student_score", 80)
    answers = {"teacher_score": 90, "student_score": 88, **COMPARED}

    assert value("score_drop", other, **answers) == (2, 10)
    assert value("score_drop", claim("student_score", REFUSED), **answers) == 2


def test_two_who_disagree_on_how_it_was_made_leave_both_values():
    pruned = claim("training_method", members("pruned_copy"), by="A")
    own = claim("training_method", members("from_scratch"), by="B")
    same = claim("tier_meaning", members("same_model"))

    assert value("is_compressed", pruned, same) is True
    assert value("is_compressed", own, same) is False
    assert value("is_compressed", pruned, own, same) == (False, True)
    assert value("is_compressed", own, pruned, same) == (False, True)


AT_HOME = {
    "inference_countries": "GB", "labelling_countries": "GB", "support_countries": "GB",
    "subprocessor_countries": "GB", "backup_countries": "GB",
}  # fmt: skip


def test_two_who_disagree_on_a_place_leave_both_values():
    home = claim("vendor_country", members("GB"), by="A")
    away = claim("vendor_country", members("IN"), by="B")
    data = {"personal_data_types": "contact", "customer_data_trains": "opt_in"}
    more = (
        AT_HOME | data | {"customer_data_to_teacher": "third_party", "deployment": "vendor_cloud"}
    )

    assert value("any_uncovered_country", home, **more) is False
    assert value("any_uncovered_country", away, **more) is True
    assert value("any_uncovered_country", home, away, **more) == (False, True)
    # One place that everybody names is uncovered whatever is said of the other.
    abroad = more | {"support_countries": "IN"}
    assert value("any_uncovered_country", home, away, **abroad) is True


def test_two_who_disagree_on_a_sign_leave_both_counts():
    said = {"personal_data_types": "contact", "screening_features": "matching"}
    other = claim("screening_features", members("none_of_these"), by="B")
    alone = worked_out("wp248_count", **said).values
    without = worked_out("wp248_count", other, personal_data_types="contact").values

    assert len(alone) == len(without) == 1
    assert set(worked_out("wp248_count", other, **said).values) == {*alone, *without}


def test_what_a_computed_fact_rests_on_is_named_where_two_disagree():
    none = claim("personal_data_types", members("none_personal"), by="B")
    said = {"personal_data_types": "contact", "inference_countries": "IN"}
    raised = outcomes(none, **said, transfer_tools="none_in_place")["transfer_inference"]

    assert [fact.key for fact in raised.because][:2] == ["personal_data", "personal_data_types"]


def test_a_rule_on_a_name_waits_for_the_name_and_for_nothing_else_once_it_is_told():
    waiting = outcomes()["lin_tier_word"]
    assert waiting.needs[0] == "tier_name"
    named = outcomes(tier_name="Triage Turbo", training_method="vendor_refused")["lin_tier_word"]
    assert "tier_name" not in named.needs
    assert "tier_name" in [fact.key for fact in named.because]


def test_a_ratio_to_nothing_does_not_exist_and_clears_what_tests_it():
    free = {"teacher_price_per_1000": 0, "price_per_1000": 1}

    assert worked_out("saving_ratio", **free).state is State.CANNOT_APPLY
    assert outcomes(**free)["com_small_saving"].verdict.value == "clear"
    # While another price may come to light, nothing is settled.
    other = claim("teacher_price_per_1000", REFUSED)
    half = outcomes(other, price_per_1000=1)["com_small_saving"]
    assert (half.verdict.value, half.needs) == ("cannot_tell", ("teacher_price_per_1000",))


def test_a_rule_on_a_sum_waits_for_the_numbers_that_lack():
    waiting = outcomes(price_per_1000=1)["com_small_saving"]

    assert waiting.needs == ("teacher_price_per_1000",)
    assert set(outcomes()["com_small_saving"].needs) == {"teacher_price_per_1000", "price_per_1000"}
    raised = outcomes(price_per_1000=10, teacher_price_per_1000=10)["com_small_saving"]
    assert [fact.key for fact in raised.because] == [
        "saving_ratio", "teacher_price_per_1000", "price_per_1000",
    ]  # fmt: skip

"""The legs of a journey abroad: who is one recipient, which tool is whose, and what is left open."""

from datetime import date

import pytest

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.rulebook.transfer_facts import questions_behind_legs
from procurement.screening import screen
from tests.procurement.rulebook.engine import outcomes, verdict, worked_out
from tests.procurement.telling import TODAY, at_least, claim, observed

LIBRARY = load_library()
HOME = {
    "personal_data_types": "contact",
    "vendor_country": "GB",
    "deployment": "vendor_cloud",
    "inference_countries": "GB",
    "subprocessor_countries": "GB",
    "backup_countries": "GB",
    "customer_data_trains": "never",
    "customer_data_to_teacher": "opt_no",
}


def hops(*rows):
    return HOME | {"hops": [{"what": "support", "country": "IN"} | row for row in rows]}


def test_two_steps_of_one_named_company_are_one_recipient_and_one_tool_covers_both():
    there = {"country": "IN", "company": "Nightline "}
    answers = HOME | {
        "support_countries": "IN",
        "backup_countries": "IN",
        "hops": [
            {"what": "support", **there},
            {"what": "backup", **there, "company": "nightline"},
        ],
    }

    assert verdict("transfer_backups", **answers, transfer_tools="idta") == "clear"
    assert verdict("transfer_support", **answers, transfer_tools="idta") == "clear"
    told_once = answers["hops"][0] | {"legal_tool": ["addendum"]}
    answers |= {"hops": [told_once, answers["hops"][1]]}
    assert verdict("transfer_backups", **answers) == "clear"


def test_two_companies_are_two_recipients():
    answers = hops({"company": "Nightline"}, {"company": "Daybreak"})

    assert verdict("transfer_support", **answers, transfer_tools="idta") == "cannot_tell"
    assert verdict("transfer_support", **answers, transfer_tools="none_in_place") == "raised"


def test_the_sellers_own_staff_and_the_seller_are_one_recipient():
    answers = hops({"same_group": "same_company"}) | {"vendor_country": "IN"}

    assert verdict("transfer_contract_party", **answers, transfer_tools="idta") == "clear"
    assert verdict("transfer_support", **answers, transfer_tools="idta") == "clear"
    assert verdict("transfer_support", **answers, transfer_tools="none_in_place") == "raised"


def test_a_place_nobody_named_yet_may_be_the_second_recipient():
    answers = {**HOME, "support_countries": "IN", "transfer_tools": "idta"}
    open_ = {**answers, "backup_countries": None}

    assert verdict("transfer_support", **answers) == "clear"
    assert verdict("transfer_support", **open_) == "cannot_tell"


def test_more_places_that_were_only_seen_in_part_leave_it_open():
    seen = observed("support_countries", at_least("IN"))

    assert verdict("transfer_support", seen, **HOME, transfer_tools="idta") == "cannot_tell"
    assert verdict("transfer_support", seen, **HOME, transfer_tools="none_in_place") == "raised"


def test_a_seller_in_china_is_left_to_the_rule_on_the_contract():
    answers = {**HOME, "support_countries": "GB", "vendor_country": "CN"}

    assert verdict("transfer_china_service", **answers, transfer_tools="none_in_place") == "clear"
    assert verdict("transfer_contract_party", **answers, transfer_tools="none_in_place") == "raised"


@pytest.mark.parametrize("tool", ["idta", "addendum"])
@pytest.mark.parametrize(
    ("day", "lacks"), [(date(2022, 3, 20), True), (date(2022, 3, 21), False), (TODAY, False)]
)
def test_the_tools_of_the_uk_count_from_the_day_they_were_issued(tool, day, lacks):
    answers = {**HOME, "support_countries": "IN", "transfer_tools": tool}

    assert worked_out("support_without_tool", on=day, **answers).values == (lacks,)


def test_two_who_disagree_on_the_tool_leave_both_values():
    answers = {**HOME, "support_countries": "IN", "transfer_tools": "idta"}
    other = claim("transfer_tools", at_least("none_in_place"))
    against = parse_answers(LIBRARY.bank, {"transfer_tools": "none_in_place"})

    assert worked_out("support_without_tool", *against, **answers).values == (False, True)
    assert worked_out("nothing_in_place", *against, **answers).values == (False, True)
    assert worked_out("support_without_tool", other, **answers).values == (False,)


def test_two_who_disagree_whose_staff_they_are_leave_both_values():
    answers = hops({"same_group": "same_company", "legal_tool": ["none_in_place"]})
    row = parse_answers(LIBRARY.bank, hops({"same_group": "opt_no"}))

    assert worked_out("support_without_tool", *row, **answers).values == (False, True)
    assert worked_out("sellers_own_people_abroad", *row, **answers).values == (False, True)


def test_a_row_of_which_two_say_what_happens_there_counts_as_either():
    nothing = {"legal_tool": ["none_in_place"]}
    one = parse_answers(LIBRARY.bank, {"hops": [{"what": "support", "country": "IN"} | nothing]})
    other = parse_answers(LIBRARY.bank, {"hops": [{"what": "backup", "country": "IN"} | nothing]})
    home = {**HOME, "support_countries": "GB"}

    for step in ("support", "backup"):
        fact = worked_out(f"{step}_without_tool", *one, *other, **home)
        assert fact.values == (False, True)
    assert worked_out("inference_without_tool", *one, *other, **home).values == (False,)


def test_what_raises_a_leg_is_named_by_its_plain_question_and_its_own_tool():
    told = parse_answers(LIBRARY.bank, hops({"legal_tool": ["none_in_place"]}))
    (flag,) = [
        each for each in screen(LIBRARY, told, TODAY).flags if each.rule == "transfer_support"
    ]

    because = [each.fact for each in flag.because]
    assert because[-2:] == ["support_countries", "hop 1.legal_tool"]


@pytest.mark.parametrize(
    ("rule", "told", "waits_for"),
    [
        pytest.param(
            "transfer_support", {"transfer_tools": "none_in_place"}, ["support_countries"],
            id="a place nobody named",
        ),
        pytest.param(
            "transfer_support", {"support_countries": "IN"}, ["transfer_tools"],
            id="a tool nobody named",
        ),
        pytest.param(
            "transfer_us_not_confirmed", {"support_countries": "US", "transfer_tools": "none_in_place"},
            ["us_uk_extension"], id="a listing nobody looked up",
        ),
        pytest.param(
            "transfer_exception_routine", {"support_countries": "IN"}, ["transfer_tools"],
            id="an exception nobody named",
        ),
        pytest.param(
            "transfer_support", {"support_countries": "IN", "transfer_tools": "bcr"}, ["hops"],
            id="rules of a group, and nobody said whose",
        ),
    ],
)  # fmt: skip
def test_a_leg_waits_for_what_would_decide_it_and_for_nothing_else(rule, told, waits_for):
    found = outcomes(**{**HOME, **told})[rule]

    assert (found.verdict.value, list(found.needs)) == ("cannot_tell", waits_for)


@pytest.mark.parametrize(
    ("tools", "rests"),
    [(["article_49"], True), (["article_49", "idta"], False), (["idta"], False)],
)
def test_an_exception_is_rested_on_where_nothing_else_counts(tools, rests):
    there = {**HOME, "support_countries": "IN", "transfer_tools": tools}
    own = hops({"legal_tool": tools}) | {"support_countries": "IN"}

    assert worked_out("rests_on_exception", **there).values == (rests,)
    assert worked_out("rests_on_exception", **own).values == (rests,)


def test_an_exception_beside_a_tool_is_rested_on_by_one_of_two_recipients():
    """Whoever names both, for two recipients together, rests on the exception for one of them."""
    two = hops({"company": "Nightline"}, {"company": "Daybreak"})
    both = {"transfer_tools": ["article_49", "idta"]}

    assert worked_out("rests_on_exception", **two, **both).values == (True,)
    assert worked_out("rests_on_exception", **two, transfer_tools="idta").values == (False,)


def test_what_is_worked_out_of_the_legs_says_which_questions_it_rests_on():
    confirming = {"us_uk_extension", "us_listing_hr", "partial_scope"}
    of_steps = {
        "vendor_country", "inference_countries", "labelling_countries", "support_countries",
        "subprocessor_countries", "backup_countries",
    }  # fmt: skip
    read = questions_behind_legs(LIBRARY.rulebook.adequacy)

    assert confirming | of_steps | {"hops", "transfer_tools", "old_clauses_in_time"} <= read


@pytest.mark.parametrize(
    ("told", "nothing", "old"),
    [
        # A refusal protects nobody, and says nothing of one tool.
        ("vendor_refused", True, "open"),
        ("vendor_unknown", True, "open"),
        ("not_sure", "open", "open"),
        (["none_in_place"], True, False),
        (["idta"], False, False),
        (["old_sccs"], False, True),
    ],
)
def test_what_is_told_of_tools_says_whether_there_is_none_and_which(told, nothing, old):
    facts = [
        worked_out(name, **HOME, support_countries="IN", transfer_tools=told)
        for name in ("nothing_in_place", "rests_on_old_clauses")
    ]

    assert ["open" if fact.unsettled else fact.values[0] for fact in facts] == [nothing, old]

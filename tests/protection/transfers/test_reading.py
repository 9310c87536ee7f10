"""Products as told, each journey worked by hand from UK GDPR Chapter V and the ICO's three steps."""

from datetime import date

import pytest

from protection.transfers.law import load_law
from tests.protection.transfers.journeys import AT_HOME, TODAY, sheet_from, steps_of, stop_of

SUPPORT_IN_INDIA = {"what": "support", "company": "Helpline Ltd", "country": "IN"}


def with_support(row, **more):
    told = {key: said for key, said in AT_HOME.items() if key != "support_countries"}
    return told | more | {"hops": [row]}


def test_a_product_that_stays_in_the_uk_makes_no_transfer_and_has_no_worksheet():
    sheet = sheet_from(AT_HOME)
    assert sheet.all_home
    assert {stop.restricted for stop in sheet.stops} == {"no"}
    assert {stop.route.kind for stop in sheet.stops} == {"no_transfer"}
    assert sheet.worksheets == ()
    assert sheet.asks == ()


def test_staff_in_india_who_can_see_data_are_a_transfer_with_nothing_in_place():
    # ICO: access from abroad counts. India has no UK adequacy regulations.
    sheet = sheet_from(with_support(SUPPORT_IN_INDIA | {"legal_tool": ["none_in_place"]}))
    stop = stop_of(sheet, "support")
    assert (stop.country, stop.company, stop.cover) == ("India", "Helpline Ltd", "not_covered")
    assert steps_of(stop) == ["yes", "yes", "yes"]
    assert (stop.restricted, stop.route.kind, stop.worksheet) == ("yes", "nothing", "yes")
    assert sheet.worksheets == (("IN", "India"),)


@pytest.mark.parametrize(
    ("tools", "route"),
    [
        (["idta"], "tool"),
        (["addendum"], "tool"),
        (["eu_sccs_only"], "eu_clauses"),  # alone they never covered the UK
        (["eu_sccs_only", "addendum"], "tool"),
        (["old_sccs"], "old_clauses"),  # ended on 21 March 2024
        (["article_49"], "exception"),
        (["bcr"], "nothing"),  # another firm is outside the seller's group
    ],
)
def test_which_tool_carries_a_transfer(tools, route):
    row = SUPPORT_IN_INDIA | {"legal_tool": tools, "same_group": "opt_no"}
    assert stop_of(sheet_from(with_support(row)), "support").route.kind == route


def test_binding_rules_carry_a_company_of_the_group():
    row = SUPPORT_IN_INDIA | {"legal_tool": ["bcr"], "same_group": "opt_yes"}
    assert stop_of(sheet_from(with_support(row)), "support").route.kind == "tool"


def test_the_sellers_own_staff_abroad_are_no_separate_organisation():
    row = SUPPORT_IN_INDIA | {"same_group": "same_company", "company": ""}
    row.pop("company")
    stop = stop_of(sheet_from(with_support(row)), "support")
    assert steps_of(stop) == ["yes", "yes", "no"]
    assert (stop.restricted, stop.worksheet, stop.company) == ("no", "no", "Larkfield")


def test_the_staff_of_a_seller_abroad_are_the_seller():
    row = SUPPORT_IN_INDIA | {"same_group": "same_company"}
    stop = stop_of(sheet_from(with_support(row, vendor_country=["IN"])), "support")
    assert steps_of(stop) == ["yes", "yes", "yes"]


def test_ireland_is_covered_and_needs_no_worksheet():
    stop = stop_of(sheet_from(AT_HOME | {"inference_countries": ["IE"]}), "inference")
    assert (stop.cover, stop.restricted) == ("covered", "yes")
    assert (stop.route.kind, stop.worksheet) == ("regulations", "no")
    assert "Schedule 21" in " ".join(stop.cover_citations)


@pytest.mark.parametrize(
    ("said", "on", "cover", "route", "worksheet"),
    [
        ("all_confirmed", TODAY, "confirmed", "regulations", "no"),
        ("eu_only", TODAY, "not_covered", "nothing", "yes"),
        (None, TODAY, "not_confirmed", "confirm_first", "cannot_tell"),
        # SI 2023/1028 came into force on 12 October 2023.
        ("all_confirmed", date(2023, 10, 11), "not_covered", "nothing", "yes"),
        ("all_confirmed", date(2023, 10, 12), "confirmed", "regulations", "no"),
    ],
)
def test_the_us_is_covered_through_the_uk_extension_only(said, on, cover, route, worksheet):
    told = AT_HOME | {"inference_countries": ["US"], "transfer_tools": ["none_in_place"]}
    if said:
        told["us_uk_extension"] = said
    stop = stop_of(sheet_from(told, on), "inference")
    assert (stop.cover, stop.route.kind, stop.worksheet) == (cover, route, worksheet)


@pytest.mark.parametrize("code", ["CA", "JP", "KR"])
def test_three_countries_are_covered_in_part(code):
    told = AT_HOME | {"inference_countries": [code], "transfer_tools": ["none_in_place"]}
    assert stop_of(sheet_from(told), "inference").cover == "not_confirmed"
    yes = stop_of(sheet_from(told | {"partial_scope": "opt_yes"}), "inference")
    assert (yes.cover, yes.worksheet) == ("confirmed", "no")
    no = stop_of(sheet_from(told | {"partial_scope": "opt_no"}), "inference")
    assert (no.cover, no.worksheet) == ("not_covered", "yes")


def test_what_is_made_anonymous_first_is_no_personal_data():
    told = AT_HOME | {
        "customer_data_to_teacher": "third_party",
        "stripped_first": "anonymous",
        "labelling_countries": ["PH"],
    }
    stop = stop_of(sheet_from(told), "labelling")
    assert (steps_of(stop)[0], stop.restricted, stop.worksheet) == ("no", "no", "no")
    coded = stop_of(sheet_from(told | {"stripped_first": "coded"}), "labelling")
    assert (steps_of(coded)[0], coded.restricted, coded.worksheet) == ("yes", "yes", "yes")


def test_without_personal_data_nothing_is_a_restricted_transfer():
    sheet = sheet_from({"personal_data_types": ["none_personal"], "inference_countries": ["CN"]})
    assert sheet.personal == "no"
    assert {stop.restricted for stop in sheet.stops} == {"no"}


def test_a_seller_abroad_of_a_model_on_our_own_servers_receives_nothing():
    told = AT_HOME | {"deployment": "our_servers", "vendor_country": ["CN"]}
    stop = stop_of(sheet_from(told), "seller")
    assert steps_of(stop) == ["yes", "no", "yes"]
    assert stop.restricted == "no"


def test_a_country_nobody_tells_is_open_and_named_as_a_question():
    sheet = sheet_from(AT_HOME | {"backup_countries": "vendor_refused"})
    stop = stop_of(sheet, "backup")
    assert (stop.code, stop.country) == (None, "The vendor would not say")
    assert (stop.cover, stop.restricted) == ("unknown", "cannot_tell")
    assert (stop.route.kind, stop.worksheet) == ("cannot_tell", "cannot_tell")
    assert [ask.question for ask in sheet.asks] == ["backup_countries"]


def test_of_nothing_said_nothing_can_be_drawn():
    sheet = sheet_from({})
    assert not sheet.drawable
    assert sheet.personal == "cannot_tell"
    assert "inference_countries" in [ask.question for ask in sheet.asks]


def test_a_light_check_says_what_it_does_not_ask():
    told = {key: said for key, said in AT_HOME.items() if key != "backup_countries"}
    sheet = sheet_from(told | {"depth": "light"})
    assert sheet.left_out == ("Backups or logs are kept",)


def test_law_is_cited_as_of_the_day():
    told = AT_HOME | {"inference_countries": ["IN"], "transfer_tools": ["none_in_place"]}
    before = stop_of(sheet_from(told, date(2026, 2, 4)), "inference").route.citations
    after = stop_of(sheet_from(told, date(2026, 2, 5)), "inference").route.citations
    assert "Article 44 as it stood" in before[0]
    assert "44A(2)" in after[0]
    assert all("Checked" in each for each in (*before, *after))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({}, {"inference": "goes", "support": "goes", "backup": "goes", "seller": "goes", "subprocessor": "goes"}),
        ({"customer_data_trains": "always"}, {"labelling": "stays", "subprocessor": "stays", "inference": "goes"}),
        ({"customer_data_to_teacher": "third_party"}, {"labelling": "stays"}),
        ({"customer_data_trains": "vendor_unknown"}, {"labelling": "cannot_tell", "subprocessor": "cannot_tell"}),
    ],
)  # fmt: skip
def test_what_goes_if_the_model_ran_on_our_own_machines(told, kept):
    sheet = sheet_from(AT_HOME | told)
    found = {stop.step: stop.own_machines for stop in sheet.stops}
    assert found | kept == found


def test_what_runs_with_us_already_is_not_compared():
    assert sheet_from(AT_HOME | {"deployment": "our_servers"}).on_own_machines


def test_every_sentence_is_there_for_what_judging_can_say():
    law = load_law()
    assert set(law.steps) == {"applies", "abroad", "separate"}
    assert set(law.covers) == {
        "home", "covered", "confirmed", "not_confirmed", "not_covered", "unknown",
    }  # fmt: skip


def test_where_nobody_can_look_there_is_no_journey_and_nothing_to_ask():
    sheet = sheet_from(AT_HOME | {"support_countries": "nobody"})
    assert [stop.step for stop in sheet.stops].count("support") == 0
    assert sheet.asks == ()
    assert sheet.nowhere == (
        "Staff can see data: Nobody. No staff can see it, here or abroad (vendor says).",
    )
    assert sheet_from(AT_HOME).nowhere == ()

"""What holds of every transfer sheet, whatever was told."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from protection.transfers.flow_drawing import flow_on_own_machines, flow_today
from tests.protection.transfers.journeys import LIBRARY, TODAY, sheet_from

# Home, covered, covered in part, not covered, and a code that no list of any year had.
CODES = ["GB", "IE", "US", "JP", "IN", "CN", "AQ"]
SAID = st.sampled_from([*CODES, None])
ROWS = st.lists(
    st.builds(
        lambda **cells: {name: said for name, said in cells.items() if said is not None},
        what=st.sampled_from(["inference", "labelling", "support", "subprocessor", "backup"]),
        company=st.sampled_from([None, "Alpha & Co", "Beta <Ltd>"]),
        country=SAID,
        same_group=st.sampled_from([None, "opt_yes", "opt_no", "same_company"]),
        legal_tool=st.sampled_from([None, ["idta"], ["eu_sccs_only"], ["none_in_place"]]),
    ),
    max_size=5,
)
ANSWERS = st.fixed_dictionaries(
    {"personal_data_types": st.sampled_from([["contact"], "not_sure"]), "hops": ROWS},
    optional={
        "vendor_country": st.sampled_from([[code] for code in CODES] + ["vendor_refused"]),
        "deployment": st.sampled_from(["vendor_cloud", "our_servers", "vendor_unknown"]),
        "customer_data_trains": st.sampled_from(["never", "always", "vendor_refused"]),
        "customer_data_to_teacher": st.sampled_from(["opt_no", "third_party"]),
        "us_uk_extension": st.sampled_from(["all_confirmed", "eu_only"]),
    },
)


def numbers_in(drawing):
    return [int(n) for n in re.findall(r'text-anchor="middle"[^>]*>(\d+)</text>', drawing)]


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_an_unknown_country_is_never_covered(told):
    for stop in sheet_from(told).stops:
        if stop.code is None:
            assert stop.cover == "unknown"
            assert stop.route.kind in ("cannot_tell", "no_transfer")
            assert stop.restricted != "yes"
        if stop.code == "AQ":
            assert stop.cover == "not_covered"


@settings(deadline=None, max_examples=40)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(told, chance):
    shuffled = list(told["hops"])
    chance.shuffle(shuffled)
    assert sheet_from(told | {"hops": shuffled}) == sheet_from(told)


@settings(deadline=None, max_examples=40)
@given(ANSWERS)
def test_the_numbers_of_the_picture_are_those_of_the_table(told):
    sheet = sheet_from(told)
    today, own = flow_today(sheet), flow_on_own_machines(sheet)
    assert numbers_in(today) == [stop.number for stop in sheet.stops]
    assert [stop.number for stop in sheet.stops] == list(range(1, len(sheet.stops) + 1))
    stays = [stop.number for stop in sheet.stops if stop.own_machines in ("stays", "cannot_tell")]
    assert numbers_in(own) == stays
    assert "Beta <Ltd>" not in today
    if any(stop.company == "Beta <Ltd>" for stop in sheet.stops):
        assert "Beta <Ltd>" in unescape(today)


@settings(deadline=None, max_examples=40)
@given(ANSWERS)
def test_a_worksheet_is_for_uncovered_transfers_alone(told):
    for stop in sheet_from(told).stops:
        if stop.worksheet == "yes":
            assert (stop.restricted, stop.cover) == ("yes", "not_covered")


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_sheet_and_flags_never_part_ways(told):
    sheet = sheet_from(told)
    uncovered = screen(LIBRARY, parse_answers(LIBRARY.bank, dict(told)), TODAY).worked_out[
        "any_uncovered_country"
    ]
    needed = {stop.worksheet for stop in sheet.stops}
    if sheet.personal == "yes":
        assert ("yes" in needed) == (True in uncovered.values)
        assert (needed == {"no"}) <= (False in uncovered.values)

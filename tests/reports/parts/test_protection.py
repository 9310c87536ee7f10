"""The line on transfers and the sheet of places never part ways."""

import pytest

from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from protection.transfers.sheet import NO_ROUTE
from reports.parts.protection import transfers
from tests.procurement.telling import TODAY
from tests.protection.transfers.journeys import AT_HOME, LIBRARY, facts_from, sheet_from


@pytest.mark.parametrize("country", ["GB", "IE", "US", "IN", "KR", "CN"])
@pytest.mark.parametrize("tools", [None, ["idta"], ["none_in_place"], ["eu_sccs_only"]])
@pytest.mark.parametrize("risk", [None, "opt_yes", "opt_no"])
def test_no_summary_says_covered_while_a_place_is_not(country, tools, risk):
    more = {"transfer_tools": tools, "tra_done": risk}
    told = AT_HOME | {"inference_countries": [country]}
    told |= {key: value for key, value in more.items() if value}
    screening = screen(LIBRARY, parse_answers(LIBRARY.bank, told), TODAY)
    found = transfers(screening, LIBRARY, facts_from(told))
    stops = sheet_from(told).stops
    if any(stop.route.kind in NO_ROUTE for stop in stops):
        assert found.status in ("not_covered", "not_settled")
    if found.status == "none":
        assert {stop.route.kind for stop in stops} == {"no_transfer"}
    if found.status == "covered":
        assert {stop.route.kind for stop in stops} <= {"no_transfer", "regulations", "tool"}

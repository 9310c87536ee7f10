"""The pages of a labelling at each of its stages, in the looks that break pages first."""

import pytest

from tests.journeys.browser import (
    Site,
    hold,
    launched,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.journeys.test_who_may_what import address
from tests.labelling.labelled import at_each_stage
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def browser(letters):
    yield from launched(letters=letters)


@pytest.mark.parametrize(
    ("width", "look", "letters"),
    [
        pytest.param(320, {"color_scheme": "dark"}, 16, id="narrow and dark"),
        pytest.param(1280, {"forced_colors": "active"}, 32, id="forced colours, text twice as large"),
    ],
)  # fmt: skip
def test_every_stage_keeps_the_promises_of_every_page(committed, machine, browser, width, look):
    firm = found_firm("Harbour Lettings")
    let_sign_in(firm.owner)
    assessment = open_for(firm)
    ids = {"organisation": firm.organisation.id, "assessment": assessment.id}
    page = page_for(browser, Site(machine), width=width)
    page.emulate_media(**look)
    sign_in(page, firm.owner.email)
    for name, made, number in at_each_stage(
        assessment, firm.owner.as_actor(), firm.lead.as_actor()
    ):
        page.goto(address(f"labelling:{name}", ids | {"labelling": made.id, "number": number}))
        hold(page)

"""Every page of one tool but its questions: wide, light and dark."""

from tests.journeys.browser import Site
from tests.journeys.every_page import (
    EVERY_PAGE,
    LIGHT_AND_DARK,
    addresses,
    finished,
    of_the_assessment,
)

__all__ = ["addresses", "finished"]
pytestmark = EVERY_PAGE


def test_every_page_keeps_its_promises(finished, addresses, machine, browser):
    of_the_assessment(finished, addresses, Site(machine), browser, width=1280, looks=LIGHT_AND_DARK)

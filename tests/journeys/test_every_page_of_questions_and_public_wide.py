"""Every page of the questions, of strangers and of beginners: wide, light and dark."""

from tests.journeys.browser import Site
from tests.journeys.every_page import (
    EVERY_PAGE,
    LIGHT_AND_DARK,
    addresses,
    finished,
    of_the_rest,
    untold,
)

__all__ = ["addresses", "finished", "untold"]
pytestmark = EVERY_PAGE


def test_every_page_keeps_its_promises(finished, addresses, untold, machine, browser):
    of_the_rest(
        finished, addresses, untold, Site(machine), browser, width=1280, looks=LIGHT_AND_DARK
    )

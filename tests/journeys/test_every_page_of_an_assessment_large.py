"""Every page of one tool but its questions: text twice as large, plain and in forced colours."""

import pytest

from tests.journeys.browser import Site, launched
from tests.journeys.every_page import (
    EVERY_PAGE,
    FORCED_COLOURS,
    addresses,
    finished,
    of_the_assessment,
)

__all__ = ["addresses", "finished"]
pytestmark = EVERY_PAGE


@pytest.fixture
def browser():
    yield from launched(letters=32)


def test_every_page_keeps_its_promises(finished, addresses, machine, browser):
    of_the_assessment(finished, addresses, Site(machine), browser, width=1280, looks=FORCED_COLOURS)

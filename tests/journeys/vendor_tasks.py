"""The ground of a vendor's task in a browser: a firm, a vendor asked by it, and both sizes of screen."""

import pytest

from tests.journeys.browser import page_for
from tests.journeys.steps import press
from tests.portal.asked import path_of

SIZES = [pytest.param(320, False, id="narrow, no scripts"), pytest.param(1280, True, id="wide")]


def entered(browser, site, link, *, width, scripts):
    """Return the vendor's page behind its link."""
    page = page_for(browser, site, width=width, scripts=scripts)
    page.goto(path_of(link))
    press(page, "Start")
    return page

"""The ground of a vendor's task in a browser: a firm, a vendor asked by it, and both sizes of screen."""

import pytest

from evaluations.actions.uploads import add_sample_set
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from tests.evaluations.assessments import table
from tests.journeys.browser import page_for
from tests.journeys.steps import KINDS, press
from tests.portal.asked import path_of

ROWS = [[f"m{n}", f"Message {n}, write to me at p{n}@mail.example", KINDS[n % 3]] for n in range(9)]
SIZES = [pytest.param(320, False, id="narrow, no scripts"), pytest.param(1280, True, id="wide")]


def entered(browser, site, link, *, width, scripts):
    """Return the vendor's page behind its link."""
    page = page_for(browser, site, width=width, scripts=scripts)
    page.goto(path_of(link))
    press(page, "Start")
    return page


def examples_for(asked, firm):
    """Return examples that a sheet can be made of."""
    return add_sample_set(
        assessment=asked.request.assessment, source=table(["id", "text", "kind"], ROWS), name="inbox.csv",
        columns=Columns("kind", ("text",), "id"), labelled_by=LabelledBy.PEOPLE,
        seen_by_vendor=SeenByVendor.NO, by=firm.owner.as_actor(),
    )  # fmt: skip

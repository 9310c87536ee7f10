"""A test's range joins the saving: the published interval of a published example, in money."""

from html import unescape

import pytest
from django.urls import reverse

from tests.evaluations.assessments import done
from tests.evaluations.views.conftest import Place
from tests.evaluations.views.journey import CHEAP, FULL, PAIRS, compared, examples_ready, started
from tests.procurement.opened import answer

pytestmark = pytest.mark.usefixtures("committed")


def page_of(place, browser):
    url = reverse("desk:payback", args=[place.firm.organisation.id, place.assessment.id])
    return " ".join(unescape(browser.get(url).content.decode()).split())


def test_a_measured_gap_joins_the_saving_with_its_range_and_number_of_examples():
    place = Place("Harbour Lettings")
    browser = place.browser()
    # 2,000 a month at 9p less each are 2,160 pounds a year.
    answer(
        place.assessment, place.firm.owner,
        price_per_1000=10, teacher_price_per_1000=100, monthly_volume=2000,
    )  # fmt: skip
    assert "Mistakes are not counted: no test has shown" in page_of(place, browser)
    samples = examples_ready(place, browser, PAIRS)
    run = started(
        place, browser, samples, compared(samples, PAIRS, cheap=CHEAP, full=FULL, limit="10")
    )
    done(run.job)
    page = page_of(place, browser)
    assert (
        "Of every 100 it gets 2.6 to 51.7 more wrong than the bigger version; tested on 21 of your "
        "own examples."
    ) in page
    # 51.7 in 100 of 24,000 are 12,400 mistakes; 2,160 / 12,400 is 17p.
    assert "Triage Turbo saves about £2,160 a year and would make between" in page
    assert "and 12,000 more mistakes a year" in page
    assert "at the worst end it stops paying when a mistake costs more than 17p." in page

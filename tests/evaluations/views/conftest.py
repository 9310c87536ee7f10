"""A firm with an open assessment, and its people's browsers."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.roles import Role
from tests.evaluations.assessments import open_for
from tests.evaluations.views.journey import CHEAP, FULL, PAIRS, compared, examples_ready, started
from tests.organisations.cast import found_firm


class Place:
    """One firm's assessment, seen through the browsers of its people."""

    def __init__(self, name):
        self.firm = found_firm(name)
        self.assessment = open_for(self.firm)

    def url(self, page, *ids):
        return reverse(
            f"evaluations:{page}", args=[self.firm.organisation.id, self.assessment.id, *ids]
        )

    def browser(self, role=Role.OWNER):
        client = Client()
        client.force_login(self.firm.person(role))
        return client


@pytest.fixture
def place(committed):
    return Place("Harbour Lettings")


@pytest.fixture
def other(committed):
    return Place("Quay Estates")


@pytest.fixture
def browser(place):
    return place.browser()


@pytest.fixture
def run(place, browser):
    """A test that waits for a worker, of a published example."""
    samples = examples_ready(place, browser, PAIRS)
    said = compared(
        samples,
        PAIRS,
        cheap=CHEAP,
        full=FULL,
        limit="10",
        claim_about="accuracy",
        claim_figure="97",
    )
    return started(place, browser, samples, said)

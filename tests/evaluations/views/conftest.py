"""A firm with an open assessment, and its people's browsers."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.roles import Role
from tests.evaluations.assessments import open_for
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

"""A firm with an open assessment, and its owner at the pages."""

import pytest

from tests.evaluations.assessments import open_for
from tests.organisations.cast import found_firm
from tests.visitors import Visitor


class Office:
    """One firm, one assessment."""

    def __init__(self):
        self.firm = found_firm("Harbour Lettings")
        self.assessment = open_for(self.firm)
        self.by = self.firm.owner.as_actor()


@pytest.fixture
def office(committed):
    return Office()


@pytest.fixture
def owner(office):
    return Visitor("watching", office.assessment, office.firm.owner)


@pytest.fixture
def reader(office):
    return Visitor("watching", office.assessment, office.firm.reader)

"""A firm with an open assessment whose people label."""

import pytest

from tests.evaluations.assessments import open_for
from tests.organisations.cast import found_firm
from tests.visitors import Visitor


class Office:
    """The owner labels first; the lead is the second person."""

    def __init__(self):
        self.firm = found_firm("Harbour Lettings")
        self.assessment = open_for(self.firm)
        self.first = self.firm.owner.as_actor()
        self.second = self.firm.lead.as_actor()


@pytest.fixture
def office(committed):
    return Office()


@pytest.fixture
def owner(office):
    return Visitor("labelling", office.assessment, office.firm.owner)


@pytest.fixture
def lead(office):
    return Visitor("labelling", office.assessment, office.firm.lead)

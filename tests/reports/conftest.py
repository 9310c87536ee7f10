"""The ground of what happens once a report is made: a firm, a decision, mail that is taken."""

import pytest
from django.core.cache import cache

from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.issued import decided, issue


@pytest.fixture
def nobody_knocked():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mail(settings):
    settings.MAIL_IS_SET_UP = True
    settings.MAIL_IS_KEPT = False


@pytest.fixture
def firm(committed):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


@pytest.fixture
def report(assessment, firm):
    """Report 1, on a decision."""
    decided(assessment, firm)
    return issue(assessment, firm)

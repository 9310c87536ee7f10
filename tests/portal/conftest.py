"""The ground of the vendor's link: mail that is taken, and nobody who has knocked before."""

import pytest
from django.core.cache import cache

from tests.organisations.cast import found_firm
from tests.portal.asked import ask
from tests.procurement.opened import open_for


@pytest.fixture(autouse=True)
def nobody_knocked():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def mail(settings):
    settings.MAIL_IS_SET_UP = True
    settings.MAIL_IS_KEPT = False


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


@pytest.fixture
def asked(assessment, firm):
    """A request just sent, with its link."""
    return ask(assessment, firm)

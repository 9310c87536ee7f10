"""The browser of every journey."""

import pytest

from tests.journeys.browser import launched


@pytest.fixture
def browser():
    yield from launched()

"""Everybody here reads mail, and nobody has knocked before."""

import pytest

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def ready(mail, nobody_knocked):
    """Let mail be taken."""

"""Every test file of three public scanners, in the lockdown on a kernel of 2022."""

import pytest

from tests.conftest import needs_shared
from tests.sandbox.test_every_published_attack import (  # noqa: F401 - the same tests, in another jail
    nowhere,
    test_every_published_file_is_no_model,
    test_every_published_file_is_read_as_text_or_refused,
)

pytestmark = [needs_shared, pytest.mark.slow]


@pytest.fixture
def jail(older_lockdown):
    return older_lockdown

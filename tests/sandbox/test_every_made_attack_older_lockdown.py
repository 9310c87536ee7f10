"""Every hostile file that was made for us, in the lockdown on a kernel of 2022."""

import pytest

from tests.conftest import needs_shared
from tests.sandbox.test_every_made_attack import (  # noqa: F401 - the same tests, in another jail
    nowhere,
    test_every_made_document_ends_well,
    test_every_made_model_ends_well,
    test_every_made_table_ends_well,
    test_every_made_tokenizer_ends_well,
)

pytestmark = [needs_shared, pytest.mark.slow]


@pytest.fixture
def jail(older_lockdown):
    return older_lockdown

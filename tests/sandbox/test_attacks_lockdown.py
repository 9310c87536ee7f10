"""The sixty hostile files again, in the jail that needs no namespaces."""

import pytest

from tests.conftest import needs_shared
from tests.sandbox.test_attacks import (  # noqa: F401 - the same tests, in another jail
    nowhere,
    test_a_hostile_model_file_ends_in_a_sentence,
    test_a_hostile_table_ends_in_a_sentence,
    test_a_hostile_tokenizer_ends_in_a_sentence,
    test_labels_that_are_markup_stay_text,
)

pytestmark = needs_shared


@pytest.fixture
def jail(lockdown):
    return lockdown

"""The reference pairs that read text: a big int8 encoder and two small students."""

import pytest

from sandbox.candidates import find_jail
from tests.conftest import needs_shared
from tests.evaluations.measurement.reference_pairs import INT8, models_give_their_numbers

pytestmark = [needs_shared, pytest.mark.slow]


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("name", ["banking77", "banking77 strings"])
def test_models_give_the_numbers_that_came_with_them(jail, name):
    assert name in INT8
    models_give_their_numbers(jail, name)

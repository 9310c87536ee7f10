"""The jail of this machine, found once for the session."""

import pytest

from sandbox.candidates import find_jail
from sandbox.contract import JailUnavailable


@pytest.fixture(scope="session")
def run_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="session")
def jail(run_dir):
    try:
        return find_jail(run_dir=run_dir)
    except JailUnavailable as problem:
        pytest.skip(problem.reason)

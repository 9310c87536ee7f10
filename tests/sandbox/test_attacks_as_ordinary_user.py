"""The hostile files once more, each jail started by an ordinary user.

The tests are the same; they are run by a user who is not root, in a process of their own.
"""

import os
import subprocess
import sys
import tempfile

import pytest

from tests.conftest import SHARED, needs_shared
from tests.sandbox.test_ordinary_user import HERE, ROOT, unshared

pytestmark = [
    needs_shared,
    pytest.mark.slow,
    pytest.mark.skipif(bool(unshared()), reason=unshared() or "-"),
]
JAILS = ("", "_lockdown", "_older_lockdown")
KINDS = ("test_attacks", "test_every_made_attack", "test_every_published_attack")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("jail", JAILS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_file_ends_well_for_an_ordinary_user(kind, jail):
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
                str(HERE / f"{kind}{jail}.py"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout
    assert "skipped" not in ran.stdout

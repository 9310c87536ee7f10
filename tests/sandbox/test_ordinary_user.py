"""The jail holds for an ordinary user as it does for root."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.conformance import SAYS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SCRIPT = """
import json, sys, tempfile
from pathlib import Path
from sandbox.candidates import trials
with tempfile.TemporaryDirectory() as run_dir:
    for trial in trials(run_dir=Path(run_dir)):
        print(json.dumps([trial.reason, {each.key: each.saw for each in trial.properties}]))
"""


def unshared():
    if os.geteuid() != 0:
        return "only root can become somebody else"
    if not all(map(shutil.which, ("unshare", "setpriv"))):
        return "this system lacks unshare or setpriv (Debian: util-linux)"
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this machine gives no mount namespace"


@pytest.mark.skipif(bool(unshared()), reason=unshared() or "-")
def test_every_property_holds_for_an_ordinary_user(jail):
    keep = [sys.base_prefix, sys.prefix, str(ROOT)]
    ran = subprocess.run(
        [
            str(HERE / "ordinary_user.sh"), *keep, "--",
            "env", f"PYTHONPATH={ROOT}", sys.executable, "-B", "-c", SCRIPT,
        ],
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip

    for line in ran.stdout.splitlines():
        reason, seen = json.loads(line)
        assert reason == ""
        assert seen == dict.fromkeys(SAYS, "")
    assert ran.stdout

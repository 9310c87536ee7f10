"""A command with an empty home and a network of its own, where every packet it sends is counted."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ENTER = ["unshare", "--net", "--", "sh", str(Path(__file__).with_name("outside.sh"))]


def _namespaces_work() -> bool:
    if not all(map(shutil.which, ("unshare", "ip", "sysctl", "awk"))):
        return False
    tried = subprocess.run([*ENTER, "true"], capture_output=True, text=True, check=False)
    return tried.returncode == 0 and "packets 0" in tried.stderr


needs_a_network_of_its_own = pytest.mark.skipif(
    not _namespaces_work(),
    reason="Needs root, unshare and ip, to give a command a network of its own.",
)


class Outside:
    """Runs commands with an empty home, with CI unset."""

    def __init__(self, folder):
        self.folder, self.home = folder, folder / "home"
        self.home.mkdir()
        self.variables = {
            "HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
            "WEIGH_VAR": str(folder / "var"), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def __call__(self, *command):
        """Return the command's exit code, its output, its words, and packets it sent out."""
        done = subprocess.run(
            [*ENTER, *map(str, command)],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        *said, packets = done.stderr.strip().splitlines()
        return done.returncode, done.stdout, "\n".join(said), int(packets.removeprefix("packets "))

    @property
    def left(self):
        """Return what lies in the home."""
        return list(self.home.rglob("*"))

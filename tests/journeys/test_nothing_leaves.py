"""The product sends nothing to anyone and writes nothing into the home, with CI unset.

Some libraries behave when they see CI, and one of ours reports to its maker unless told not to.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, needs_pango
from tests.desk import folders

SCRIPT = Path(__file__).with_name("outside.sh")
ENTER = ["unshare", "--net", "--", "sh", str(SCRIPT)]


def _namespaces_work() -> bool:
    if not all(map(shutil.which, ("unshare", "ip", "sysctl", "awk"))):
        return False
    tried = subprocess.run([*ENTER, "true"], capture_output=True, text=True, check=False)
    return tried.returncode == 0 and "packets 0" in tried.stderr


pytestmark = pytest.mark.skipif(
    not _namespaces_work(),
    reason="Needs root, unshare and ip, to give a command a network of its own.",
)


@pytest.fixture
def outside(tmp_path):
    """Run a command with an empty home; return its exit code, words, and packets it sent out."""
    home = tmp_path / "home"
    home.mkdir()
    variables = {
        "HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "WEIGH_VAR": str(tmp_path / "var"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip

    def run(*command):
        done = subprocess.run(
            [*ENTER, *map(str, command)],
            cwd=tmp_path,
            env=variables,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        *said, packets = done.stderr.strip().splitlines()
        return done.returncode, done.stdout, "\n".join(said), int(packets.removeprefix("packets "))

    run.home = home
    return run


def test_a_packet_that_leaves_would_be_seen(outside):
    send = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('203.0.113.9', 53))"
    assert outside(sys.executable, "-c", send)[3] >= 1


def test_a_file_in_the_home_would_be_seen(outside):
    outside(sys.executable, "-c", "import pathlib; (pathlib.Path.home() / '.cache').mkdir()")
    assert list(outside.home.rglob("*")) != []


@needs_pango
def test_a_whole_assessment_sends_nothing_and_leaves_the_home_empty(outside, tmp_path):
    folder = folders.with_models(tmp_path / "folder")

    code, out, said, packets = outside(sys.executable, ROOT / "manage.py", "assess", folder)

    assert (code, said, packets) == (0, "", 0)
    assert "pages in" in out
    assert list(outside.home.rglob("*")) == []


@pytest.mark.parametrize(
    "command",
    [
        ["evaluate", "--student", "student.onnx", "--samples", "samples.csv", "--label", "grower"],
        ["inspect", "student.onnx"],
        ["screen", "answers.yaml"],
        ["check_jail"],
    ],
    ids=lambda command: command[0],
)
def test_each_command_sends_nothing_and_leaves_the_home_empty(outside, tmp_path, command):
    folder = folders.with_models(tmp_path / "folder")
    words = [folder / word if (folder / word).exists() else word for word in command]

    code, _, said, packets = outside(sys.executable, ROOT / "manage.py", *words)

    assert (code, said, packets) == (0, "", 0)
    assert list(outside.home.rglob("*")) == []

"""No command alone sends anything to anyone or writes into the home, with CI unset."""

import sys

import pytest

from tests.conftest import ROOT
from tests.desk import folders
from tests.journeys.outside import Outside, needs_a_network_of_its_own

pytestmark = needs_a_network_of_its_own


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
def test_each_command_sends_nothing_and_leaves_the_home_empty(tmp_path, command):
    outside = Outside(tmp_path)
    folder = folders.with_models(tmp_path / "folder")
    words = [folder / word if (folder / word).exists() else word for word in command]

    code, _, said, packets = outside(sys.executable, ROOT / "manage.py", *words)

    assert (code, said, packets) == (0, "", 0)
    assert outside.left == []

"""A whole assessment sends nothing to anyone and writes nothing into the home, with CI unset.

Some libraries behave when they see CI, and one of ours reports to its maker unless told not to.
"""

import sys

import pytest

from tests.conftest import ROOT, needs_pango
from tests.desk import folders
from tests.journeys.outside import Outside, needs_a_network_of_its_own

pytestmark = needs_a_network_of_its_own


@pytest.fixture
def outside(tmp_path):
    return Outside(tmp_path)


def test_a_packet_that_leaves_would_be_seen(outside):
    send = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('203.0.113.9', 53))"
    assert outside(sys.executable, "-c", send)[3] >= 1


def test_a_file_in_the_home_would_be_seen(outside):
    outside(sys.executable, "-c", "import pathlib; (pathlib.Path.home() / '.cache').mkdir()")
    assert outside.left != []


@needs_pango
@pytest.mark.slow
def test_a_whole_assessment_sends_nothing_and_leaves_the_home_empty(outside, tmp_path):
    folder = folders.with_models(tmp_path / "folder")

    code, out, said, packets = outside(sys.executable, ROOT / "manage.py", "assess", folder)

    assert (code, said, packets) == (0, "", 0)
    assert "pages in" in out
    assert outside.left == []

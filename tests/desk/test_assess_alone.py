"""`./weigh assess` where nothing runs yet: it starts what it needs and leaves nothing behind."""

import json

import pytest

from tests.conftest import needs_pango, wait_until
from tests.desk import folders
from tests.desk.commanded import Weigh

pytestmark = needs_pango


@pytest.fixture
def weigh(tmp_path):
    return Weigh(tmp_path / "var")


def test_nothing_is_left_running_and_nothing_lies_open(weigh, tmp_path):
    folder = folders.with_sheets(tmp_path / "folder")

    code, out, err = weigh("assess", folder, "--json", "-")

    assert (code, err) == (0, "")
    assert json.loads(out)["suggestion"] in (
        "proceed", "proceed_with_conditions", "do_not_proceed_yet", "do_not_proceed",
    )  # fmt: skip
    var = tmp_path / "var"
    wait_until(lambda: weigh.processes() == {}, what="the end of every process")
    assert list((var / "runs").glob("run-*")) == []
    kept = [path for path in var.rglob("*") if path.is_file() and "vault" in path.parts]
    assert kept
    assert not any(b"malic_acid" in path.read_bytes() for path in kept)


@pytest.mark.slow
def test_a_jail_that_cannot_start_is_not_the_models_fault(weigh, tmp_path):
    folder = folders.with_models(tmp_path / "folder")

    code, out, err = weigh("assess", folder, WEIGH_JAIL="lead-box")

    assert (code, out) == (1, "")
    assert "lead-box" in err
    assert "student.onnx" not in err

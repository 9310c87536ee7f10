"""What bubblewrap adds to the filters: a world of its own around the process."""

import os
from pathlib import Path

import pytest

from sandbox import conformance
from sandbox.bubblewrap import Bubblewrap
from sandbox.channel import read_json
from sandbox.contract import Ending, JailUnavailable, Job, Limits
from sandbox.runner.frames import Kind


@pytest.fixture(scope="module")
def seen(jail, tmp_path_factory):
    granted = tmp_path_factory.mktemp("input") / "granted"
    granted.write_text("x")
    frames = {}
    options = {
        "act": "look",
        "hidden": [],
        "other_uploads": [],
        "places": [],
        "parent": os.getpid(),
    }
    jail.run(
        Job("probe", {"granted": granted}, options),
        limits=conformance.LOOK,
        receive=lambda kind, payload, _: frames.update({kind: read_json(payload)}),
    )
    return frames[Kind.PROBE]


@pytest.mark.parametrize("name", ["net", "pid", "ipc", "uts", "mnt", "user"])
def test_every_namespace_is_its_own(seen, name):
    assert seen["namespaces"][name] != str(Path(f"/proc/self/ns/{name}").readlink())


def test_it_is_nobody_in_an_empty_place(seen):
    assert "HOME" not in seen["environment"]
    assert seen["environment"]["PWD"] == "/"


def test_a_binary_that_is_not_there_is_no_jail(tmp_path):
    with pytest.raises(JailUnavailable, match="could not be started: No such file"):
        Bubblewrap(Path("/not/there"), tmp_path).run(
            Job("probe", options={"act": "nothing"}), limits=Limits(), receive=lambda *_: None
        )


def test_a_jail_that_starts_too_slowly_is_no_fault_of_the_file(jail):
    with pytest.raises(JailUnavailable, match="did not start in the time"):
        jail.run(
            Job("probe", options={"act": "nothing"}),
            limits=Limits(wall=0.001),
            receive=lambda *_: None,
        )


def test_a_crash_after_the_start_is_the_file_s(jail):
    outcome = jail.run(
        Job("probe", options={"act": "crash"}), limits=Limits(), receive=lambda *_: None
    )

    assert outcome.ending is Ending.CRASHED
    assert outcome.exit_code == 128 + 11

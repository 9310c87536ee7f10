"""What the lockdown does without namespaces: another user, nothing to import, no kernel too old."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from sandbox import conformance, interpreter
from sandbox import lockdown as lockdown_module
from sandbox.channel import read_json
from sandbox.contract import JailUnavailable, Job, Limits, Stopped
from sandbox.lockdown import NOBODY, lay_out_code
from sandbox.predicting import predict
from sandbox.runner.frames import Kind
from tests.conftest import wait_until
from tests.processes import alive, children_of
from tests.sandbox import models

ROOT = Path(__file__).resolve().parents[2]


def ready(jail):
    said = {}
    jail.run(
        Job("probe", options={"act": "nothing"}),
        limits=conformance.LOOK,
        receive=lambda kind, payload, _: said.update({kind: payload}),
    )
    return read_json(said[Kind.READY])


def status_of(process):
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def seen_at_work(jail, look):
    """Run a job that does nothing, and return what `look` makes of its process meanwhile."""
    before, found, locked = set(children_of(os.getpid())), [], threading.Event()

    def should_stop():
        if locked.is_set():
            found.extend(look(each) for each in set(children_of(os.getpid())) - before)
        return bool(found)

    with pytest.raises(Stopped):
        jail.run(
            Job("probe", options={"act": "sleep"}),
            limits=Limits(wall=60.0),
            receive=lambda *_: locked.set(),
            should_stop=should_stop,
        )
    (one,) = found
    return one


def test_it_works_as_nobody_when_root_started_it(lockdown):
    status = seen_at_work(lockdown, status_of)

    user = NOBODY if os.geteuid() == 0 else os.geteuid()
    assert set(status["Uid"].split()) == {str(user)}
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert {int(status[each], 16) for each in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {0}
    if os.geteuid() == 0:
        assert status["Groups"].strip() == ""
        assert set(status["Gid"].split()) == {str(NOBODY)}
        assert int(status["CapBnd"], 16) == 0


def test_every_thread_works_as_nobody(lockdown):
    def users(process):
        threads = Path(f"/proc/{process}/task").iterdir()
        return {status_of(f"{process}/task/{thread.name}")["Uid"] for thread in threads}

    user = NOBODY if os.geteuid() == 0 else os.geteuid()
    assert seen_at_work(lockdown, users) == {"\t".join([str(user)] * 4)}


def test_it_holds_no_file_but_its_pipes(lockdown):
    def held(process):
        places = Path(f"/proc/{process}/fd").iterdir()
        return sorted(str(place.readlink()) for place in places)

    if os.geteuid() != 0:
        pytest.skip("only root may look at what a locked process holds")
    kinds = [each.split(":")[0] for each in seen_at_work(lockdown, held)]
    assert [each for each in kinds if each.startswith("/")] == [
        each for each in kinds if each.startswith("/proc/")
    ]
    assert kinds.count("pipe") == 4


def test_a_kernel_without_landlock_is_refused(lockdown):
    with pytest.raises(
        JailUnavailable, match="this system has no Landlock, or has it switched off"
    ):
        ready(replace(lockdown, landlock_at_most=0))


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_versions_of_landlock_can_be_asked_for(lockdown, version):
    assert ready(replace(lockdown, landlock_at_most=version)) == {"landlock": version}


def test_nothing_of_ours_but_the_runner_can_be_imported(tmp_path):
    code = lay_out_code(tmp_path)
    said = subprocess.run(
        [sys.executable, "-P", "-c", IMPORTING],
        env={"PYTHONPATH": str(code)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == ["[]", "None"]


IMPORTING = """
import sandbox.runner.lock
from importlib.util import find_spec
print([name for name in ("config", "manage", "evaluations") if find_spec(name)])
print(find_spec("sandbox.contract"))
"""


def test_a_link_to_where_the_program_was_before_is_made_anew(tmp_path):
    link = tmp_path / "code" / "sandbox" / "runner"
    link.parent.mkdir(parents=True)
    link.symlink_to("/not/there/any/more")

    lay_out_code(tmp_path)

    assert link.readlink() == interpreter.RUNNER
    assert [each.name for each in tmp_path.iterdir()] == ["code"]


def test_a_lockdown_that_grants_too_much_is_seen(lockdown, monkeypatch):
    files = (*interpreter.KERNEL_FILES, "/etc", str(lockdown.run_dir), "/proc/self")
    monkeypatch.setattr(interpreter, "KERNEL_FILES", files)

    failing = {each.key for each in conformance.examine(lockdown) if not each.holds}

    assert failing >= {"host_files", "other_uploads"}


def test_a_lockdown_that_grants_too_little_to_run_anything_is_seen(lockdown, monkeypatch):
    packages = interpreter.packages()
    fewer = [place for place in interpreter.granted() if place not in packages]
    monkeypatch.setattr(interpreter, "granted", lambda: fewer)

    assert [each.key for each in conformance.examine(lockdown) if not each.holds] == ["libraries"]


def test_a_lockdown_that_stays_root_is_seen(lockdown, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root can stay root")
    monkeypatch.setattr(lockdown_module, "NOBODY", None)

    failing = {each.key: each.saw for each in conformance.examine(lockdown) if not each.holds}

    assert "user or group 0" in failing["rights"]
    assert "capabilities" in failing["rights"]
    assert "rights" in failing


def test_nothing_locked_outlives_a_parent_that_is_killed(lockdown, tmp_path):
    told = tmp_path / "told"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "runs"), str(told)], cwd=ROOT
    )
    try:
        wait_until(told.exists, what="the job")
        inside = int(told.read_text())
        assert alive(inside)
    finally:
        parent.kill()
        parent.wait()

    wait_until(lambda: not alive(inside), what="the job's end")


PARENT = """
import os, sys
from pathlib import Path
from sandbox.contract import Job, Limits
from sandbox.lockdown import Lockdown

def receive(kind, payload, when):
    told = Path(sys.argv[2])
    fresh = told.with_suffix(".new")
    fresh.write_text(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text())
    fresh.rename(told)

run_dir = Path(sys.argv[1])
run_dir.mkdir()
jail = Lockdown(run_dir)
jail.run(Job("probe", options={"act": "sleep"}), limits=Limits(), receive=receive)
"""


def test_a_run_says_that_it_was_locked_down(lockdown, tmp_path):
    content, features, model = models.breast_cancer()
    table = pa.table({f"c{place}": features[:50, place] for place in range(30)})

    found = predict(lockdown, models.laid_out(content, tmp_path), table)

    assert found.isolation == "lockdown"
    assert found.labels == [str(label) for label in model.predict(features[:50])]

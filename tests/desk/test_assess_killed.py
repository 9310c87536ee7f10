"""`./weigh assess` while its worker is killed: the same numbers, only later."""

import json
import os
import signal
import time

import pytest

from evaluations.measurement.columns import Columns
from evaluations.measurement.evaluation import evaluate
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Silent
from sandbox.candidates import find_jail
from tests.conftest import SHARED, needs_pango, needs_shared
from tests.desk import folders
from tests.desk.commanded import Weigh

pytestmark = [needs_pango, pytest.mark.slow]


@pytest.fixture
def weigh(tmp_path):
    return Weigh(tmp_path / "var")


@needs_shared
def test_a_worker_killed_in_mid_run_changes_nothing_but_the_time(weigh, tmp_path):
    place = SHARED / "assets" / "pairs" / "adult"
    names = {"student": "student_lr/model.onnx", "teacher": "teacher_gb/model.onnx"}
    asked = folders.assessment(
        evaluation={
            **{side: str(place / name) for side, name in names.items()},
            "samples": str(place / "sample_test.csv"), "label": "income",
        }
    )  # fmt: skip
    folder = folders.write(tmp_path / "folder", asked)

    process = weigh.start("assess", folder, "--json", "-")
    killed = _kill_worker_once_a_run_began(weigh)
    out, err = process.communicate(timeout=240)

    assert killed
    assert (process.returncode, err) == (0, "")
    disturbed = json.loads(out)["evaluations"][0]
    plan = TestPlan(
        student=Contender(place / names["student"], "s", is_sheet=False),
        teacher=Contender(place / names["teacher"], "t", is_sheet=False),
        samples=place / "sample_test.csv",
        samples_name="sample_test.csv",
        columns=Columns("income"),
    )
    (tmp_path / "runs").mkdir(mode=0o700)
    done = evaluate(plan, jail=find_jail(run_dir=tmp_path / "runs"), progress=Silent())
    undisturbed = json.loads(json.dumps(done.result))
    for result in (disturbed, undisturbed):
        result.pop("notes")
        for side in ("student", "teacher"):
            # How many are asked one by one follows the speed.
            for aside in ("speed", "batch_dependence", "name"):
                result[side].pop(aside)
    assert disturbed == undisturbed


def _kill_worker_once_a_run_began(weigh) -> bool:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        workers = [pid for pid, command in weigh.processes().items() if " worker " in command]
        if workers and list((weigh.var / "runs").glob("run-*/samples")):
            time.sleep(0.5)
            os.killpg(os.getpgid(workers[0]), signal.SIGKILL)
            return True
        time.sleep(0.05)
    return False

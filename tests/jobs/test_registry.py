"""Work is registered by name, and what does it is loaded where it is done."""

import inspect
import subprocess
import sys

import pytest

from jobs import registry
from jobs.lifecycle import Queue
from tests.conftest import ROOT

HEAVY = ("pandas", "scipy", "pyarrow")


def test_whatever_is_registered_is_there_and_takes_the_work():
    registry.load_all()

    calls = [registry.kind(name).perform for name in ("evaluations.run", "reports.build")]
    assert all(list(inspect.signature(each).parameters) == ["work"] for each in calls)


def test_a_work_that_nothing_does_is_seen_when_a_worker_starts(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register("tests.nothing", queue=Queue.DEFAULT, done_by="tests.jobs.kinds.nothing")

    with pytest.raises(ImportError, match="nothing"):
        registry.load_all()


def test_a_process_that_does_no_work_loads_none_of_its_libraries():
    said = subprocess.run(
        [
            sys.executable, "-c",
            f"import django; django.setup(); import sys; print(sorted(set(sys.modules) & set({HEAVY})))",
        ],
        cwd=ROOT, env={"DJANGO_SETTINGS_MODULE": "config.settings", "PATH": "/usr/bin:/bin"},
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip

    assert said.strip() == "[]"

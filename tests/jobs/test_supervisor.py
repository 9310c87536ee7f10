"""The supervisor: names and restarts what dies, and leaves nothing behind."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from content.refusal import OutOfOrder
from jobs.supervisor import Service, Supervisor, is_running, only_one
from tests.conftest import wait_until
from tests.processes import alive, children_of

SLEEPS = "import time; print('here', flush=True); time.sleep(60)"


def python(code):
    return [sys.executable, "-c", code]


class Kept:
    """A supervisor in a thread, and what it said."""

    def __init__(self, *services):
        self.said = []
        self.supervisor = Supervisor(services, out=self.said.append, grace=3)
        self.code = None
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self):
        self.code = self.supervisor.run()

    def stop(self):
        self.supervisor.stop()
        self.thread.join(timeout=120)
        assert not self.thread.is_alive()

    def heard(self, words):
        return any(words in line for line in self.said)


def test_each_line_names_who_said_it():
    kept = Kept(Service("first", python(SLEEPS)), Service("second", python(SLEEPS)))
    try:
        wait_until(lambda: kept.heard("first  | here") and kept.heard("second | here"))
    finally:
        kept.stop()
    assert kept.code == 0


def test_a_service_that_dies_is_named_and_started_again(tmp_path):
    once = tmp_path / "once"
    code = (
        f"import os, pathlib, time; path = pathlib.Path({str(once)!r});"
        "again = path.exists(); path.touch(); print('life', 2 if again else 1, flush=True);"
        "time.sleep(60) if again else os._exit(3)"
    )
    kept = Kept(Service("worker", python(code)))
    try:
        wait_until(lambda: kept.heard("life 2"))
    finally:
        kept.stop()
    assert kept.heard("worker ended with code 3; starting it again in 1 s.")


def test_five_deaths_in_a_minute_end_everything(monkeypatch):
    monkeypatch.setattr("jobs.supervisor._PAUSES", (0.1,))
    kept = Kept(Service("good", python(SLEEPS)), Service("bad", python("import os; os._exit(1)")))
    kept.thread.join(timeout=120)
    assert kept.code == 1
    assert kept.heard("That is 5 times in a minute")


def test_what_a_service_started_ends_with_it(tmp_path):
    pids = tmp_path / "pids"
    code = (
        "import subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"open({str(pids)!r}, 'w').write(str(child.pid)); print('ready', flush=True); time.sleep(60)"
    )
    kept = Kept(Service("parent", python(code)))
    wait_until(lambda: kept.heard("ready"))
    grandchild = int(pids.read_text())
    kept.stop()
    wait_until(lambda: not alive(grandchild), what="the grandchild's end")


def test_a_service_that_will_not_end_is_ended():
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    kept = Kept(Service("deaf", python(stubborn)))
    wait_until(lambda: kept.heard("deaf   | deaf"))
    kept.stop()
    assert kept.code == 0


def test_the_next_service_waits_until_the_one_before_is_ready():
    order = []

    def be_ready():
        time.sleep(0.3)
        order.append("ready")

    kept = Kept(
        Service("first", python(SLEEPS), ready=be_ready),
        Service("second", python(SLEEPS), ready=lambda: order.append("second")),
    )
    wait_until(lambda: len(order) == 2)
    kept.stop()
    assert order == ["ready", "second"]


def test_only_one_supervisor_holds_the_lock(tmp_path):
    lock = tmp_path / "var" / "lock"
    assert not is_running(lock)
    with only_one(lock):
        assert is_running(lock)
        with pytest.raises(OutOfOrder, match="running already"), only_one(lock):
            pass
    assert not is_running(lock)


def test_the_work_command_starts_everything_and_one_interrupt_ends_it(machine, ground, committed):
    command = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        env=machine.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(iter(command.stdout.readline, "")))
    reader.start()
    wait_until(lambda: any("Ready." in line for line in lines), what="the start")
    children = children_of(command.pid)

    command.send_signal(signal.SIGINT)

    assert command.wait(timeout=120) == 0
    reader.join(timeout=10)
    command.stdout.close()
    assert len(children) == 3
    assert not any(alive(pid) for pid in children)
    assert not is_running(ground / "services.lock")

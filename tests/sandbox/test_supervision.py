"""Whatever a child writes or does, its parent lives, and says how the child ended."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.contract import ChannelBroken, Ending, Limits, Stopped
from sandbox.runner.frames import Kind
from tests.conftest import wait_until
from tests.processes import alive
from tests.sandbox.children import run_child

ROOT = Path(__file__).resolve().parents[2]


def test_frames_arrive_in_order_and_the_end_is_done():
    outcome, frames = run_child("frame(READY); frame(BATCH, b'abc'); frame(DONE)")

    assert frames == [(Kind.READY, b"{}"), (Kind.BATCH, b"abc"), (Kind.DONE, b"{}")]
    assert outcome.ending is Ending.DONE
    assert outcome.exit_code == 0


def test_trouble_is_kept_apart_from_results():
    outcome, frames = run_child("""frame(TROUBLE, b'{"code": "x"}'); sys.exit(3)""")

    assert frames == []
    assert outcome.ending is Ending.TROUBLE
    assert outcome.trouble == b'{"code": "x"}'


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("os.write(out, b'garbage that is no frame at all')", Ending.BROKEN),
        ("frame(BATCH, magic=b'EVIL')", Ending.BROKEN),
        ("frame(77)", Ending.BROKEN),
        ("frame(BATCH, b'', length=2**32 - 1)", Ending.BROKEN),
        ("frame(BATCH, b'short', length=100)", Ending.BROKEN),
        ("frame(DONE); frame(BATCH)", Ending.BROKEN),
        ("frame(READY)", Ending.QUIT),
        ("sys.exit(0)", Ending.QUIT),
        ("sys.exit(1)", Ending.QUIT),
        ("frame(DONE); sys.exit(1)", Ending.QUIT),
        ("frame(READY); os.abort()", Ending.CRASHED),
        ("os.kill(os.getpid(), 11)", Ending.CRASHED),
        ("os.kill(os.getpid(), 24)", Ending.PROCESSOR),
        ("while True: frame(BATCH, bytes(100_000))", Ending.OUTPUT),
        ("while True: print('A' * 1000)", Ending.OUTPUT),
        ("os.close(out); os.close(1); os.close(2); time.sleep(60)", Ending.QUIT),
        ("time.sleep(60)", Ending.WALL),
    ],
)
def test_each_way_to_end_has_its_name(code, ending):
    wall = 5.0 if ending is Ending.WALL else 60.0
    limits = Limits(wall=wall, output=5_000_000, log=100_000)

    outcome, _ = run_child(code, limits=limits)

    assert outcome.ending is ending
    assert outcome.seconds < 50


def test_memory_is_watched_from_outside():
    outcome, _ = run_child(
        "held = []\nwhile True: held.append(b'1' * 50_000_000); time.sleep(0.01)",
        limits=Limits(wall=30.0, memory=100_000_000),
    )

    assert outcome.ending is Ending.MEMORY
    assert outcome.peak_bytes > 100_000_000


def test_the_peak_is_what_the_kernel_counted():
    outcome, _ = run_child("held = b'1' * 200_000_000; frame(DONE); os.read(0, 1); os.read(0, 99)")

    assert 200_000_000 < outcome.peak_bytes < 300_000_000


def test_a_job_stops_when_its_caller_asks():
    began = time.monotonic()

    with pytest.raises(Stopped):
        run_child("time.sleep(60)", should_stop=lambda: time.monotonic() - began > 0.5)

    assert time.monotonic() - began < 50


def test_a_receiver_that_disbelieves_ends_the_job():
    def receive(*_):
        raise ChannelBroken("That is too many rows.")

    outcome, _ = run_child("frame(BATCH); time.sleep(60)", receive=receive)

    assert outcome.ending is Ending.BROKEN
    assert outcome.why == "That is too many rows."


def test_only_the_end_of_what_it_prints_is_kept():
    outcome, _ = run_child("print('first'); print('x' * 50_000); print('last'); frame(DONE)")

    assert outcome.tail.endswith("last\n")
    assert "first" not in outcome.tail
    assert len(outcome.tail) <= 4_000


def test_a_child_inherits_no_variable_and_no_descriptor():
    secret = os.open(os.devnull, os.O_RDONLY)
    try:
        outcome, _ = run_child(
            "print(sorted(os.environ), sorted(os.listdir('/proc/self/fd'))); frame(DONE)"
        )
    finally:
        os.close(secret)

    names, descriptors = outcome.tail.strip().split("] [")
    assert "WEIGH_VAR" not in names
    assert "PATH" not in names
    # Standard three, the result pipe, and the listing's own.
    assert len(descriptors.split(",")) == 5


def test_nothing_in_the_jail_outlives_a_parent_that_is_killed(jail, tmp_path):
    told = tmp_path / "told"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(jail.binary), str(tmp_path), str(told)], cwd=ROOT
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
from sandbox.bubblewrap import Bubblewrap
from sandbox.contract import Job, Limits
from sandbox.supervision import _descendant

def receive(kind, payload, when):
    told = Path(sys.argv[3])
    fresh = told.with_suffix(".new")
    (child,) = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    fresh.write_text(str(_descendant(int(child), 2)))
    fresh.rename(told)

jail = Bubblewrap(Path(sys.argv[1]), Path(sys.argv[2]))
jail.run(Job("probe", options={"act": "sleep"}), limits=Limits(), receive=receive)
"""

"""What a worker does before it takes its first job."""

import logging
import shutil

from config.celery import find_the_jail
from sandbox import candidates
from sandbox.contract import JailUnavailable
from tests.conftest import wait_until


def test_a_worker_tests_the_jail_as_it_starts(machine, ground):
    tried = [ground / "runs" / "code", ground / "runs" / "locales"]
    for place in tried:
        shutil.rmtree(place, ignore_errors=True)
    machine.start_broker()

    machine.start_worker(WEIGH_JAIL="lockdown")

    # Only a jail that is tried lays out its code.
    wait_until(tried[0].exists, what="A test of the jail")


def test_a_worker_without_a_jail_says_why_and_works_on(monkeypatch, caplog):
    def none_passes(*_, **__):
        raise JailUnavailable("No jail on this machine passes its self-test.")

    monkeypatch.setattr(candidates, "find_jail", none_passes)
    with caplog.at_level(logging.WARNING):
        find_the_jail()

    assert caplog.messages == ["No jail on this machine passes its self-test."]

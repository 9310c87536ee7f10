"""Bells that ring too often and requests to stop, with real processes."""

import signal

import pytest

from jobs import actions, bell
from jobs.lifecycle import State
from jobs.models import Job
from tests.conftest import wait_until
from tests.jobs.submitted import results, state, submit

pytestmark = pytest.mark.usefixtures("committed")


def test_a_job_is_done_once_however_often_the_bell_rings(machine):
    machine.start_broker()
    machine.start_worker(concurrency=2)
    job = submit("tests.quick")
    for _ in range(5):
        bell.ring(job.id, queue=job.queue)

    wait_until(lambda: state(job) == State.DONE, what="the job")
    after = submit("tests.quick")
    wait_until(lambda: state(after) == State.DONE, what="a job behind the spare bells")
    assert results(job) == ["1"]


def test_a_running_job_stops_when_asked(machine):
    machine.start_broker()
    machine.start_worker()
    job = submit("tests.count")
    wait_until(lambda: Job.objects.get(id=job.id).done >= 1, what="progress")

    assert actions.request_stop(job.id)

    wait_until(lambda: state(job) == State.CANCELLED, what="the stop")
    assert results(job) == []


def test_a_stop_is_heard_even_if_the_worker_died(machine):
    machine.start_broker()
    machine.start_clock()
    worker = machine.start_worker()
    job = submit("tests.deaf")
    wait_until(lambda: Job.objects.get(id=job.id).heartbeat >= 1, what="a heartbeat")
    machine.signal(worker, signal.SIGKILL)

    assert actions.request_stop(job.id)

    wait_until(lambda: state(job) == State.CANCELLED, what="the stop")

"""Jobs survive workers that are killed, stopped or poisoned, with real processes."""

import signal
import uuid

import pytest

from jobs import actions, bell
from jobs.lifecycle import State
from jobs.models import Job
from tests.conftest import wait_until
from tests.jobs import kinds  # noqa: F401 -- registers the kinds in this process
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


def submit(kind):
    return actions.submit(kind_name=kind, subject=uuid.uuid4(), tenant=None)


def state(job):
    return Job.objects.get(id=job.id).state


def results(job):
    return list(StoredFile.objects.filter(tenant=job.subject).values_list("address", flat=True))


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


def test_a_job_whose_worker_is_killed_is_done_once_by_the_next(machine):
    machine.start_broker()
    machine.start_clock()
    first = machine.start_worker()
    job = submit("tests.count")
    wait_until(lambda: Job.objects.get(id=job.id).done >= 3, what="progress")

    machine.signal(first, signal.SIGKILL)
    machine.start_worker()

    wait_until(lambda: state(job) == State.DONE, what="the job")
    assert results(job) == ["2"]


def test_a_worker_that_is_stopped_and_wakes_up_changes_nothing(machine):
    machine.start_broker()
    machine.start_clock()
    first = machine.start_worker()
    job = submit("tests.deaf")
    wait_until(lambda: Job.objects.get(id=job.id).heartbeat >= 1, what="a heartbeat")

    machine.signal(first, signal.SIGSTOP)
    machine.start_worker()
    wait_until(lambda: state(job) == State.DONE, what="the job")
    machine.signal(first, signal.SIGCONT)
    after = [submit("tests.quick") for _ in range(6)]
    wait_until(lambda: all(state(each) == State.DONE for each in after), what="later jobs")

    assert results(job) == ["2"]
    assert Job.objects.get(id=job.id).attempt == 2


def test_a_job_that_kills_its_worker_is_given_up_with_a_sentence(machine):
    machine.start_broker()
    machine.start_clock()
    machine.start_worker()
    job = submit("tests.poison")

    wait_until(lambda: state(job) == State.FAILED, what="giving up")

    ended = Job.objects.get(id=job.id)
    assert ended.attempt == 4
    assert "tried 4 times" in ended.sentence
    after = submit("tests.quick")
    wait_until(lambda: state(after) == State.DONE, what="a job after the poison")


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

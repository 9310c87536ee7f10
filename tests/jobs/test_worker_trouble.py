"""Jobs survive workers that are killed, stopped or poisoned, with real processes."""

import signal

import pytest

from jobs.lifecycle import State
from jobs.models import Job
from tests.conftest import wait_until
from tests.jobs.submitted import results, state, submit

pytestmark = pytest.mark.usefixtures("committed")


def test_a_job_whose_worker_is_killed_is_done_once_by_the_next(machine):
    machine.start_broker()
    machine.start_clock()
    first = machine.start_worker()
    job = submit("tests.count")
    wait_until(lambda: Job.objects.get(id=job.id).done >= 3, what="progress")

    machine.signal(first, signal.SIGKILL)
    machine.start_worker()

    wait_until(lambda: state(job) == State.DONE, what="the job")
    done_by = Job.objects.get(id=job.id).attempt
    assert done_by >= 2
    assert results(job) == [str(done_by)]


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

    done_by = Job.objects.get(id=job.id).attempt
    assert done_by >= 2
    assert results(job) == [str(done_by)]


@pytest.mark.slow
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

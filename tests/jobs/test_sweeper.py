"""When the sweeper calls a job lost, by a clock that the test holds."""

import uuid

import pytest

from jobs import actions, execution, sweeper
from jobs.lifecycle import MOST_ATTEMPTS, State
from jobs.models import Job
from jobs.sweeper import Sweeper
from tests.jobs import kinds  # noqa: F401 -- registers the kinds in this process

pytestmark = pytest.mark.django_db


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rung(monkeypatch):
    heard = []
    monkeypatch.setattr(sweeper.bell, "ring", lambda job_id, *, queue: heard.append(job_id))
    return heard


@pytest.fixture
def sweep(clock):
    made = Sweeper(lost_after=10, ring_again=5, clock=clock)

    def for_seconds(seconds):
        for _ in range(int(seconds)):
            clock.now += 1
            made.sweep()

    return for_seconds


@pytest.fixture
def running():
    job = actions.submit(kind_name="tests.quick", subject=uuid.uuid4(), tenant=None)
    execution.claim(job.id)
    return job


def state(job):
    return Job.objects.get(id=job.id).state


def test_a_job_that_beats_is_left_alone(running, sweep, rung):
    for beat in range(30):
        Job.objects.filter(id=running.id).update(heartbeat=beat)
        sweep(1)

    assert state(running) == State.RUNNING


def test_a_job_whose_heart_stands_still_goes_back_into_the_queue(
    running, sweep, rung, django_capture_on_commit_callbacks
):
    sweep(10)
    assert state(running) == State.RUNNING

    with django_capture_on_commit_callbacks(execute=True):
        sweep(1)

    assert state(running) == State.QUEUED
    assert rung == [running.id]
    assert "trying again (2 of 4)" in Job.objects.get(id=running.id).sentence


def test_after_four_attempts_it_is_given_up(running, sweep, rung):
    Job.objects.filter(id=running.id).update(attempt=MOST_ATTEMPTS)

    sweep(12)

    assert state(running) == State.FAILED


def test_a_lost_job_that_was_asked_to_stop_is_stopped(running, sweep, rung):
    Job.objects.filter(id=running.id).update(stop_requested=True)

    sweep(12)

    assert state(running) == State.CANCELLED


def test_a_sweeper_that_stood_still_itself_judges_nobody(running, clock, rung):
    made = Sweeper(lost_after=10, ring_again=5, clock=clock)
    made.sweep()

    clock.now += 3_600
    made.sweep()

    assert state(running) == State.RUNNING


def test_a_lost_bell_is_rung_again_ever_more_rarely(sweep, rung):
    job = actions.submit(kind_name="tests.quick", subject=uuid.uuid4(), tenant=None)

    sweep(6)
    assert rung == [job.id]
    sweep(60)
    assert 3 <= len(rung) <= 5


def test_a_wall_clock_that_jumps_decides_nothing(running, sweep, rung, monkeypatch):
    import datetime

    from django.utils import timezone

    ahead = timezone.now() + datetime.timedelta(days=365)
    monkeypatch.setattr(timezone, "now", lambda: ahead)

    sweep(5)

    assert state(running) == State.RUNNING

"""Jobs outlive a broker that is wiped, hangs or is not there, and no caller waits for it."""

import signal
import sys
import threading
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


SUBMIT = """
import uuid, django
django.setup()
from jobs import actions, bell
from tests.jobs import kinds
actions.submit(kind_name="tests.quick", subject=uuid.uuid4(), tenant=None)
assert bell.flush(60)
"""


def test_a_command_that_never_loads_the_worker_rings_the_bell(machine):
    """No clock runs here, so nobody would ring a lost bell again."""
    machine.start_broker()
    machine.start_worker()
    submitted = machine.start(
        sys.executable, "-c", SUBMIT, DJANGO_SETTINGS_MODULE="config.settings"
    )
    assert submitted.wait(timeout=120) == 0

    wait_until(lambda: Job.objects.get().state == State.DONE, what="the job")


def test_jobs_outlive_a_wiped_broker(machine):
    machine.start_broker()
    waiting = [submit("tests.quick") for _ in range(3)]
    assert bell.flush(60)
    machine.wipe_broker()

    machine.start_clock()
    machine.start_worker()

    wait_until(lambda: all(state(job) == State.DONE for job in waiting), what="every job")
    assert [len(results(job)) for job in waiting] == [1] * 3


def test_nothing_that_submits_waits_for_a_hung_broker(machine):
    broker = machine.start_broker()
    machine.signal(broker, signal.SIGSTOP)
    made = []

    def submit_many():
        from django.db import connection

        made.extend(submit("tests.quick") for _ in range(20))
        connection.close()

    # A plain publish to this broker was measured to block for more than 25 s, each.
    caller = threading.Thread(target=submit_many)
    caller.start()
    caller.join(timeout=120)
    assert not caller.is_alive()
    assert len(made) == 20

    machine.signal(broker, signal.SIGCONT)
    machine.start_clock()
    machine.start_worker()
    wait_until(lambda: all(state(job) == State.DONE for job in made), what="every job")


def test_a_job_is_kept_where_no_broker_answers():
    job = submit("tests.quick")

    assert bell.flush(30)
    assert state(job) == State.QUEUED

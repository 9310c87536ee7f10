"""How a job ends, seen through the row, without a broker."""

import threading
import uuid

import pytest

from jobs import actions, execution, queries
from jobs.lifecycle import FINAL, MOST_ATTEMPTS, TRANSITIONS, Fault, State
from jobs.models import Job
from jobs.registry import Kind, kind, register
from jobs.work import Superseded
from tests.jobs import kinds  # noqa: F401 -- registers the kinds in this process
from vault.models import StoredFile


@pytest.fixture
def submit(committed):
    def make(kind_name):
        return actions.submit(kind_name=kind_name, subject=uuid.uuid4(), tenant=None)

    return make


def test_a_refused_input_ends_the_job_with_its_sentence_and_is_not_tried_again(submit):
    job = submit("tests.refused")

    execution.perform(job.id)

    job.refresh_from_db()
    assert (job.state, job.attempt, job.fault) == (State.FAILED, 1, Fault.INPUT)
    assert job.sentence == "samples.csv, row 1: The file is empty. Add rows."
    assert job.refusal["row"] == 1


def test_an_installation_out_of_order_is_not_the_inputs_fault(submit):
    job = submit("tests.out_of_order")

    execution.perform(job.id)

    job.refresh_from_db()
    assert (job.state, job.fault, job.sentence) == (State.FAILED, Fault.OURS, "No jail works here.")


@pytest.mark.parametrize("kind_name", ["tests.broken", "tests.forgetful", "tests.half"])
def test_a_mistake_of_ours_is_tried_four_times_and_leaves_nothing(submit, kind_name, caplog):
    job = submit(kind_name)

    for _ in range(MOST_ATTEMPTS + 2):
        execution.perform(job.id)

    job.refresh_from_db()
    assert (job.state, job.attempt, job.fault) == (State.FAILED, MOST_ATTEMPTS, Fault.OURS)
    assert "given up" in job.sentence
    assert not StoredFile.objects.filter(tenant=job.subject).exists()


def test_of_many_workers_that_claim_at_once_one_gets_the_job(submit):
    from django.db import connection

    job = submit("tests.quick")
    start = threading.Barrier(8)
    won = []

    def claim():
        start.wait()
        if execution.claim(job.id):
            won.append(1)
        connection.close()

    claimers = [threading.Thread(target=claim) for _ in range(8)]
    for each in claimers:
        each.start()
    for each in claimers:
        each.join()

    assert len(won) == 1


def test_an_attempt_that_lost_the_job_cannot_finish_it(submit):
    job = submit("tests.quick")
    first = execution.claim(job.id)
    Job.objects.filter(id=job.id).update(state=State.QUEUED)
    second = execution.claim(job.id)

    with pytest.raises(Superseded), first.finishing():
        StoredFile.objects.create(tenant=job.subject, address="", sha256="", size=0)
    with second.finishing():
        pass

    assert not StoredFile.objects.filter(tenant=job.subject).exists()
    assert Job.objects.get(id=job.id).attempt == 2


def test_a_waiting_job_stops_at_once_and_an_ended_one_cannot_be_stopped(submit):
    job = submit("tests.quick")

    assert actions.request_stop(job.id)
    assert not actions.request_stop(job.id)
    execution.perform(job.id)

    assert Job.objects.get(id=job.id).state == State.CANCELLED


def test_a_waiting_job_knows_how_many_are_ahead(submit):
    jobs = [submit("tests.quick") for _ in range(3)]

    assert [queries.standing(job.id).ahead for job in jobs] == [0, 1, 2]
    execution.perform(jobs[0].id)
    assert queries.standing(jobs[0].id).state == State.DONE
    assert queries.standing(jobs[2].id).ahead == 1


def test_a_job_nobody_knows_is_left_alone(committed):
    execution.perform(uuid.uuid4())


def test_every_state_says_what_may_follow_it():
    assert set(TRANSITIONS) == set(State)
    assert {State.DONE, State.FAILED, State.CANCELLED} == FINAL
    reachable = {State.QUEUED}.union(*TRANSITIONS.values())
    assert reachable == set(State)


def test_two_kinds_of_work_cannot_share_a_name():
    known = kind("tests.quick")
    assert isinstance(known, Kind)
    assert register("tests.quick", queue=known.queue, done_by=known.done_by) == known.name
    with pytest.raises(ValueError, match="two kinds"):
        register("tests.quick", queue=known.queue, done_by="tests.jobs.kinds.count")

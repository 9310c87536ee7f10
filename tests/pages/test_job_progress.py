"""The progress of a job is told truly in every state it can be in."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jobs.lifecycle import MOST_ATTEMPTS, Queue, State
from jobs.models import Job
from pages.job_progress import Stage, job_progress, lasting

pytestmark = pytest.mark.django_db
STAGES = (Stage("read", "Reading"), Stage("run", "Answering"), Stage("count", "Counting"))


def made(**values):
    return Job.objects.create(
        kind="tests.none", subject=uuid.uuid4(), queue=Queue.SANDBOX, **values
    )


def look(job, *, after=0.0, beat=None):
    return job_progress(job.id, STAGES, at=job.created_at + timedelta(seconds=after), beat=beat)


def standings(progress):
    return [stage.standing for stage in progress.stages]


def test_a_waiting_job_says_its_place_in_the_line():
    first, second, third = made(), made(), made()
    assert look(first).stages[0].text == "It is next in line."
    assert look(second).stages[0].text == "1 is before it in line."
    assert look(third).stages[0].text == "2 are before it in line."
    assert standings(look(first)) == ["now", "wait", "wait", "wait"]


def test_a_running_job_says_how_far_it_is():
    job = made(state=State.RUNNING, attempt=1, stage="run", done=1240, total=5000)
    progress = look(job)
    assert standings(progress) == ["done", "done", "now", "wait"]
    assert progress.stages[2].text == "1,240 of 5,000 done."
    assert progress.title == "1,240 of 5,000"
    assert progress.again == ""


def test_a_lost_worker_is_said_while_it_waits_and_while_it_runs_again():
    job = made(attempt=1, sentence="The worker was lost; trying again (2 of 4).")
    assert look(job).stages[0].text == "The worker was lost; trying again (2 of 4)."
    Job.objects.filter(id=job.id).update(state=State.RUNNING, attempt=2, sentence="")
    assert look(job).again == f"Trying again (2 of {MOST_ATTEMPTS})."


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED])
def test_an_ended_job_is_looked_at_no_more(state):
    job = made(state=state, attempt=1, stage="run", finished_at=timezone.now())
    assert look(job).is_final
    assert look(job).next_look is None
    if state == State.DONE:
        assert standings(look(job)) == ["done"] * 4


def test_something_is_announced_at_a_new_stage_and_at_each_quarter_only():
    job = made(state=State.RUNNING, attempt=1, stage="run", total=200)
    heard = []
    for done in range(201):
        Job.objects.filter(id=job.id).update(done=done)
        progress = look(job)
        if not heard or heard[-1][0] != progress.announced:
            heard.append((progress.announced, progress.announcement))
    assert [said for _, said in heard] == [
        "Answering.", "Answering. A quarter done.", "Answering. Half done.",
        "Answering. Three quarters done.", "Answering. All done.",
    ]  # fmt: skip


@pytest.mark.parametrize(("age", "seconds"), [(0, 2), (29, 2), (30, 5), (119, 5), (120, 15)])
def test_the_page_looks_less_often_the_longer_it_takes(age, seconds):
    assert look(made(), after=age).next_look == seconds


def test_that_it_is_still_working_is_said_only_when_a_sign_was_seen():
    job = made(state=State.RUNNING, attempt=1, stage="read", heartbeat=7)
    assert look(job).alive is None
    assert look(job, beat=6).alive is True
    assert look(job, beat=7).alive is False
    assert look(made(), beat=0).alive is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-3, "0 seconds"), (1, "1 second"), (130, "2 minutes 10 seconds"), (60, "1 minute"), (3_661, "1 hour 1 minute")],
)  # fmt: skip
def test_time_is_said_in_words(seconds, said):
    assert lasting(seconds) == said


@given(
    st.sampled_from(State), st.integers(0, 4), st.sampled_from(["", "read", "run", "count", "new"]),
    st.integers(0, 9), st.one_of(st.none(), st.integers(1, 9)),
)  # fmt: skip
def test_whatever_the_row_holds_at_most_one_stage_is_now_and_they_stand_in_order(
    state, attempt, stage, done, total
):
    final = state in (State.DONE, State.FAILED, State.CANCELLED)
    job = made(
        state=state, attempt=attempt, stage=stage, done=done, total=total,
        finished_at=timezone.now() if final else None,
    )  # fmt: skip
    order = {"done": 0, "now": 1, "wait": 2}
    found = [order[each] for each in standings(look(job))]
    assert found == sorted(found)
    assert found.count(1) <= 1
    assert len(found) == 4

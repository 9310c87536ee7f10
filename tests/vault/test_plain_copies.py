"""No plain copy outlives its work, not even when the worker is killed."""

import os
import time
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from jobs.lifecycle import Queue, State
from jobs.models import Job
from vault.plain_copies import plain_copies

pytestmark = pytest.mark.django_db


def job(state):
    ended = {"finished_at": timezone.now()} if state == State.DONE else {}
    return Job.objects.create(
        kind="tests.none", subject=uuid.uuid4(), queue=Queue.SANDBOX, state=state, **ended
    )


def left_by(made, *, seconds_ago):
    folder = Path(settings.RUN_DIR) / f"run-{made.id}.left"
    folder.mkdir()
    (folder / "samples").write_text("a tenant wrote this")
    then = time.time() - seconds_ago
    os.utime(folder, (then, then))
    return folder


def test_a_folder_is_private_and_gone_with_the_work():
    working = plain_copies(uuid.uuid4())
    folder = working.__enter__()
    assert folder.stat().st_mode & 0o077 == 0
    with pytest.raises(RuntimeError, match="broke"):
        working.gen.throw(RuntimeError("broke"))
    assert not folder.exists()


def test_what_a_killed_attempt_left_is_gone_when_the_job_is_tried_again():
    again = job(State.RUNNING)
    left = left_by(again, seconds_ago=1)
    with plain_copies(again.id):
        assert not left.exists()


def test_what_a_job_that_ended_left_is_gone_when_another_begins_and_a_running_ones_is_kept():
    ended, running = job(State.DONE), job(State.RUNNING)
    left, kept = left_by(ended, seconds_ago=120), left_by(running, seconds_ago=120)
    with plain_copies(uuid.uuid4()):
        assert not left.exists()
        assert kept.exists()
    kept.joinpath("samples").unlink()
    kept.rmdir()

"""Kinds of work that only tests do. A worker loads this module by `--include`."""

import os
import signal
import time

from content.refusal import OutOfOrder, Refused
from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work
from vault.models import StoredFile


def leave_result(work: Work) -> None:
    """Write the job's one result: a row that counts how often it was finished."""
    with work.finishing(sentence="Counted."):
        StoredFile.objects.create(
            tenant=work.subject, address=str(work.attempt), sha256="", size=0, name="result"
        )


def quick(work: Work) -> None:
    leave_result(work)


def count(work: Work) -> None:
    """Counts to 30 in six seconds, and hears the wish to stop."""
    work.stage("counting", total=30, sentence="Counting to 30.")
    for number in range(30):
        work.check()
        time.sleep(0.2)
        work.advance(number + 1)
    leave_result(work)


def deaf(work: Work) -> None:
    """As `count`, but never listens, like a call into a native library."""
    time.sleep(6)
    leave_result(work)


def poison(work: Work) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused(work: Work) -> None:
    raise Refused("The file is empty.", file="samples.csv", row=1, what_to_do="Add rows.")


def out_of_order(work: Work) -> None:
    raise OutOfOrder("No jail works here.")


def broken(work: Work) -> None:
    raise ZeroDivisionError


def forgetful(work: Work) -> None:
    """Ends without finishing its job."""


def half(work: Work) -> None:
    """Fails after writing half of its result."""
    with work.finishing():
        StoredFile.objects.create(tenant=work.subject, address="", sha256="", size=0, name="half")
        raise ZeroDivisionError


register("tests.quick", queue=Queue.DEFAULT, done_by=f"{__name__}.quick")
register("tests.count", queue=Queue.SANDBOX, done_by=f"{__name__}.count")
register("tests.deaf", queue=Queue.SANDBOX, done_by=f"{__name__}.deaf")
register("tests.poison", queue=Queue.SANDBOX, done_by=f"{__name__}.poison")
register("tests.refused", queue=Queue.DEFAULT, done_by=f"{__name__}.refused")
register("tests.out_of_order", queue=Queue.DEFAULT, done_by=f"{__name__}.out_of_order")
register("tests.broken", queue=Queue.DEFAULT, done_by=f"{__name__}.broken")
register("tests.forgetful", queue=Queue.DEFAULT, done_by=f"{__name__}.forgetful")
register("tests.half", queue=Queue.DEFAULT, done_by=f"{__name__}.half")

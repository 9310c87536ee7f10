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


@register("tests.quick", queue=Queue.DEFAULT)
def quick(work: Work) -> None:
    leave_result(work)


@register("tests.count", queue=Queue.SANDBOX)
def count(work: Work) -> None:
    """Counts to 30 in six seconds, and hears the wish to stop."""
    work.stage("counting", total=30, sentence="Counting to 30.")
    for number in range(30):
        work.check()
        time.sleep(0.2)
        work.advance(number + 1)
    leave_result(work)


@register("tests.deaf", queue=Queue.SANDBOX)
def deaf(work: Work) -> None:
    """As `count`, but never listens, like a call into a native library."""
    time.sleep(6)
    leave_result(work)


@register("tests.poison", queue=Queue.SANDBOX)
def poison(work: Work) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@register("tests.refused", queue=Queue.DEFAULT)
def refused(work: Work) -> None:
    raise Refused("The file is empty.", file="samples.csv", row=1, what_to_do="Add rows.")


@register("tests.out_of_order", queue=Queue.DEFAULT)
def out_of_order(work: Work) -> None:
    raise OutOfOrder("No jail works here.")


@register("tests.broken", queue=Queue.DEFAULT)
def broken(work: Work) -> None:
    raise ZeroDivisionError


@register("tests.forgetful", queue=Queue.DEFAULT)
def forgetful(work: Work) -> None:
    """Ends without finishing its job."""


@register("tests.half", queue=Queue.DEFAULT)
def half(work: Work) -> None:
    """Fails after writing half of its result."""
    with work.finishing():
        StoredFile.objects.create(tenant=work.subject, address="", sha256="", size=0, name="half")
        raise ZeroDivisionError

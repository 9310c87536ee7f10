"""Watches as a firm's people make them, by the actions that pages call."""

from datetime import date

from watching.actions.answering import give_answers
from watching.actions.starting import Begun, watch_pasted
from watching.examples import pasted
from watching.models import Asking, Watch

KINDS = ("Repairs", "Viewings", "Arrears")
FIRST, SECOND = date(2026, 10, 1), date(2026, 11, 1)


def lines(number=20, *, right=True):
    """What somebody pastes: texts, and beside each its right answer."""
    return "\n".join(
        f"Message {at}\t{KINDS[at % 3]}" if right else f"Message {at}" for at in range(number)
    )


def said(number=20, *, wrong=()):
    """What the product says: right, but for the examples counted from 1 in `wrong`."""
    return [KINDS[(at + (at + 1 in wrong)) % 3] for at in range(number)]


def watched(assessment, by, *, number=20, day=1):
    return watch_pasted(
        assessment=assessment, examples=pasted(lines(number)),
        begun=Begun(day=day, number=number), by=by,
    )  # fmt: skip


def asked(watch, by, *, wrong=(), on=SECOND, told_on=None):
    return give_answers(
        watch=again(watch), answers=said(watch.number, wrong=wrong), told_on=told_on, by=by, on=on
    )


def two_months(assessment, by, *, wrong=(2, 5, 9)):
    """A watch whose answers changed from one month to the next, for the worse."""
    watch = watched(assessment, by)
    asked(watch, by, on=FIRST)
    asked(watch, by, wrong=wrong)
    return again(watch)


def again(watch):
    """The row as it is now."""
    return Watch.objects.of(watch.organisation_id).select_related("texts").get(id=watch.id)


def askings(watch):
    return list(Asking.objects.of(watch.organisation_id).filter(watch=watch).order_by("number"))

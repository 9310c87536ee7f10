"""Give today's answers, say that a change was announced, and take a day's answers back."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from jobs.actions import submit
from jobs.lifecycle import FINAL
from jobs.queries import standing
from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import load_for_screening
from vault import files
from watching.held import held
from watching.models import Asking, Watch
from watching.observing import observe
from watching.queries import askings_of
from watching.tasks import READ_BROUGHT
from watching.writing import compare, deposit_answers, refuse_late, write_asking


def give_answers(
    *, watch: Watch, answers: Sequence[str], told_on: date | None, by: Actor, on: date | None = None
) -> Asking:
    """Write down the answers of a day, today's if not said, and what became of the earlier ones.

    Raises
    ------
    Refused
        If nobody watches any more, somebody gave answers meanwhile, or the vendor told too late.
    """
    stored = deposit_answers(watch, answers)
    seen = compare(watch, answers)
    load_for_screening(watch.assessment)
    with transaction.atomic():
        return write_asking(
            watch=watch,
            stored=stored,
            seen=seen,
            told_on=told_on,
            on=on or timezone.localdate(),
            by=by,
        )


def bring_answers(
    *, watch: Watch, source: BinaryIO, name: str, told_on: date | None, by: Actor
) -> None:
    """Store a file with today's answers; a worker will read it.

    Raises
    ------
    Refused
        If nobody watches any more, or a file is being read already.
    """
    refuse_late(told_on, timezone.localdate())
    stored = files.deposit(watch.organisation_id, source)
    with transaction.atomic():
        now = held(watch)
        if now.job is not None and standing(now.job).state not in FINAL:
            raise Refused("A file is being read already.", what_to_do="Wait until it is read.")
        old, now.brought = now.brought, files.remember(stored, name=name)
        now.brought_name, now.brought_told_on = name[:255], told_on
        now.job = submit(kind_name=READ_BROUGHT, subject=now.id, tenant=now.organisation_id).id
        now.save(update_fields=["brought", "brought_name", "brought_told_on", "job"])
        audit.record(
            organisation=now.organisation_id, by=by, verb="watch.answers_brought", subject=now,
            sentence=f"Brought today’s answers of {now.assessment.product} as a file.",
            details={"sha256": stored.sha256, "bytes": stored.size},
        )  # fmt: skip
        if old is not None:
            old.delete()
    if old is not None:
        files.forget(old)


def say_told(*, asking: Asking, told_on: date | None, by: Actor) -> None:
    """Say on which day the vendor had announced this change, or that it had not.

    Later answers are compared with those after an announced change, so only the newest can be
    changed.

    Raises
    ------
    Refused
        If newer answers are there, nothing is compared, or the day is after the answers'.
    """
    load_for_screening(asking.watch.assessment)
    with transaction.atomic():
        now = held(asking.watch)
        askings = askings_of(now)
        newest = _newest(askings, asking)
        if newest.since is None:
            raise Refused(
                "These are the first answers.", what_to_do="There is no change to announce."
            )
        refuse_late(told_on, newest.on)
        newest.told_on = told_on
        newest.save(update_fields=["told_on"])
        audit.record(
            organisation=now.organisation_id, by=by, verb="watch.told", subject=now,
            sentence=(
                f"Said that the vendor had told of the change of {now.assessment.product}."
                if told_on
                else f"Said that nobody had told of the change of {now.assessment.product}."
            ),
            details={"number": newest.number, "told_on": told_on.isoformat() if told_on else None},
        )  # fmt: skip
        observe(now, askings, by=by)


def take_back(*, asking: Asking, by: Actor) -> None:
    """Remove the newest answers, because they were not what the product said.

    Raises
    ------
    Refused
        If newer answers are there, or nobody watches any more.
    """
    load_for_screening(asking.watch.assessment)
    with transaction.atomic():
        now = held(asking.watch)
        askings = askings_of(now)
        newest = _newest(askings, asking)
        stored = newest.answers
        audit.record(
            organisation=now.organisation_id, by=by, verb="watch.taken_back", subject=now,
            sentence=f"Took back the answers of {now.assessment.product} of {newest.on:%-d %B %Y}.",
            details={"number": newest.number, "changed": newest.changed, "worse": newest.worse},
        )  # fmt: skip
        newest.delete()
        if stored is not None:
            stored.delete()
        observe(now, askings[:-1], by=by)
    if stored is not None:
        files.forget(stored)


def _newest(askings: Sequence[Asking], asking: Asking) -> Asking:
    if not askings or askings[-1].id != asking.id:
        raise Refused(
            "Newer answers are there already.", what_to_do="Only the newest can be changed."
        )
    return askings[-1]

"""Begin to watch a product, change the day of the month, stop, and delete the texts."""

import io
import secrets
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from evaluations.models import SampleSet
from jobs.actions import request_stop, submit
from organisations import audit
from organisations.actors import Actor
from procurement.actions.turns import take_turn
from procurement.models import Assessment
from vault import files
from vault.models import StoredFile
from watching.examples import Examples, as_bytes
from watching.held import held
from watching.models import Asking, Watch
from watching.tasks import READ_BROUGHT

OPEN_AGAIN = "Open it again to watch the product."


@dataclass(frozen=True, slots=True)
class Begun:
    """What somebody chose: the day of the month, and how many are drawn where there are more."""

    day: int
    number: int
    seed: int | None = None


def watch_pasted(*, assessment: Assessment, examples: Examples, begun: Begun, by: Actor) -> Watch:
    """Begin to watch with examples that were pasted. Raises `Refused` if the assessment is closed."""
    stored = files.deposit(assessment.organisation_id, io.BytesIO(as_bytes(examples)))
    with transaction.atomic():
        watch = _begin(assessment, begun, name="Pasted examples", by=by)
        watch.texts = files.remember(stored, name="examples asked again")
        watch.number, watch.known = len(examples), examples.with_right
        watch.drawn = examples.drawn
        watch.save()
        _record(watch, by)
    return watch


def watch_file(
    *, assessment: Assessment, source: BinaryIO, name: str, begun: Begun, by: Actor
) -> Watch:
    """Begin to watch with the examples of a file, which a worker will read."""
    stored = files.deposit(assessment.organisation_id, source)
    with transaction.atomic():
        watch = _begin(assessment, begun, name=name, by=by)
        watch.brought, watch.brought_name = files.remember(stored, name=name), name[:255]
        _hand_in(watch)
        _record(watch, by)
    return watch


def watch_samples(*, assessment: Assessment, samples: SampleSet, begun: Begun, by: Actor) -> Watch:
    """Begin to watch with examples that a worker draws from those of a test."""
    with transaction.atomic():
        watch = _begin(assessment, begun, name=samples.name, by=by)
        watch.sample_set = samples
        _hand_in(watch)
        _record(watch, by)
    return watch


@transaction.atomic
def choose_day(*, watch: Watch, day: int, by: Actor) -> None:
    """Say on which day of the month asking is due, and be the one who is reminded."""
    now = held(watch)
    now.day, now.reminds_id = day, by.id
    now.save(update_fields=["day", "reminds"])
    audit.record(
        organisation=now.organisation_id, by=by, verb="watch.day_chosen", subject=now,
        sentence=f"Chose day {day} of the month to ask {now.assessment.product} again.",
        details={"day": day},
    )  # fmt: skip


@transaction.atomic
def stop_watching(*, watch: Watch, by: Actor) -> None:
    """Stop asking again. What was seen stays."""
    now = held(watch)
    now.stopped_at = timezone.now()
    now.save(update_fields=["stopped_at"])
    _stop_reading(now)
    audit.record(
        organisation=now.organisation_id, by=by, verb="watch.stopped", subject=now,
        sentence=f"Stopped watching {now.assessment.product} with {now.name}.",
    )  # fmt: skip


def delete_texts(*, watch: Watch, by: Actor) -> None:
    """Delete the examples and all answers for good; days and counts stay, and nothing is asked again."""
    with transaction.atomic():
        rows = Watch.objects.of(watch.organisation_id).select_for_update(of=("self",))
        now = rows.select_related("assessment__product", "texts", "brought").get(id=watch.id)
        if now.deleted_at is not None:
            return
        _stop_reading(now)
        askings = Asking.objects.of(now.organisation_id).filter(watch=now)
        gone = [each.answers for each in askings.select_related("answers")]
        gone += [now.texts, now.brought]
        askings.update(answers=None)
        now.texts = now.brought = None
        now.deleted_at = timezone.now()
        now.stopped_at = now.stopped_at or now.deleted_at
        now.save(update_fields=["texts", "brought", "deleted_at", "stopped_at"])
        stored = [each for each in gone if each is not None]
        StoredFile.objects.filter(id__in=[each.id for each in stored]).delete()
        audit.record(
            organisation=now.organisation_id, by=by, verb="watch.deleted", subject=now,
            sentence=f"Deleted the examples and answers of {now.name}.",
            details={"files": len(stored), "askings": len(askings)},
        )  # fmt: skip
    for each in stored:
        files.forget(each)


def _begin(assessment: Assessment, begun: Begun, *, name: str, by: Actor) -> Watch:
    take_turn(assessment, what_to_do=OPEN_AGAIN)
    return Watch.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        name=name[:255],
        number=begun.number,
        seed=secrets.randbelow(2**32) if begun.seed is None else begun.seed,
        day=begun.day,
        reminds_id=by.id,
    )


def _hand_in(watch: Watch) -> None:
    job = submit(kind_name=READ_BROUGHT, subject=watch.id, tenant=watch.organisation_id)
    watch.job = job.id
    watch.save()


def _stop_reading(watch: Watch) -> None:
    if watch.job is not None:
        request_stop(watch.job)


def _record(watch: Watch, by: Actor) -> None:
    audit.record(
        organisation=watch.organisation_id, by=by, verb="watch.begun", subject=watch,
        sentence=f"Began to ask {watch.assessment.product} the same examples each month.",
        details={"day": watch.day, "number": watch.number},
    )  # fmt: skip

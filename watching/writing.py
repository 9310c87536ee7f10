"""Writes down a day's answers, as a person pasted them or as the worker read them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from vault import files
from vault.files import Deposit
from watching.answers import as_bytes
from watching.change import changes, count
from watching.counts import Counts
from watching.held import held
from watching.models import Asking, Watch
from watching.observing import observe
from watching.queries import answers_of, askings_of, examples_of


def deposit_answers(watch: Watch, answers: Sequence[str]) -> Deposit:
    """Put answers into the vault, outside any transaction."""
    return files.deposit(watch.organisation_id, io.BytesIO(as_bytes(answers)))


@dataclass(frozen=True, slots=True)
class Seen:
    """What was compared outside the transaction, so that no file is read inside it.

    `newest` is the number of the last answers then, 0 without any; `before` those compared with.
    """

    newest: int
    before: Asking | None = None
    counts: Counts | None = None


def compare(watch: Watch, answers: Sequence[str]) -> Seen:
    """Lay answers beside the first ones, or beside the newest after a change that was announced."""
    askings = askings_of(watch)
    if not askings:
        return Seen(0)
    before = [each for each in askings if each.number == 1 or each.told_on is not None][-1]
    rows = examples_of(watch).rows
    found = changes(rows, answers_of(before), answers)
    return Seen(askings[-1].number, before, count(rows, found))


def write_asking(
    *, watch: Watch, stored: Deposit, seen: Seen, told_on: date | None, on: date, by: Actor
) -> Asking:
    """Write the row of answers that lie in the vault. Called inside a transaction."""
    now = held(watch)
    askings = askings_of(now)
    if (askings[-1].number if askings else 0) != seen.newest:
        raise Refused("Somebody gave answers meanwhile.", what_to_do="Look again.")
    refuse_late(told_on, on)
    counts, before = seen.counts, seen.before
    asking = Asking.objects.of(now.organisation_id).create(
        watch=now,
        number=seen.newest + 1,
        on=on,
        answers=files.remember(stored, name=f"answers of {on}"),
        compared_with=before.number if before else None,
        since=before.on if before else None,
        told_on=told_on if before else None,
        changed=counts.changed if counts else 0,
        worse=counts.worse if counts else 0,
        better=counts.better if counts else 0,
        by_name=by.name[:150],
    )
    audit.record(
        organisation=now.organisation_id, by=by, verb="watch.answered", subject=now,
        sentence=f"Wrote down {now.number} answers of {now.assessment.product}.",
        details={"number": asking.number, "changed": asking.changed, "worse": asking.worse},
    )  # fmt: skip
    observe(now, (*askings, asking), by=by)
    return asking


def refuse_late(told_on: date | None, on: date) -> None:
    """Refuse the day of an announcement that came after the answers it would announce."""
    if told_on is not None and told_on > on:
        raise Refused(
            "The vendor told you after these answers were given.", column="told_on",
            what_to_do="Then it was not announced: leave the day empty, and write to the vendor.",
        )  # fmt: skip

"""Draw examples at random, and add hard ones by hand."""

import io
from collections.abc import Sequence

from django.db import transaction

from content.refusal import Refused
from labelling.actions.exports import OPEN_AGAIN
from labelling.actions.held import held
from labelling.export_rows import DrawnText, DrawnTexts, as_bytes, draw, not_drawn, usable_texts
from labelling.lifecycle import Stage
from labelling.models import Example, Labelling
from labelling.queries import rows_of, texts_of
from organisations import audit
from organisations.actors import Actor
from procurement.actions.turns import take_turn
from vault import files

MOST_ADDED, MOST_EXAMPLES = 50, 1_500
LONGEST_TYPED = 20_000


def draw_examples(*, labelling: Labelling, number: int, by: Actor) -> int:
    """Draw so many more examples at random; return how many there are now.

    Raises
    ------
    Refused
        If the export holds fewer, somebody drew meanwhile, or the labelling is finished.
    """
    usable = usable_texts(rows_of(labelling), labelling.columns)
    before = texts_of(labelling)
    _refuse_too_many(before, number)
    after = draw(usable, before, number, seed=labelling.seed)
    sentence = f"Drew {number} examples at random from {labelling.name}."
    _keep(labelling, before, after, hard=False, verb="labelling.drawn", sentence=sentence, by=by)
    return len(after.texts)


def add_hard_ones(
    *, labelling: Labelling, rows: Sequence[int], typed: Sequence[str], by: Actor
) -> int:
    """Add hard examples by hand, rows of the export and texts typed; return how many were new.

    They are marked, so that a test can count them by themselves.

    Raises
    ------
    Refused
        If there are more than `MOST_ADDED`, a text is too long, somebody added some meanwhile, or the
        labelling is finished.
    """
    usable = usable_texts(rows_of(labelling), labelling.columns)
    before = texts_of(labelling)
    left = {each.row: each for each in not_drawn(usable, before)}
    wanted = [left[row] for row in dict.fromkeys(rows) if row in left]
    there = {each.text for each in (*before.texts, *wanted)}
    wanted += [DrawnText(row=None, text=text) for text in dict.fromkeys(typed) if text not in there]
    if any(len(each.text) > LONGEST_TYPED for each in wanted if each.row is None):
        raise Refused(f"Use {LONGEST_TYPED:,} characters or fewer for each text", column="typed")
    if len(wanted) > MOST_ADDED:
        raise Refused(f"Add at most {MOST_ADDED} at once", column="typed")
    _refuse_too_many(before, len(wanted))
    if wanted:
        after = DrawnTexts(texts=(*before.texts, *wanted))
        said = f"{len(wanted)} hard example" + ("" if len(wanted) == 1 else "s")
        sentence = f"Added {said} by hand to those from {labelling.name}."
        _keep(labelling, before, after, hard=True, verb="labelling.added", sentence=sentence, by=by)
    return len(wanted)


def _refuse_too_many(before: DrawnTexts, number: int) -> None:
    if len(before.texts) + number > MOST_EXAMPLES:
        raise Refused(f"One export can give at most {MOST_EXAMPLES:,} examples")


def _keep(
    labelling: Labelling,
    before: DrawnTexts,
    after: DrawnTexts,
    *,
    hard: bool,
    verb: str,
    sentence: str,
    by: Actor,
) -> None:
    """Store the texts and write a row for each new one, unless somebody was quicker."""
    stored = files.deposit(labelling.organisation_id, io.BytesIO(as_bytes(after)))
    new = range(len(before.texts) + 1, len(after.texts) + 1)
    with transaction.atomic():
        take_turn(labelling.assessment, what_to_do=OPEN_AGAIN)
        now = held(labelling, Stage.DRAWING, Stage.LABELLING)
        if now.texts_id != labelling.texts_id:
            raise Refused("Somebody else added examples meanwhile.", what_to_do="Look again.")
        gone, now.texts = now.texts, files.remember(stored, name=f"examples from {now.name}")
        now.save(update_fields=["texts"])
        Example.objects.of(now.organisation_id).bulk_create(
            [
                Example(
                    organisation_id=now.organisation_id, labelling=now, number=number,
                    hard=hard, added=hard,
                )
                for number in new
            ]
        )  # fmt: skip
        if gone is not None:
            gone.delete()
        audit.record(
            organisation=now.organisation_id,
            by=by,
            verb=verb,
            subject=now,
            sentence=sentence,
            details={"added": len(new), "now": len(after.texts), "sha256": stored.sha256},
        )
    if gone is not None:
        files.forget(gone)

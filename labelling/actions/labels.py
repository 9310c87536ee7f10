"""Say what an example is: each label is written at once, and can be changed until all is said."""

import random

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from labelling.actions.held import held
from labelling.kinds import CANNOT_SAY, CANNOT_SAY_WORDS
from labelling.lifecycle import Stage, Voice
from labelling.models import Example, Label, Labelling
from labelling.queries import disagreements_of, is_check_over, voices_of
from organisations import audit
from organisations.actors import Actor

SECOND_LABELS = 50
NOT_TWICE = {
    Voice.FIRST: "You are the second person for these examples, so the first labels are not yours to give.",
    Voice.SECOND: "You gave the first labels. A second person has to give these, without seeing yours.",
}


@transaction.atomic
def give_label(
    *,
    labelling: Labelling,
    number: int,
    voice: Voice,
    kind: str,
    seen: str | None,
    by: Actor,
    hard: bool | None = None,
) -> Label:
    """Write what somebody says of one example.

    Parameters
    ----------
    kind
        A kind's key, or `CANNOT_SAY`.
    seen
        What the page showed as said before; None for nothing.
    hard
        Whether it is one of the firm's hard ones; None leaves that as it is.

    Raises
    ------
    Refused
        If there is no such example or kind, the person speaks with the other voice already, somebody
        labelled it meanwhile, or it can change no more.
    """
    now = held(labelling, Stage.LABELLING)
    example = _example(now, number, voice)
    _refuse_unknown(now, kind)
    other = Voice.SECOND if voice == Voice.FIRST else Voice.FIRST
    if other in voices_of(now, by.id):
        raise Refused(NOT_TWICE[voice])
    label = example.labels.filter(voice=voice).first()
    before = label.kind if label else None
    if before != seen and before != kind:
        raise Refused(
            "Somebody else labelled this example meanwhile.", what_to_do="Look again, then choose."
        )
    if example.for_second and before != kind and is_check_over(now):
        raise Refused(
            "Both of you have labelled this one, so neither label changes any more.",
            what_to_do="Settle it where you differ.",
        )
    if hard is not None and hard != example.hard:
        example.hard = hard
        example.save(update_fields=["hard"])
    label = label or Label(organisation_id=now.organisation_id, example=example, voice=voice)
    return _write(now, label, kind, by, verb="label.given")


@transaction.atomic
def begin_second(*, labelling: Labelling, by: Actor) -> None:
    """Choose the examples that a second person labels too: `SECOND_LABELS` of all, at random.

    Raises
    ------
    Refused
        If the person gave first labels, or it was begun before.
    """
    now = held(labelling, Stage.LABELLING)
    if Voice.FIRST in voices_of(now, by.id):
        raise Refused(NOT_TWICE[Voice.SECOND])
    examples = Example.objects.of(now.organisation_id).filter(labelling=now)
    if examples.filter(for_second=True).exists():
        raise Refused("Somebody began this already.", what_to_do="Look again.")
    numbers = list(examples.order_by("number").values_list("number", flat=True))
    chance = random.Random(f"second {now.seed}")  # noqa: S311 -- no secret
    chosen = chance.sample(numbers, min(SECOND_LABELS, len(numbers)))
    examples.filter(number__in=chosen).update(for_second=True)
    audit.record(
        organisation=now.organisation_id,
        by=by,
        verb="labelling.second_begun",
        subject=now,
        sentence=f"Began to label {len(chosen)} examples from {now.name} as the second person.",
        details={"examples": len(chosen)},
    )


@transaction.atomic
def settle(*, labelling: Labelling, number: int, kind: str, by: Actor) -> Label:
    """Say which kind an example is that two people labelled differently.

    Raises
    ------
    Refused
        If they agreed, are not done yet, or there is no such kind.
    """
    now = held(labelling, Stage.LABELLING)
    _refuse_unknown(now, kind)
    if number not in {each.number for each in disagreements_of(now)}:
        raise Refused("There is nothing to settle about this example.")
    example = _example(now, number, Voice.SETTLED)
    label = example.labels.filter(voice=Voice.SETTLED).first()
    label = label or Label(
        organisation_id=now.organisation_id, example=example, voice=Voice.SETTLED
    )
    return _write(now, label, kind, by, verb="label.settled")


def _example(labelling: Labelling, number: int, voice: Voice) -> Example:
    rows = Example.objects.of(labelling.organisation_id)
    found = rows.filter(labelling=labelling, number=number).first()
    if found is None or (voice != Voice.FIRST and not found.for_second):
        raise Refused("There is no such example.")
    return found


def _refuse_unknown(labelling: Labelling, kind: str) -> None:
    if kind != CANNOT_SAY and kind not in {each.key for each in labelling.sorts}:
        raise Refused("Choose one of the kinds", column="kind")


def _write(labelling: Labelling, label: Label, kind: str, by: Actor, *, verb: str) -> Label:
    label.kind, label.by_id, label.at = kind, by.id, timezone.now()
    label.save()
    name = next((each.name for each in labelling.sorts if each.key == kind), CANNOT_SAY_WORDS)
    audit.record(
        organisation=labelling.organisation_id,
        by=by,
        verb=verb,
        subject=labelling,
        sentence=f"Labelled example {label.example.number} from {labelling.name}: {name}.",
        details={"number": label.example.number, "voice": label.voice, "kind": kind},
    )
    return label

"""Turn the labels into examples of a test, by the door that every file of examples comes in by."""

import io

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from evaluations.actions.uploads import add_sample_file, name_columns
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models import SampleSet
from labelling.actions.exports import OPEN_AGAIN
from labelling.actions.held import held
from labelling.labelled_file import Labelled, as_csv, has_both_sorts
from labelling.lifecycle import Stage
from labelling.models import Labelling
from labelling.queries import disagreements_of, final_kinds, hard_numbers, texts_of
from organisations import audit
from organisations.actors import Actor
from procurement.actions.turns import take_turn

FEWEST_LABELLED, FEWEST_KINDS = 10, 2


def labelled_examples(labelling: Labelling) -> list[Labelled]:
    """Return the examples that have a kind, with their texts."""
    texts = texts_of(labelling).texts
    names = {each.key: each.name for each in labelling.sorts}
    hard = hard_numbers(labelling)
    return [
        Labelled(
            number, texts[number - 1].id, texts[number - 1].text, names[kind], hard=number in hard
        )
        for number, kind in sorted(final_kinds(labelling).items())
    ]


def finish_labelling(*, labelling: Labelling, seen_by_vendor: SeenByVendor, by: Actor) -> SampleSet:
    """Return the examples as a test takes them. From now on the labels change no more.

    Raises
    ------
    Refused
        If too few are labelled, only one kind occurs, two people's labels still differ, somebody
        labelled meanwhile, or the assessment is closed.
    """
    said = (final_kinds(labelling), hard_numbers(labelling))
    examples = labelled_examples(labelling)
    _refuse_unready(labelling, examples)
    sample_file = add_sample_file(
        assessment=labelling.assessment,
        source=io.BytesIO(as_csv(examples)),
        name=_name(labelling.name),
        by=by,
    )
    with transaction.atomic():
        take_turn(labelling.assessment, what_to_do=OPEN_AGAIN)
        now = held(labelling, Stage.LABELLING)
        if (final_kinds(now), hard_numbers(now)) != said:
            raise Refused("Somebody labelled meanwhile.", what_to_do="Look again.")
        samples = name_columns(
            sample_file=sample_file,
            columns=Columns(
                label="label",
                inputs=("text",),
                id="id",
                slices=("my_hard_one",) if has_both_sorts(each.hard for each in examples) else (),
            ),
            labelled_by=LabelledBy.PEOPLE,
            seen_by_vendor=seen_by_vendor,
            by=by,
        )
        now.sample_set, now.finished_at = samples, timezone.now()
        now.save(update_fields=["sample_set", "finished_at"])
        audit.record(
            organisation=now.organisation_id,
            by=by,
            verb="labelling.finished",
            subject=now,
            sentence=f"Made {len(examples)} labelled examples of {now.name}.",
            details={"examples": len(examples), "seen_by_vendor": seen_by_vendor.value},
        )
    return samples


def _refuse_unready(labelling: Labelling, examples: list[Labelled]) -> None:
    if len(examples) < FEWEST_LABELLED:
        raise Refused(
            f"Only {len(examples)} examples have a kind, and a test takes at least {FEWEST_LABELLED}.",
            what_to_do="Label some more.",
        )
    if len({each.kind for each in examples}) < FEWEST_KINDS:
        raise Refused(
            "All examples are of one kind, so a test could show nothing.",
            what_to_do="Label some more, or add hard ones of another kind.",
        )
    unsettled = sum(each.settled is None for each in disagreements_of(labelling))
    if unsettled:
        differ = "1 example" if unsettled == 1 else f"{unsettled} examples"
        raise Refused(
            f"You and the second person still differ on {differ}.", what_to_do="Settle that first."
        )


def _name(export: str) -> str:
    stem = export.rsplit(".", 1)[0] or export
    return f"Labelled from {stem}"[:250] + ".csv"

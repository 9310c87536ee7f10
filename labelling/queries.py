"""What the pages of a labelling want to know. Whose labels a person may see is said here."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from labelling.agreement import Agreement, agreement
from labelling.export_rows import DrawnTexts, ExportRows, rows_from, texts_from
from labelling.kinds import CANNOT_SAY
from labelling.lifecycle import Stage, Voice
from labelling.models import Example, Label, Labelling
from procurement.models import Assessment
from vault import files


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one voice is; `done` counts what it could not say too."""

    total: int
    done: int
    cannot_say: int

    @property
    def left(self) -> int:
        """Return how many examples are still to be labelled."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One example that two people labelled differently; `settled` None while nobody decided."""

    number: int
    first: str
    second: str
    settled: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """The second person's part: how far it is, and once it is over what it shows."""

    progress: Progress
    over: bool
    agreement: Agreement | None
    disagreements: tuple[Disagreement, ...]

    @property
    def open(self) -> int:
        """Return how many disagreements nobody has settled."""
        return sum(each.settled is None for each in self.disagreements)


def labellings_of(assessment: Assessment) -> QuerySet[Labelling]:
    """Return the labellings of an assessment, the newest first."""
    return (
        Labelling.objects.of(assessment.organisation_id)
        .filter(assessment=assessment)
        .select_related(
            "assessment__product__vendor", "assessment__organisation", "rows", "texts", "sample_set__source"
        )
        .order_by("-brought_at")
    )  # fmt: skip


def rows_of(labelling: Labelling) -> ExportRows:
    """Return what is kept of the export. Only once it is read."""
    assert labelling.rows is not None  # noqa: S101 -- the stage says so
    return rows_from(b"".join(files.read(labelling.rows)))


def texts_of(labelling: Labelling) -> DrawnTexts:
    """Return the drawn texts; none before the draw."""
    if labelling.texts is None:
        return DrawnTexts(texts=())
    try:
        return texts_from(b"".join(files.read(labelling.texts)))
    except FileNotFoundError:  # somebody has just added examples, which is a new file
        labelling.refresh_from_db(fields=["texts"])
        return texts_from(b"".join(files.read(labelling.texts)))


def examples_for(labelling: Labelling, voice: Voice) -> QuerySet[Example]:
    """Return the examples that a voice labels, in their order."""
    found = Example.objects.of(labelling.organisation_id).filter(labelling=labelling)
    if voice != Voice.FIRST:
        found = found.filter(for_second=True)
    return found.order_by("number")


def labels_by_number(labelling: Labelling, voice: Voice) -> dict[int, Label]:
    """Return a voice's labels by the number of their example."""
    found = (
        Label.objects.of(labelling.organisation_id)
        .filter(example__labelling=labelling, voice=voice)
        .select_related("example")
        .order_by("example__number")
    )
    return {label.example.number: label for label in found}


def progress_of(labelling: Labelling, voice: Voice) -> Progress:
    """Return how far a voice is."""
    given = Label.objects.of(labelling.organisation_id).filter(
        example__labelling=labelling, voice=voice
    )
    kinds = list(given.values_list("kind", flat=True))
    total = examples_for(labelling, voice).count()
    return Progress(total, len(kinds), sum(kind == CANNOT_SAY for kind in kinds))


def next_number(labelling: Labelling, voice: Voice, *, after: int = 0) -> int | None:
    """Return the next example without a label of this voice, from the start again at the end."""
    labelled = Label.objects.of(labelling.organisation_id).filter(
        example__labelling=labelling, voice=voice
    )
    left = (
        examples_for(labelling, voice)
        .exclude(id__in=labelled.values("example"))
        .values_list("number", flat=True)
    )
    return left.filter(number__gt=after).first() or left.first()


def last_number(labelling: Labelling, voice: Voice, person: uuid.UUID | None) -> int | None:
    """Return the example that this person labelled last."""
    last = (
        Label.objects.of(labelling.organisation_id)
        .filter(example__labelling=labelling, voice=voice, by=person)
        .order_by("-at")
        .values_list("example__number", flat=True)
    )
    return last.first()


def moments_of(labelling: Labelling, voice: Voice, person: uuid.UUID | None) -> list[datetime]:
    """Return when this person's labels were given."""
    given = Label.objects.of(labelling.organisation_id).filter(
        example__labelling=labelling, voice=voice, by=person
    )
    return list(given.values_list("at", flat=True))


def voices_of(labelling: Labelling, person: uuid.UUID | None) -> set[Voice]:
    """Return as which of the two blind voices somebody has spoken here."""
    said = Label.objects.of(labelling.organisation_id).filter(
        example__labelling=labelling, by=person, voice__in=(Voice.FIRST, Voice.SECOND)
    )
    return {Voice(voice) for voice in said.values_list("voice", flat=True)}


def may_see_first(labelling: Labelling, person: uuid.UUID | None) -> bool:
    """Return whether the first labels are shown to somebody: to who gave some, or when all is said.

    Anybody else may yet be the second person, whose labels are worth something only if they are
    blind.
    """
    if labelling.stage is Stage.FINISHED or Voice.FIRST in voices_of(labelling, person):
        return True
    return is_check_over(labelling)


def is_check_over(labelling: Labelling) -> bool:
    """Return whether both people have labelled every example of the second person's part."""
    chosen = set(examples_for(labelling, Voice.SECOND).values_list("number", flat=True))
    return bool(chosen) and all(
        chosen <= labels_by_number(labelling, voice).keys() for voice in (Voice.FIRST, Voice.SECOND)
    )


def check_of(labelling: Labelling) -> Check | None:
    """Return how the second person's part stands; None where it was never begun."""
    progress = progress_of(labelling, Voice.SECOND)
    if not progress.total:
        return None
    if not is_check_over(labelling):
        return Check(progress, over=False, agreement=None, disagreements=())
    said = [pair for pair in _pairs(labelling).values() if CANNOT_SAY not in pair]
    found = agreement([one for one, _ in said], [other for _, other in said], seed=labelling.seed)
    return Check(progress, over=True, agreement=found, disagreements=disagreements_of(labelling))


def disagreements_of(labelling: Labelling) -> tuple[Disagreement, ...]:
    """Return the examples that two people labelled differently, once both are done."""
    if not is_check_over(labelling):
        return ()
    settled = labels_by_number(labelling, Voice.SETTLED)
    return tuple(
        Disagreement(number, one, other, settled[number].kind if number in settled else None)
        for number, (one, other) in _pairs(labelling).items()
        if one != other
    )


def _pairs(labelling: Labelling) -> dict[int, tuple[str, str]]:
    """Return what the two said of each example that both labelled."""
    first = labels_by_number(labelling, Voice.FIRST)
    second = labels_by_number(labelling, Voice.SECOND)
    return {
        number: (first[number].kind, second[number].kind) for number in second if number in first
    }


def final_kinds(labelling: Labelling) -> dict[int, str]:
    """Return the kind of each example that has one: as it was settled, else as it was first said."""
    labels = labels_by_number(labelling, Voice.FIRST) | labels_by_number(labelling, Voice.SETTLED)
    return {number: label.kind for number, label in labels.items() if label.kind != CANNOT_SAY}


def hard_numbers(labelling: Labelling) -> set[int]:
    """Return the examples that are marked as hard ones."""
    found = Example.objects.of(labelling.organisation_id).filter(labelling=labelling, hard=True)
    return set(found.values_list("number", flat=True))


def used_kinds(labelling: Labelling) -> set[str]:
    """Return the keys of the kinds that some label holds."""
    given = Label.objects.of(labelling.organisation_id).filter(example__labelling=labelling)
    return set(given.values_list("kind", flat=True)) - {CANNOT_SAY}

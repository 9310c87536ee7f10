"""The sheets to run and the models to hand in of a request: which there are and how far each is.

A sheet is shown to the vendor only once it is released. A task is a part like a part of the
questions: a colleague sees those that were handed to them.
"""

import uuid
from dataclasses import dataclass
from typing import Literal

from jobs.lifecycle import FINAL, State
from jobs.queries import Standing, standing
from portal.models import (
    HandedModel,
    ItemKind,
    ModelTask,
    ReturnedSheet,
    SheetTask,
    VendorPerson,
    VendorRequest,
)
from portal.queries import was_run

SheetWord = Literal[
    "preparing", "not_made", "to_release", "to_do", "reading", "refused", "partial", "received"
]
ModelWord = Literal["to_accept", "to_do", "looking", "refused", "inspected", "run", "deleted"]

AFTER_THE_QUESTIONS = 1_000_000


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet to run, its newest return, and how the work for either stands."""

    task: SheetTask
    back: ReturnedSheet | None
    making: Standing
    reading: Standing | None

    kind = "sheet"
    title = "Run a sheet of examples"

    @property
    def part(self) -> str:
        """Return its name among the parts that can be handed on."""
        return part_of(ItemKind.SHEET, self.task.id)

    @property
    def word(self) -> SheetWord:
        """Return how far it is, a word of content/words.yaml."""
        if self.task.sheet_id is None:
            return "not_made" if self.making.state in FINAL else "preparing"
        if self.task.released_at is None:
            return "to_release"
        if self.back is None or self.reading is None:
            return "to_do"
        if self.back.missing is not None:
            return "partial" if self.back.missing else "received"
        return "refused" if self.reading.state in FINAL else "reading"

    @property
    def done(self) -> bool:
        """Return whether the vendor has nothing more to do."""
        return self.word == "received"


@dataclass(frozen=True, slots=True)
class ModelSeen:
    """A model to hand in, the newest that came, and how the look at it stands."""

    task: ModelTask
    handed: HandedModel | None
    looking: Standing | None

    kind = "model"
    title = "Hand in the model"

    @property
    def part(self) -> str:
        """Return its name among the parts that can be handed on."""
        return part_of(ItemKind.MODEL, self.task.id)

    @property
    def word(self) -> ModelWord:
        """Return how far it is, a word of content/words.yaml."""
        if self.task.accepted_at is None:
            return "to_accept"
        if self.handed is None or self.looking is None:
            return "to_do"
        if self.handed.seen is None and self.looking.state == State.FAILED:
            return "refused"
        if self.handed.deleted_at is not None:
            return "deleted"
        if was_run(self.handed.artefact):
            return "run"
        return "looking" if self.handed.seen is None else "inspected"

    @property
    def may_hand_in(self) -> bool:
        """Return whether a file may come in now: none is here, or the last could not be used."""
        return self.word in {"to_do", "refused"}

    @property
    def done(self) -> bool:
        """Return whether the vendor has nothing more to do."""
        return self.word not in {"to_accept", "to_do", "refused"}


TaskSeen = SheetSeen | ModelSeen


def part_of(kind: ItemKind, task: uuid.UUID) -> str:
    """Return the name of a task among the parts that can be handed on."""
    return f"{kind.value}-{task.hex}"


def sheet_seen(task: SheetTask) -> SheetSeen:
    """Return how far a sheet is."""
    back = task.returns.select_related("person").order_by("-number").first()
    assert task.job is not None  # noqa: S101 -- the action that makes the row submits its job
    reading = standing(back.job) if back is not None and back.job is not None else None
    return SheetSeen(task, back, standing(task.job), reading)


def model_seen(task: ModelTask) -> ModelSeen:
    """Return how far a model is."""
    handed = task.handed.select_related("artefact", "person").order_by("-number").first()
    looking = (
        standing(handed.inspection)
        if handed is not None and handed.inspection is not None
        else None
    )
    return ModelSeen(task, handed, looking)


def tasks_of(asked: VendorRequest) -> list[TaskSeen]:
    """Return every task of a request, as the buyer sees them."""
    sheets = asked.sheet_tasks.select_related("sample_set", "request").order_by("asked_at")
    models = asked.model_tasks.select_related("request").order_by("asked_at")
    return [*map(sheet_seen, sheets), *map(model_seen, models)]


def tasks_for(person: VendorPerson) -> list[TaskSeen]:
    """Return the tasks that somebody at the vendor sees: released, and handed to them."""
    return [
        seen
        for seen in tasks_of(person.request)
        if (not person.sections or seen.part in person.sections)
        and (isinstance(seen, ModelSeen) or seen.task.released_at is not None)
    ]

"""Who did it: a person, or a part of this installation. Stands in every audit event."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor."""

    PERSON = "person"
    COMMAND_LINE = "command_line"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `id` is a person's; the name is frozen into the event's erasable part."""

    kind: ActorKind
    name: str
    id: uuid.UUID | None = None


COMMAND_LINE = Actor(ActorKind.COMMAND_LINE, "the command line")
WORKER = Actor(ActorKind.WORKER, "the worker")

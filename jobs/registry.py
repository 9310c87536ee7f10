"""What kinds of work there are. Rooms register theirs when Django starts; jobs know only names.

Whoever hands in work needs its name and queue, and only a worker needs what does it. So the code that does
it is named, and loaded where it is done: it brings libraries that take longer to load than a page to show.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string

from jobs.lifecycle import Queue
from jobs.work import Work


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: its stable name, its queue, and where the one call stands that does it."""

    name: str
    queue: Queue
    done_by: str

    @property
    def perform(self) -> Callable[[Work], None]:
        """Return the call that does it, loaded where it is not yet."""
        found: Callable[[Work], None] = import_string(self.done_by)
        return found


_kinds: dict[str, Kind] = {}


def register(name: str, *, queue: Queue, done_by: str) -> str:
    """Register the work called `name`, and return that name.

    `done_by` is the path of a function, as `evaluations.execution.perform`. It gets a `Work` and must end
    inside `work.finishing()`. It raises `content.refusal.Refused` when the input is at fault.
    """
    made = Kind(name, queue, done_by)
    if _kinds.setdefault(name, made) != made:
        raise ValueError(f"two kinds of work are called {name!r}")
    return name


def kind(name: str) -> Kind:
    """Return the kind of work called `name`; KeyError where no room registered it."""
    return _kinds[name]


def load_all() -> None:
    """Load what does every kind of work, as a worker does before it forks."""
    for each in _kinds.values():
        each.perform  # noqa: B018 -- it loads it

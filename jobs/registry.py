"""What kinds of work there are. Rooms register theirs when Django starts; jobs know only names."""

from collections.abc import Callable
from dataclasses import dataclass

from jobs.lifecycle import Queue
from jobs.work import Work


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: its stable name, its queue, and the one call that does it."""

    name: str
    queue: Queue
    perform: Callable[[Work], None]


_kinds: dict[str, Kind] = {}


def register(
    name: str, *, queue: Queue
) -> Callable[[Callable[[Work], None]], Callable[[Work], None]]:
    """Register the decorated function as the work called `name`.

    The function gets a `Work` and must end inside `work.finishing()`. It raises
    `content.refusal.Refused` when the input is at fault.
    """

    def remember(perform: Callable[[Work], None]) -> Callable[[Work], None]:
        if name in _kinds and _kinds[name].perform is not perform:
            raise ValueError(f"two kinds of work are called {name!r}")
        _kinds[name] = Kind(name=name, queue=queue, perform=perform)
        return perform

    return remember


def kind(name: str) -> Kind:
    """Return the kind of work called `name`; KeyError where no room registered it."""
    return _kinds[name]

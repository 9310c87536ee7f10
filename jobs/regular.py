"""What is done again and again, such as reminding: rooms register it, and the clock does it.

It is done beside the sweeper, in a process that never forks and never does long work: a few rows are
looked at, and whatever takes time is handed in as a job. Any number of clocks may run, so whoever
registers something takes care that twice is as good as once.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Regular:
    """One thing that is done regularly: its stable name, how often in seconds, and the one call."""

    name: str
    every: float
    perform: Callable[[], object]


_regular: dict[str, Regular] = {}


def regularly(name: str, *, every: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register the decorated function to be called about every so many seconds."""

    def remember(perform: Callable[[], object]) -> Callable[[], object]:
        if name in _regular and _regular[name].perform is not perform:
            raise ValueError(f"two things are called {name!r}")
        _regular[name] = Regular(name, every, perform)
        return perform

    return remember


class Rounds:
    """Goes round and does what is due. What fails is logged and done again when it is next due."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next: dict[str, float] = {}

    def go_round(self) -> None:
        """Do everything that is due now; the first round does everything."""
        now = self._clock()
        for each in tuple(_regular.values()):
            if now < self._next.get(each.name, now):
                continue
            self._next[each.name] = now + each.every
            try:
                each.perform()
            except Exception:
                logger.exception("%s was left out this time", each.name)

    def run(self, over: threading.Event, *, pause: float = 5.0) -> None:
        """Go round until `over` is set."""
        try:
            while not over.wait(pause):
                self.go_round()
        finally:
            connection.close()

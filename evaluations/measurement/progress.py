"""What a test tells while it runs, whether a worker or a terminal listens."""

from typing import Protocol


class Progress(Protocol):
    """Hears how far a test is, and says when it should end."""

    def stage(self, name: str, *, total: int | None = None, sentence: str = "") -> None:
        """Hear that a stage of `total` steps begins."""

    def advance(self, done: int) -> None:
        """Hear that `done` steps of the stage are done."""

    def should_stop(self) -> bool:
        """Return whether the test should end as soon as it can."""

    def check(self) -> None:
        """Raise what ends the test, if it should end."""


class Silent:
    """Hears nothing and never stops."""

    def stage(self, name: str, *, total: int | None = None, sentence: str = "") -> None:
        """Do nothing."""

    def advance(self, done: int) -> None:
        """Do nothing."""

    def should_stop(self) -> bool:
        """Return False."""
        return False

    def check(self) -> None:
        """Do nothing."""

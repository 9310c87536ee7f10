"""Progress on a terminal: one bar for each stage, on standard error, and none where nobody looks."""

import sys
from types import TracebackType
from typing import Any

from tqdm import tqdm


class TerminalProgress:
    """Shows stages as bars. Silent unless its stream is a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._stream = sys.stderr
        self._silent = quiet or not self._stream.isatty()
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __enter__(self) -> "TerminalProgress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def stage(self, name: str, *, total: int | None = None, sentence: str = "") -> None:
        """Begin a stage of `total` steps; the bar before it stays where it was."""
        if self._silent or name == self._stage:
            return
        self._close()
        self._stage = name
        self._bar = tqdm(
            desc=f"{name:<34.34}",
            total=total,
            file=self._stream,
            unit="",
            leave=True,
            dynamic_ncols=True,
            bar_format="{desc} {bar} {n_fmt}/{total_fmt} {elapsed}"
            if total
            else "{desc} {elapsed}",
        )

    def advance(self, done: int) -> None:
        """Say that `done` steps of the stage are done."""
        if self._bar is not None:
            self._bar.update(max(0, done - self._bar.n))

    def should_stop(self) -> bool:
        """Return False: on a terminal, Ctrl-C ends the command."""
        return False

    def check(self) -> None:
        """Do nothing; see `should_stop`."""

    def say(self, words: str) -> None:
        """Print one line above the bar."""
        if not self._silent:
            self._close()
            self._stream.write(f"{words}\n")

    def _close(self) -> None:
        if self._bar is not None:
            if self._bar.total:
                self._bar.update(self._bar.total - self._bar.n)
            self._bar.close()
            self._bar = None
            self._stage = ""

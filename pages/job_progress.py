"""How far a job is, as a page shows it and a screen reader hears it. Any room's job.

The row of the job is the truth: a page opened later, or on another device, shows the same.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.lifecycle import FINAL, MOST_ATTEMPTS, State
from jobs.queries import Standing, standing

WAITING = "Waiting"
QUARTERS = ("", "A quarter done", "Half done", "Three quarters done", "All done")
# How often a page looks again, in seconds, by how long ago the job was asked for.
LOOKS = ((30, 2), (120, 5))
LATER_LOOKS = 15


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a kind of job: the worker's name for it, what people read, and what it is for."""

    name: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stage on the page. `standing` is done, now or wait; `text` says how far it is."""

    title: str
    note: str
    standing: str
    text: str = ""
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class JobProgress:
    """A job on a page.

    Attributes
    ----------
    announced : changes when there is something new to be heard, and only then.
    announcement : what a screen reader says then.
    next_look : seconds until the page looks again; None when nothing will change any more.
    lasted : how long the job has been running, in words; empty while it waits.
    alive : whether the worker gave a sign since the look before; None where that is not known.
    again : that the job is being tried again, in words; mostly empty.
    """

    state: State
    stages: tuple[StageShown, ...]
    announced: str
    announcement: str
    next_look: int | None
    lasted: str
    heartbeat: int
    alive: bool | None
    again: str

    @property
    def is_final(self) -> bool:
        """Return whether the job has ended."""
        return self.state in FINAL

    @property
    def title(self) -> str:
        """Return what the window's title begins with: "184 of 300"."""
        now = next((stage for stage in self.stages if stage.standing == "now"), None)
        if now is None:
            return ""
        return f"{now.done:,} of {now.total:,}" if now.total else now.title


def job_progress(
    job_id: uuid.UUID,
    stages: Sequence[Stage],
    *,
    at: datetime,
    beat: int | None = None,
) -> JobProgress:
    """Return how far the job is at the moment `at`.

    `stages` are the job's own, without the waiting; `beat` is the heartbeat the page saw last.
    """
    seen = standing(job_id)
    place = _place(seen, stages)
    first = StageShown(
        "Waiting for its turn" if place == 0 else "Taken up by a worker",
        "",
        _word(0, place),
        _queue(seen) if place == 0 else "",
    )
    shown = [first, *(_shown(stage, number, place, seen) for number, stage in enumerate(stages, 1))]
    quarter = _quarter(seen)
    current = shown[place] if place < len(shown) else None
    again = (
        f"Trying again ({seen.attempt} of {MOST_ATTEMPTS})."
        if seen.attempt > 1 and seen.state == State.RUNNING
        else ""
    )
    return JobProgress(
        state=seen.state,
        stages=tuple(shown),
        announced=f"{place}-{quarter}-{seen.attempt}",
        announcement=_announcement(current, quarter, again) if current else "",
        next_look=None if seen.state in FINAL else _next_look((at - seen.asked_at).total_seconds()),
        lasted=(
            lasting((at - seen.started_at).total_seconds())
            if seen.started_at and seen.state == State.RUNNING
            else ""
        ),
        heartbeat=seen.heartbeat,
        alive=None if beat is None or seen.state != State.RUNNING else seen.heartbeat != beat,
        again=again,
    )


def lasting(seconds: float) -> str:
    """Return a length of time in words: 2 minutes 10 seconds."""
    whole = max(int(seconds), 0)
    hours, minutes, rest = whole // 3_600, whole % 3_600 // 60, whole % 60
    parts = [(hours, "hour"), (minutes, "minute")]
    if not hours:
        parts.append((rest, "second"))
    said = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts if number]
    return " ".join(said) or "0 seconds"


def _place(seen: Standing, stages: Sequence[Stage]) -> int:
    """Return the number of the stage the job is in: 0 waits, one past the last is done."""
    if seen.state == State.QUEUED:
        return 0
    if seen.state == State.DONE:
        return len(stages) + 1
    return next((number for number, stage in enumerate(stages, 1) if stage.name == seen.stage), 1)


def _word(number: int, place: int) -> str:
    return "done" if number < place else "now" if number == place else "wait"


def _shown(stage: Stage, number: int, place: int, seen: Standing) -> StageShown:
    word = _word(number, place)
    if word != "now" or seen.stage != stage.name:
        return StageShown(stage.title, stage.note, word)
    if seen.total:
        text = f"{seen.done:,} of {seen.total:,} done."
        return StageShown(stage.title, stage.note, word, text, seen.done, seen.total)
    return StageShown(stage.title, stage.note, word, seen.sentence)


def _queue(seen: Standing) -> str:
    if seen.attempt and seen.sentence:
        return seen.sentence
    if seen.ahead == 0:
        return "It is next in line."
    return f"{seen.ahead} {'is' if seen.ahead == 1 else 'are'} before it in line."


def _quarter(seen: Standing) -> int:
    if seen.state != State.RUNNING or not seen.total:
        return 0
    return min(4 * seen.done // seen.total, 4)


def _announcement(current: StageShown, quarter: int, again: str) -> str:
    said = [again, f"{current.title}.", f"{QUARTERS[quarter]}." if quarter else ""]
    return " ".join(part for part in said if part)


def _next_look(age: float) -> int:
    return next((seconds for until, seconds in LOOKS if age < until), LATER_LOOKS)

"""What a workbook that came back would change, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from procurement.workbook.cell_words import cells_of
from procurement.workbook.line import Line, Said, Wording
from procurement.workbook.reading_back import Problem, Reply, Returned

# Every answer there ever was under a key, the oldest first: version 1, 2, ...
Versions = Mapping[str, Sequence[Said]]


class Happens(StrEnum):
    """What becomes of one answer in the file."""

    NEW = "new"  # nothing was on file
    REPLACES = "replaces"  # it takes the place of what was there when the file was made
    CLASH = "clash"  # somebody answered since then: a person chooses


@dataclass(frozen=True, slots=True)
class Difference:
    """One question to which the file says something else than what is on file."""

    reply: Reply
    said: Said
    now: Said | None
    happens: Happens

    @property
    def line(self) -> Line:
        """Return the question."""
        return self.reply.line


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would happen. `unchanged` counts; `emptied` are answers that were taken out of the file."""

    differences: tuple[Difference, ...]
    unchanged: int
    emptied: tuple[Line, ...]
    problems: tuple[Problem, ...]

    def of(self, happens: Happens) -> tuple[Difference, ...]:
        """Return the differences of one kind."""
        return tuple(each for each in self.differences if each.happens is happens)


def compare(returned: Returned, versions: Versions, wording: Wording, *, person: str) -> Comparison:
    """Return what a workbook would change.

    `versions` are the answers on file by now; `person` is who says what names nobody. Cells that
    stand as they were written say nothing new, whatever was answered since.
    """
    differences: list[Difference] = []
    emptied: list[Line] = []
    problems = list(returned.problems)
    unchanged = 0
    for reply in returned.replies:
        key = reply.line.key
        on_file = versions.get(key, ())
        exported = returned.versions.get(key, 0)
        before = on_file[exported - 1] if 0 < exported <= len(on_file) else None
        now = on_file[-1] if on_file else None
        said = _named(reply.said, person)
        if reply.cells.same_as(cells_of(reply.line, before, wording)):
            unchanged += 1
        elif said is None:
            if before is None:
                problems.append(_without_answer(reply))
            else:
                emptied.append(reply.line)
        elif said.same_as(now):
            unchanged += 1
        else:
            happens = _happens(now, exported, len(on_file))
            differences.append(Difference(reply, said, now, happens))
    return Comparison(tuple(differences), unchanged, tuple(emptied), tuple(problems))


def _without_answer(reply: Reply) -> Problem:
    return Problem(
        reply.place,
        reply.line.key,
        reply.line.control.label,
        "Something stands beside this question, but no answer.",
        "Choose or type the answer, or empty the row.",
    )


def _named(said: Said | None, person: str) -> Said | None:
    if said is None or said.by or said.grade is None:
        return said
    return Said(said.value, said.grade, person, said.when, said.words)


def _happens(now: Said | None, exported: int, newest: int) -> Happens:
    if newest > exported:
        return Happens.CLASH
    return Happens.NEW if now is None else Happens.REPLACES

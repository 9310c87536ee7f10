"""What each version of the rulebook changed: which rules, for which days, and on what it rests. Pure.

The entries stand in `changes/`, one file for each version, the first word on every change. The
changelog to read is drawn from them by `./weigh draw_rulebook`.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictStr, model_validator

from content.shape import Content
from content.yaml_file import read_yaml, validated
from procurement.rulebook.schema import Rulebook

FOLDER = Path(__file__).with_name("changes")
What = Literal["added", "mended", "ended", "tables", "reading"]


class Change(Content):
    """One change in a sentence.

    `applies_from` and `applies_to` are the first and last day of law whose results can change; None
    is no limit. `sources` are keys of the files in `citations/`; none where it is our own reading.
    """

    what: What
    sentence: StrictStr
    rules: tuple[StrictStr, ...] = ()
    applies_from: date | None
    applies_to: date | None = None
    sources: tuple[StrictStr, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Change":
        if self.applies_from and self.applies_to and self.applies_to < self.applies_from:
            raise ValueError("it ends before it begins")
        return self


class VersionChanges(Content):
    """What one version changed."""

    version: StrictStr = Field(pattern=r"^\d+\.\d+\.\d+$")
    as_at: date
    summary: StrictStr
    changes: tuple[Change, ...] = Field(min_length=1)

    @property
    def order(self) -> tuple[int, ...]:
        """Return the version's place among the others."""
        return version_order(self.version)


def version_order(version: str) -> tuple[int, ...]:
    """Return what sorts versions: 2026.11.10 comes after 2026.11.9."""
    return tuple(int(part) for part in version.split("."))


@cache
def load_changes(folder: Path = FOLDER) -> tuple[VersionChanges, ...]:
    """Return what each version changed, the newest first.

    Raises
    ------
    Refused
        If a file is malformed or is not named for its version.
    """
    found = []
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path, name=f"changes/{path.name}")
        told = validated(VersionChanges, source)
        if path.stem != told.version:
            raise source.refusal("The file is not named for its version.", ["version"])
        found.append(told)
    return tuple(sorted(found, key=lambda each: each.order, reverse=True))


def changes_since(version: str) -> tuple[VersionChanges, ...]:
    """Return what changed after a version, the newest first."""
    return tuple(each for each in load_changes() if each.order > version_order(version))


def faults(told: VersionChanges, rulebook: Rulebook) -> Iterator[str]:
    """Yield what a version's changes name that the rulebook does not have, in sentences."""
    for change in told.changes:
        for ref in change.sources:
            if ref not in rulebook.citation:
                yield f"{told.version}: there is no source `{ref}` among the citations."
        for rule in change.rules:
            if change.what != "ended" and rule not in rulebook.by_id:
                yield f"{told.version}: there is no rule `{rule}`."

"""Whom or what a fact is about: the assessment, the organisation, one model or one hop."""

from dataclasses import dataclass, field
from enum import StrEnum


class SubjectKind(StrEnum):
    """The four kinds of subject. Models and hops are counted from 1."""

    ASSESSMENT = "assessment"
    ORGANISATION = "organisation"
    MODEL = "model"
    HOP = "hop"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One subject. `number` is 0 for the assessment and the organisation."""

    kind: SubjectKind
    number: int = 0
    # Every look-up of a fact asks for it, and an enum works its own out anew each time.
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a model or hop without a number, and a number where there is only one."""
        counted = self.kind in (SubjectKind.MODEL, SubjectKind.HOP)
        if counted != (self.number > 0):
            raise ValueError(f"{self.kind} {self.number} is no subject")
        object.__setattr__(self, "_hash", hash((self.kind.value, self.number)))

    def __hash__(self) -> int:
        return self._hash

    def __str__(self) -> str:
        """Return the subject as it stands in reports: `assessment`, `hop 2`."""
        return f"{self.kind} {self.number}" if self.number else str(self.kind)


ASSESSMENT = Subject(SubjectKind.ASSESSMENT)
ORGANISATION = Subject(SubjectKind.ORGANISATION)

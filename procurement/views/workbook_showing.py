"""What the page of differences shows of one uploaded spreadsheet."""

import hashlib
import json
from dataclasses import dataclass, field

from django.forms import BoundField
from django.utils import timezone

from content.words import word
from procurement.answered import Answered
from procurement.forms.workbook import ConfirmForm, choice_name
from procurement.models import FilledWorkbook
from procurement.questionnaire.schema import Bank
from procurement.views.place import Place
from procurement.views.workbook_lines import every_line_of, origin_of, versions_of
from procurement.wording.answers import day_in_words, said_in_words
from procurement.wording.workbook import buyers_wording
from procurement.workbook.differences import Comparison, Difference, Happens, compare
from procurement.workbook.line import Said
from procurement.workbook.reading_back import read_back
from procurement.workbook_opening import sheets_in


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words: what is said, and under it who says so and how they know."""

    words: str
    proof: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One difference on the page; `field` decides a clash."""

    question: str
    url: str
    now: Told | None
    file: Told
    field: BoundField | None


@dataclass(frozen=True, slots=True)
class Showing:
    """All that the page says. `seen` changes with anything on it that a person confirms."""

    answered: Answered
    comparison: Comparison
    seen: str
    made: str
    clashing: tuple[Shown, ...] = field(default=())
    changing: tuple[Shown, ...] = field(default=())

    @classmethod
    def of(cls, answered: Answered, filled: FilledWorkbook, *, person: str) -> "Showing":
        """Compare a spreadsheet that has been read with the answers of this moment.

        Raises
        ------
        Refused
            If it is no spreadsheet of this assessment's.
        """
        assert filled.cells is not None  # noqa: S101 -- the view waits until it is read
        wording = buyers_wording(str(answered.assessment.product))
        returned = read_back(
            sheets_in(filled.cells),
            lines=every_line_of(answered),
            wording=wording,
            origin=origin_of(answered),
            bank=answered.library.bank,
            today=timezone.localdate(),
            name=filled.name,
        )
        comparison = compare(returned, versions_of(answered), wording, person=person)
        return cls(answered, comparison, _fingerprint(answered, comparison), returned.made)

    @property
    def clashes(self) -> tuple[Difference, ...]:
        """Return the questions that somebody answered meanwhile."""
        return self.comparison.of(Happens.CLASH)

    @property
    def count(self) -> int:
        """Return how many answers differ."""
        return len(self.comparison.differences)

    def with_fields(self, form: ConfirmForm) -> "Showing":
        """Return the same with what each clash is decided by."""
        others = [each for each in self.comparison.differences if each not in self.clashes]
        return Showing(
            self.answered,
            self.comparison,
            self.seen,
            self.made,
            tuple(self._shown(each, form[choice_name(each.line.key)]) for each in self.clashes),
            tuple(self._shown(each, None) for each in others),
        )

    def _shown(self, each: Difference, decided_by: BoundField | None) -> Shown:
        bank, key = self.answered.library.bank, each.line.key
        return Shown(
            each.line.control.label,
            Place(self.answered.assessment).question(key),
            _told(each.now, key, bank) if each.now else None,
            _told(each.said, key, bank),
            decided_by,
        )


def _told(said: Said, key: str, bank: Bank) -> Told:
    parts = [word("grade", said.grade.value)] if said.grade else []
    parts += [said.by] if said.by else []
    parts += [f"for {day_in_words(said.when)}"] if said.when else []
    return Told(said_in_words(said.value, key, bank), ", ".join(parts), said.words)


def _fingerprint(answered: Answered, comparison: Comparison) -> str:
    seen = [
        [each.line.key, answered.version(each.line.key), str(each.happens)]
        for each in comparison.differences
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()

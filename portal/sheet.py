"""What one person at the vendor sees: their questions, what stands in them, what is still open.

Whether a question is asked follows from all that is known, the drafts included, as on the buyer's
pages. Of what is known only the vendor's own drafts are ever shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from portal.lifecycle import State
from portal.models import AttachedFile, Draft, ItemKind, RequestItem, VendorPerson, VendorRequest
from portal.people import signature_of
from procurement.facts.fact import State as FactState
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Grade, Source
from procurement.models import Answer, Assessment
from procurement.queries import claims_from, latest_answers, library_of, observations_of
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Bank, Question
from procurement.screening import gather_facts
from procurement.wording.answers import said_in_words
from procurement.wording.vendor import VendorWording, said_in_vendor_words, wording_for_vendor


@dataclass(frozen=True, slots=True)
class Line:
    """One question as the vendor has it."""

    item: RequestItem
    question: Question
    wording: VendorWording
    draft: Draft | None
    bank: Bank

    @property
    def done(self) -> bool:
        """Return whether it is answered; one that was sent back, whether it is answered anew."""
        back = self.item.sent_back_at
        return self.draft is not None and (back is None or self.draft.saved_at > back)

    @property
    def files(self) -> tuple[AttachedFile, ...]:
        """Return the files that go with the answer, the oldest first."""
        return tuple(self.draft.files.all()) if self.draft is not None else ()

    @property
    def said(self) -> str:
        """Return the answer in the vendor's words, or nothing."""
        if self.draft is None:
            return ""
        value = self.draft.value
        usual = said_in_words(value, self.question.id, self.bank)
        return said_in_vendor_words(value, self.question, self.wording, usual)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the questions."""

    id: str
    title: str
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        """Return how many are answered."""
        return sum(line.done for line in self.lines)

    @property
    def minutes(self) -> int:
        """Return the minutes the open ones take."""
        return minutes(line.question for line in self.lines if not line.done)

    @property
    def progress(self) -> str:
        """Return how far it is, as a word of content/words.yaml."""
        if self.done == len(self.lines):
            return "completed"
        return "in_progress" if self.done else "not_started"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's questions in the order of asking."""

    asked: VendorRequest
    person: VendorPerson
    bank: Bank
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, person: VendorPerson) -> "Sheet":
        """Read it."""
        asked = person.request
        library = library_of(asked.assessment)
        bank, client = library.bank, asked.organisation.name
        attached = AttachedFile.objects.of(asked.organisation_id).order_by("attached_at", "id")
        rows = asked.drafts.select_related("given_by").prefetch_related(
            Prefetch("files", queryset=attached)
        )
        drafts = {draft.key: draft for draft in rows}
        for draft in drafts.values():
            draft.given_by.request = asked  # read already
        items = list(asked.items.filter(kind=ItemKind.QUESTION).order_by("position"))
        shown = asked_now(asked.assessment, {item.key for item in items}, drafts)
        again = asked.state == State.SENT_BACK
        lines: dict[str, list[Line]] = {}
        for item in items:
            question = bank.by_id.get(item.key)
            if question is None or (person.sections and question.section not in person.sections):
                continue
            left_out = item.sent_back_at is None if again else item.key not in shown
            if not left_out:
                wording = wording_for_vendor(question, bank, client=client)
                line = Line(item, question, wording, drafts.get(item.key), bank)
                lines.setdefault(question.section, []).append(line)
        parts = tuple(
            Part(section.id, section.title, tuple(lines[section.id]))
            for section in bank.sections
            if section.id in lines
        )
        return cls(asked, person, bank, parts)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all questions."""
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def open(self) -> tuple[Line, ...]:
        """Return the questions that are still to answer."""
        return tuple(line for line in self.lines if not line.done)

    @property
    def minutes(self) -> int:
        """Return the minutes the open ones take."""
        return minutes(line.question for line in self.open)

    def line(self, key: str) -> Line | None:
        """Return the line of a question, if this person is asked it."""
        return next((line for line in self.lines if line.question.id == key), None)

    def part_with(self, key: str) -> Part:
        """Return the part a question stands in. Raises StopIteration if it is not asked."""
        return next(part for part in self.parts for line in part.lines if line.question.id == key)

    def next_open(self, after: str | None = None) -> Line | None:
        """Return the next open question after one, or the first open one."""
        place = self.bank.position[after] if after else -1
        later = [line for line in self.open if line.item.position > place]
        return next(iter(later or self.open), None) if after is None else next(iter(later), None)


def asked_now(
    assessment: Assessment, keys: Collection[str], drafts: Mapping[str, Draft]
) -> tuple[str, ...]:
    """Return those of the questions that are to be answered as things stand, in their order.

    Left out are those that an answer rules out, those a non-answer has answered already, and those
    that wait for another question of the same request.
    """
    facts = _facts(assessment, drafts)
    position = library_of(assessment).bank.position
    open_ = {key for key in keys if key not in drafts}

    def is_asked(key: str) -> bool:
        fact = facts.find(key)
        if key in drafts:
            return fact.state is not FactState.CANNOT_APPLY
        waits_here = fact.waiting and bool(open_ & (set(fact.asks) - {key}))
        ruled_out = fact.state is FactState.CANNOT_APPLY or fact.inherited is not None
        return not ruled_out and not waits_here

    return tuple(sorted(filter(is_asked, keys), key=lambda key: position.get(key, 0)))


def _facts(assessment: Assessment, drafts: Mapping[str, Draft]) -> FactBase:
    library = library_of(assessment)
    newest = latest_answers(assessment)
    for key, draft in drafts.items():
        newest[key] = Answer(
            organisation_id=assessment.organisation_id,
            assessment=assessment,
            key=key,
            value=draft.value,
            grade=Grade.VENDOR_SAYS.value,
            given_by=signature_of(draft.given_by),
            given_at=timezone.now(),
            words=draft.words,
        )
    sources: tuple[Source, ...] = (
        *claims_from(library.bank, newest),
        *observations_of(assessment),
    )
    return gather_facts(library, sources, assessment.law_on)

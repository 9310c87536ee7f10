"""What is on file for one assessment, read once for a page: answers, findings and facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from organisations.models import Event, User
from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import Observation
from procurement.library import Library, may_raise
from procurement.models import Assessment, WrittenAnswer
from procurement.queries import answer_versions, claims_from, library_of, observations_of
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import Chapter, Step, chapter_of, chapters
from procurement.questionnaire.worries import by_worry
from procurement.rulebook.schema import Rule
from procurement.screening import gather_facts, screen
from procurement.screening_result import Screening
from procurement.wording.answers import asked_under
from procurement.wording.own_build import worded_for


@dataclass(frozen=True, slots=True)
class Answered:
    """One assessment as it stands at this moment.

    `versions` holds every answer under each key, the oldest first.
    """

    assessment: Assessment
    library: Library
    versions: Mapping[str, tuple[WrittenAnswer, ...]]
    observations: tuple[Observation, ...]
    facts: FactBase
    chapters: tuple[Chapter, ...]

    @classmethod
    def of(cls, assessment: Assessment) -> "Answered":
        """Read it, in three queries where the assessment was opened under today's questions."""
        library = library_of(assessment)
        versions = answer_versions(assessment)
        observations = observations_of(assessment)
        newest = {key: each[-1] for key, each in versions.items()}
        claims = claims_from(library.bank, newest)
        facts = gather_facts(library, (*claims, *observations), assessment.law_on)
        return cls(
            assessment, library, versions, observations, facts, chapters(library.bank, facts)
        )

    @property
    def done(self) -> int:
        """Return how many questions something is said under."""
        return sum(chapter.done for chapter in self.chapters)

    @property
    def open(self) -> tuple[Question | Setting, ...]:
        """Return the questions that are still to answer."""
        return tuple(asked for chapter in self.chapters for asked in chapter.open)

    @property
    def of_the_firm(self) -> tuple[Step, ...]:
        """Return what is asked of the firm itself, once for all its tools, and applies here."""
        return tuple(step for chapter in self.chapters for step in chapter.of_the_firm)

    def asked(self, key: str) -> Question | Setting | None:
        """Return the question or setting under a key as it reads to this firm, if there is one."""
        asked = asked_under(key, self.library.bank)
        return worded_for(asked, self.facts) if asked else None

    def latest(self, key: str) -> WrittenAnswer | None:
        """Return the newest answer under a key."""
        return self.versions[key][-1] if key in self.versions else None

    def version(self, key: str) -> int:
        """Return the number of the newest answer under a key, 0 for none."""
        latest = self.latest(key)
        return latest.version if latest else 0

    def chapter(self, name: str) -> Chapter | None:
        """Return the chapter with this id, if there is one."""
        return next((chapter for chapter in self.chapters if chapter.id == name), None)

    def chapter_with(self, key: str) -> Chapter:
        """Return the chapter a question stands in. Raises KeyError if there is no such question."""
        name = chapter_of(self.library.bank, key)
        return next(chapter for chapter in self.chapters if chapter.id == name)

    @property
    def worries(self) -> tuple[Chapter, ...]:
        """Return the same questions in the owner's order of worry."""
        return by_worry(self.library.bank, self.chapters)

    def waits_for(self, key: str) -> tuple[Question | Setting, ...]:
        """Return the questions without an answer that still decide whether this one applies."""
        bank = self.library.bank
        gates = [each for each in self.facts.find(key).asks if each != key and each in bank.by_id]
        still = (each for each in gates if self.facts.find(each).state is State.UNANSWERED)
        return tuple(bank.by_id[each] for each in still)

    @property
    def screening(self) -> Screening:
        """Return what the rules make of what is on file. It asks the database nothing more."""
        newest = {key: each[-1] for key, each in self.versions.items()}
        claims = claims_from(self.library.bank, newest)
        return screen(self.library, (*claims, *self.observations), self.assessment.law_on)

    def found(self, key: str) -> tuple[Observation, ...]:
        """Return what was found by looking, under a key."""
        return tuple(each for each in self.observations if each.key == key)

    def rules_behind(self, key: str) -> tuple[Rule, ...]:
        """Return the rules an answer can raise or clear. Never for whoever asks a vendor."""
        rules = self.library.rulebook.by_id
        return tuple(rules[name] for name in may_raise(self.library).get(key, ()))

    def since(self, moment: datetime) -> tuple[WrittenAnswer, ...]:
        """Return the answers given after a moment, the oldest first."""
        later = [each for row in self.versions.values() for each in row if each.given_at > moment]
        return tuple(sorted(later, key=lambda each: each.given_at))


def last_answered_at(assessment: Assessment, user: User) -> datetime | None:
    """Return when a person last answered a question of this assessment."""
    told = Event.objects.filter(
        organisation=assessment.organisation_id,
        verb="answers.recorded",
        subject=str(assessment.id),
        actor=user.id,
    )
    last = told.order_by("-number").first()
    return last.at if last else None

"""A firm's profile as its page shows it: what is asked, what stands, and when to look again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from organisations.models import Organisation
from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.library import load_library
from procurement.lifecycle import Status
from procurement.models import Assessment, ProfileAnswer
from procurement.queries import claims_from, library_of, profile_versions, sources_of
from procurement.questionnaire.schema import Bank, Question
from procurement.screening import gather_facts
from procurement.yearly import due_again


@dataclass(frozen=True, slots=True)
class FirmProfile:
    """What is asked of a firm and what it says.

    `asked` applies to one of its open tools at least; `later` is asked once a tool needs it.
    """

    bank: Bank
    versions: Mapping[str, tuple[ProfileAnswer, ...]]
    asked: tuple[Question, ...]
    later: tuple[Question, ...]

    @classmethod
    def of(cls, organisation: Organisation) -> "FirmProfile":
        """Read it, and what its open tools make of it."""
        bank = load_library().bank
        versions = profile_versions(organisation.id)
        facts = _facts_of_the_open(organisation, versions)
        asked = [each for each in bank.of_the_firm.values() if _applies(each, facts)]
        later = [each for each in bank.of_the_firm.values() if each not in asked]
        return cls(bank, versions, tuple(asked), tuple(later))

    def latest(self, key: str) -> ProfileAnswer | None:
        """Return the newest answer under a key."""
        return self.versions[key][-1] if key in self.versions else None

    @property
    def done(self) -> int:
        """Return how many of the questions asked are answered."""
        return sum(each.id in self.versions for each in self.asked)

    @property
    def confirmed_on(self) -> date | None:
        """Return the day on which every answer was right, as somebody said; None without any."""
        days = [_day(versions[-1]) for versions in self.versions.values()]
        return min(days) if days else None

    @property
    def due(self) -> date | None:
        """Return the day on which somebody should look again."""
        confirmed = self.confirmed_on
        return due_again(confirmed) if confirmed else None

    @property
    def is_due(self) -> bool:
        """Return whether that day has come."""
        due = self.due
        return due is not None and timezone.localdate() >= due


def _facts_of_the_open(
    organisation: Organisation, versions: Mapping[str, tuple[ProfileAnswer, ...]]
) -> list[FactBase]:
    rows = Assessment.objects.of(organisation).exclude(status=Status.CLOSED)
    found = [
        gather_facts(library_of(each), sources_of(each), each.law_on)
        for each in rows.order_by("-created_at")
    ]
    if found:
        return found
    newest = {key: each[-1] for key, each in versions.items()}
    library = load_library()
    return [
        gather_facts(library, claims_from(library.bank, newest), timezone.localdate()),
    ]


def _applies(question: Question, every: list[FactBase]) -> bool:
    for facts in every:
        if not facts.knows(question.id):
            continue
        fact = facts.find(question.id)
        if fact.state is State.CANNOT_APPLY or (fact.state is State.UNANSWERED and fact.waiting):
            continue
        return True
    return False


def _day(answer: ProfileAnswer) -> date:
    return timezone.localtime(answer.given_at).date()

"""Write down what a vendor says in public, with the address where it stands. Nothing is fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from organisations.actors import Actor
from procurement.actions.answers import AnsweredMeanwhile, record_answers
from procurement.actions.proofs import attach_to_newest
from procurement.actions.turns import take_turn
from procurement.facts.sources import Grade
from procurement.models import Assessment, Door, Evidence
from procurement.public_places.schema import PublicPlace
from procurement.queries import latest_answers, library_of


@dataclass(frozen=True, slots=True)
class SeenInPublic:
    """One public page: its address, the day somebody saw it, and what they want to add."""

    address: str
    seen_on: date
    words: str = ""

    @property
    def noted(self) -> str:
        """Return what is kept with each answer: the address, and what was added."""
        return "\n".join(part for part in (self.address, self.words) if part)


def answer_from_public_page(
    *,
    assessment: Assessment,
    place: PublicPlace,
    page: SeenInPublic,
    answers: Mapping[str, Any],
    based_on: Mapping[str, int],
    by: Actor,
    copy: Evidence | None = None,
) -> int:
    """Write the answers that a public page gives, said by the vendor; return how many there are.

    `answers` are in the bank's own form; `based_on` has the version that stood in the form, 0 or
    absent for none. They rest on `copy`, the page as it was saved, where there is one.

    Raises
    ------
    Refused
        If the assessment is closed, or one is no answer. Nothing is written.
    AnsweredMeanwhile
        If a newer version says something by now. Nothing is written.
    """
    bank = library_of(assessment).bank  # read before the transaction, not inside it
    vendor = f"{assessment.product.vendor}, {place.said_on}"[:200]
    with transaction.atomic():
        take_turn(assessment)
        newest = latest_answers(assessment)
        for key in answers:
            if key in newest and newest[key].version > based_on.get(key, 0):
                raise AnsweredMeanwhile(newest[key])
        told = {
            key: {
                "value": value,
                "grade": Grade.PUBLIC_DOCUMENT.value,
                "by": vendor,
                "when": page.seen_on.isoformat(),
                "words": page.noted,
            }
            for key, value in answers.items()
        }
        written = record_answers(
            assessment=assessment, bank=bank, answers=told, by=by, door=Door.PUBLIC_DOCUMENT
        )
        if copy is not None:
            attach_to_newest(assessment=assessment, keys=list(told), evidence=copy, by=by)
    return written

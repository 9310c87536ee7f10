"""Let earlier answers about a product or its vendor count again, as they were said then."""

from collections.abc import Sequence

from django.db import transaction

from content.refusal import Refused
from organisations.actors import Actor
from procurement.actions.answers import AnsweredMeanwhile, record_answers
from procurement.actions.proofs import carry_over
from procurement.actions.turns import take_turn
from procurement.earlier_answers.offering import Offer
from procurement.models import Answer, Assessment, Door
from procurement.queries import latest_answers, library_of


def take_over(*, assessment: Assessment, taken: Sequence[Offer], by: Actor) -> int:
    """Write earlier answers here, with who said them, how well proven, by what and for which day.

    Returns how many were written.

    Raises
    ------
    Refused
        If the assessment is closed, or one is no answer of this organisation's about this vendor.
    AnsweredMeanwhile
        If something else stands under one of the questions by now. Nothing is written.
    """
    bank = library_of(assessment).bank  # read before the transaction, not inside it
    with transaction.atomic():
        take_turn(assessment)
        known = Answer.objects.of(assessment.organisation_id).filter(
            id__in=[offer.earlier.answer for offer in taken],
            assessment__product__vendor=assessment.product.vendor_id,
        )
        if known.count() != len(taken):
            raise Refused("One of these answers is not on file any more.")
        newest = latest_answers(assessment)
        for offer in taken:
            seen = offer.now.version if offer.now else 0
            if offer.key in newest and newest[offer.key].version != seen:
                raise AnsweredMeanwhile(newest[offer.key])
        told = {
            offer.key: {
                "value": offer.earlier.value,
                "grade": offer.earlier.grade,
                "by": offer.earlier.given_by,
                "when": offer.earlier.on.isoformat(),
                "words": offer.earlier.words,
            }
            for offer in taken
        }
        written = record_answers(
            assessment=assessment, bank=bank, answers=told, by=by, door=Door.EARLIER
        )
        carry_over(assessment=assessment, earlier=list(known), by=by)
    return written

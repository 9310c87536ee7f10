"""The earlier answers of one firm about a product and its vendor, read for a page."""

from django.utils import timezone

from content.refusal import Refused
from procurement.answered import Answered
from procurement.earlier_answers.loader import load_about_the_vendor
from procurement.earlier_answers.offering import Earlier, Offer, Standing, offers
from procurement.facts.fact import State
from procurement.models import Answer, Assessment
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank


def offered(answered: Answered) -> tuple[Offer, ...]:
    """Return the earlier answers that may count again here. Another firm's are never among them."""
    assessment, bank = answered.assessment, answered.library.bank
    found = _earlier(assessment)
    if not found:
        return ()
    asked = [
        question.id
        for question in bank.questions
        if question.id not in bank.of_the_firm
        and question.derived is None
        and answered.facts.find(question.id).state not in (State.CANNOT_APPLY, State.NOT_ASKED)
    ]
    standing = {
        key: Standing(versions[-1].value, versions[-1].version)
        for key, versions in answered.versions.items()
    }
    return offers(
        [each for each in found if _is_taken(bank, each)],
        standing,
        asked=asked,
        about_the_vendor=load_about_the_vendor(),
        today=timezone.localdate(),
    )


def _earlier(assessment: Assessment) -> list[Earlier]:
    product = assessment.product
    rows = (
        Answer.objects.of(assessment.organisation_id)
        .filter(assessment__product__vendor=product.vendor_id)
        .exclude(assessment=assessment)
        .select_related("assessment__product")
    )
    newest = {(row.assessment_id, row.key): row for row in rows.order_by("version")}
    return [
        Earlier(
            answer=row.id,
            key=row.key,
            value=row.value,
            grade=row.grade,
            given_by=row.given_by,
            on=row.as_of or timezone.localtime(row.given_at).date(),
            words=row.words,
            product=str(row.assessment.product),
            same_product=row.assessment.product.name == product.name,
        )
        for row in newest.values()
    ]


def _is_taken(bank: Bank, each: Earlier) -> bool:
    """Return whether the bank of this assessment asks it and would take it as an answer."""
    if each.key not in bank.by_id:
        return False
    try:
        parse_answers(bank, {each.key: each.value})
    except Refused:
        return False
    return True

"""What was said with an answer, and the door it came through, stay with it."""

import pytest

from procurement.actions.answers import record_answers
from procurement.library import load_library
from procurement.models import Door
from procurement.queries import claims_of
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

BANK = load_library().bank

pytestmark = pytest.mark.django_db


def test_a_reason_given_with_an_answer_is_kept_and_reaches_the_claim():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    record_answers(
        assessment=assessment,
        bank=BANK,
        answers={"notice_days": {"value": "does_not_apply", "words": "We buy it once."}},
        by=firm.owner.as_actor(),
        door=Door.WORKBOOK,
    )

    answer = assessment.answers.get()
    assert (answer.words, answer.door) == ("We buy it once.", "workbook")
    assert [claim.words for claim in claims_of(assessment)] == ["We buy it once."]

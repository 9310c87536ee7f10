"""The question page in its further states, wide and narrow: nothing for axe to find."""

import pytest
from django.test import Client

from procurement.actions.notes import add_note
from procurement.actions.observations import record_observations
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = [pytest.mark.django_db, needs_chromium]
KINDS = {
    "companions": "retention_days", "group": "claim_test", "specialist": "vendor_role",
    "found": "file_format", "worked-out": "tier_words", "old-with-notes": "own_trial",
}  # fmt: skip


def test_no_state_of_a_question_has_a_barrier():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    answer(
        assessment, firm.owner, benchmark_vs_teacher="public_tests", tier_name="Triage Turbo",
        own_trial={"value": "planned", "words": "In the week of 7 December, with Lena.", "when": "2025-06-30"},
    )  # fmt: skip
    record_observations(
        assessment=assessment, origin=assessment.id, by=firm.owner.as_actor(),
        observed=[Observation(ASSESSMENT, "file_format", "onnx", Certainty.MEASURED, "The file itself")],
    )  # fmt: skip
    for internal in (True, False):
        add_note(
            assessment=assessment, key="own_trial", text="Asked on Monday.\nNothing yet.",
            internal=internal, by=firm.lead.as_actor(),
        )  # fmt: skip
    owner, reader = Client(), Client()
    owner.force_login(firm.owner)
    reader.force_login(firm.reader)

    def question(key):
        return page_of(assessment, "question", key=key)

    pages = {name: owner.get(question(key)) for name, key in KINDS.items()}
    pages |= {
        "saved": owner.post(question("go_live_date"), {"answer-typed": "4 December 2026", "based_on": 0,
                                                       "grade": "buyer_says"}, follow=True),
        "words-wanted": owner.post(question("customer_data_trains"), {"answer": "does_not_apply", "based_on": 0,
                                                                      "grade": "vendor_says"}),
        "group-error": owner.post(question("claim_test"), {"student_score-answer-typed": "104"}),
        "specialist-error": owner.post(question("vendor_role"), {}),
        "group-reader": reader.get(question("claim_test")),
        "note": owner.get(page_of(assessment, "notes", key="own_trial")),
        "note-error": owner.post(page_of(assessment, "notes", key="own_trial"), {}),
    }  # fmt: skip
    sent = fields_in(owner.get(question("claim_test")).content.decode())
    answer(assessment, firm.lead, claim_measure="accuracy", student_score=91, teacher_score=93)
    pages["group-two-answers"] = owner.post(
        question("claim_test"),
        sent | {"claim_measure-answer": "macro_f1", "student_score-answer-typed": "88",
                "teacher_score-answer-typed": "93"},
    )  # fmt: skip
    assert pages["group-two-answers"].content.count(b"Keep this answer") == 2
    assert b"Saved at" in pages["saved"].content
    assert findings(pages) == []

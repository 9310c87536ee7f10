"""One page of each kind, at the width of a desk and of a small phone: nothing for axe to find."""

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
    "one": "output_effect", "several": "tier_meaning", "places": "backup_countries",
    "money": "price_per_1000", "number": "notice_days", "day": "end_of_life", "text": "base_model",
    "document": "lineage_document", "table": "hops", "no-longer-asked": "teacher_name",
    "the-check-itself": "depth", "companions": "retention_days", "group": "claim_test",
    "specialist": "vendor_role", "found": "file_format", "worked-out": "tier_words",
}  # fmt: skip


def test_no_page_of_the_questions_has_a_barrier():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    answer(
        assessment, firm.owner, training_method="from_scratch", teacher_name="Big-1", notice_days=30,
        hops=[{"what": "support", "country": "IN"}], tier_words=["turbo"],
    )  # fmt: skip
    answer(assessment, firm.lead, notice_days=90)
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
        "list": owner.get(page_of(assessment, "questions")),
        "answers": owner.get(page_of(assessment, "section", section="lineage")),
        "row": owner.get(page_of(assessment, "row_new", key="models")),
        "error": owner.post(question("notice_days"), {"answer-typed": "a month", "based_on": 2}),
        "wrong-row": owner.post(page_of(assessment, "row_new", key="hops"), {}),
        "two-answers": owner.post(question("notice_days"), {"answer-typed": "7", "based_on": 1,
                                                            "grade": "vendor_says"}),
        "reader": reader.get(question("notice_days")),
        "saved": owner.post(question("go_live_date"), {"answer-typed": "4 December 2026", "based_on": 0,
                                                       "grade": "buyer_says"}, follow=True),
        "old-with-notes": owner.get(question("own_trial")),
        "words-wanted": owner.post(question("customer_data_trains"), {"answer": "does_not_apply", "based_on": 0,
                                                                      "grade": "vendor_says"}),
        "group-error": owner.post(question("claim_test"), {"student_score-answer-typed": "104"}),
        "specialist-error": owner.post(question("vendor_role"), {}),
        "group-reader": reader.get(question("claim_test")),
        "note": owner.get(page_of(assessment, "notes", key="own_trial")),
        "note-error": owner.post(page_of(assessment, "notes", key="own_trial"), {}),
    }  # fmt: skip
    assert b"There is a problem" in pages["error"].content
    assert b"Somebody answered this" in pages["two-answers"].content
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

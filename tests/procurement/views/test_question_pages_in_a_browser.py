"""One page of each kind, at the width of a desk and of a small phone: nothing for axe to find."""

import pytest
from django.test import Client

from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, needs_chromium]
KINDS = {
    "one": "output_effect", "several": "tier_meaning", "places": "backup_countries",
    "money": "price_per_1000", "number": "notice_days", "day": "end_of_life", "text": "base_model",
    "document": "lineage_document", "table": "hops", "no-longer-asked": "teacher_name",
    "the-check-itself": "depth",
}  # fmt: skip


def test_no_page_of_the_questions_has_a_barrier():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    answer(
        assessment, firm.owner, training_method="from_scratch", teacher_name="Big-1", notice_days=30,
        hops=[{"what": "support", "country": "IN"}], tier_words=["turbo"],
    )  # fmt: skip
    answer(assessment, firm.lead, notice_days=90)
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
    }  # fmt: skip
    assert b"There is a problem" in pages["error"].content
    assert b"Somebody answered this" in pages["two-answers"].content
    assert findings(pages) == []


def test_no_page_of_many_questions_has_a_barrier():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    owner, reader = Client(), Client()
    owner.force_login(firm.owner)
    reader.force_login(firm.reader)
    every = page_of(assessment, "all_questions")
    mistakes = {
        "monthly_volume-based_on": 0, "monthly_volume-grade": "buyer_says",
        "monthly_volume-answer-typed": "lots", "own_trial-based_on": 0,
        "own_trial-grade": "buyer_says", "own_trial-answer": "planned",
    }  # fmt: skip
    pages = {
        "list": owner.get(page_of(assessment, "questions")),
        "sections": owner.get(page_of(assessment, "questions"), {"by": "section"}),
        "worry": owner.get(page_of(assessment, "section", section="what_is_it"), {"by": "worry"}),
        "nothing-yet": owner.get(page_of(assessment, "section", section="get_out")),
        "all": owner.get(every),
        "next": owner.get(page_of(assessment, "asking")),
        "reader": reader.get(every),
        "readers-next": reader.get(page_of(assessment, "asking")),
    }
    answer(assessment, firm.lead, own_trial="done_small")
    pages["wrong"] = owner.post(every, mistakes)
    answer(assessment, firm.owner, depth="full", route="built_for_us")
    pages["nothing-open"] = owner.get(f"{every}?part=about_this_check")
    assert b"There is a problem" in pages["wrong"].content
    assert b"Lena answered this while you did" in pages["wrong"].content
    assert b"Nothing is open here" in pages["nothing-open"].content
    assert findings(pages) == []

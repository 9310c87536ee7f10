"""A question in the vendor's voice: its own ways not to answer, and none of the buyer's."""

import pytest

from procurement.library import load_library
from procurement.wording.vendor import said_in_vendor_words, vendor_control, wording_for_vendor

BANK = load_library().bank
THEIRS = [each for each in BANK.questions if each.answered_by != "buyer" and each.type != "rows"]
# What only makes sense in the buyer's mouth.
BUYERS = ("The vendor would not say", "The vendor does not know", "Vendor refused", "Not sure")


@pytest.mark.parametrize("question", THEIRS, ids=lambda question: question.id)
def test_every_question_offers_the_vendor_a_way_not_to_answer(question):
    wording = wording_for_vendor(question, BANK, client="Harbour Lettings")
    control = vendor_control(question, wording)
    assert control.non_answers
    labels = [*wording.options.values(), *wording.non_answers.values(), control.enter_or_not]
    for label in labels:
        assert not any(said in label for said in BUYERS), label
    assert "{client}" not in wording.text + wording.help + " ".join(labels)
    assert "not_sure" not in wording.non_answers


def test_an_answer_is_read_back_in_the_vendors_words():
    question = BANK.by_id["training_method"]
    wording = wording_for_vendor(question, BANK, client="Harbour Lettings")
    assert said_in_vendor_words("vendor_refused", question, wording, "x") == (
        "We would rather not say"
    )
    said = said_in_vendor_words(["fine_tuned"], question, wording, "x")
    assert said == wording.options["fine_tuned"]
    assert said_in_vendor_words(30, BANK.by_id["retention_days"], wording, "30 days") == "30 days"

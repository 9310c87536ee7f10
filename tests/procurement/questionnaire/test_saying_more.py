"""Which answers need words beside them: those whose own label asks for more, and no others."""

import pytest

from procurement.library import load_library
from procurement.questionnaire.saying_more import needing_words, words_wanted

BANK = load_library().bank


@pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
def test_every_label_that_says_to_write_more_needs_words(question):
    offered = {each.id: each.label for each in (*question.options, *question.companions)}
    asks = {
        key
        for key, label in offered.items()
        if "say why" in label or "write them below" in label or label == "Partly"
    }
    if any(each.value == "does_not_apply" for each in question.non_answers):
        asks.add("does_not_apply")
    assert set(needing_words(question)) == asks
    for key in asks:
        assert words_wanted(question, key)
    for key in offered.keys() - asks:
        assert words_wanted(question, key) is None
        assert words_wanted(question, [key]) is None


def test_one_such_answer_among_several_is_enough():
    countries = next(each for each in BANK.questions if each.id == "backup_countries")
    assert words_wanted(countries, ["GB", "does_not_apply"]) == "Say why it does not apply"
    assert words_wanted(countries, ["GB"]) is None

"""Minutes are counted from words, worked out by hand."""

from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.reading_time import minutes, seconds

BANK = load_bank()


def test_a_short_question_takes_its_words_at_200_a_minute_and_time_to_choose():
    # text 10 words, help 11, options 3 + 8 + 6 + 8 and the non-answer 4 words: see the bank.
    question = BANK.by_id["output_effect"]
    options = [option.label for option in question.options]
    words = sum(len(part.split()) for part in [question.text, question.help, *options])
    assert seconds(question) == words * 0.3 + 8


def test_typing_takes_longer_than_choosing_and_minutes_are_whole():
    name = BANK.by_id["teacher_name"]
    words = len(name.text.split()) + len(name.help.split())
    assert seconds(name) == words * 0.3 + 20
    assert minutes([name]) == 1
    assert minutes([]) == 0

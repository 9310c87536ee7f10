"""Answers in words: what a person reads says what the bank's own form says."""

from datetime import date

import pytest

from procurement.facts.values import NON_ANSWERS, NonAnswer, members
from procurement.questionnaire.loader import load_bank
from procurement.wording.answers import row_in_words, said_in_words, value_in_words

BANK = load_bank()


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("output_effect", "automatic", "It takes effect with no person involved"),
        ("output_effect", "not_sure", "Not sure"),
        ("tier_meaning", ["router", "student"],
         "It is a smaller model trained from a larger one, It switches between several models"),
        ("inference_countries", ["US", "vendor_refused"],
         "United States of America, The vendor would not say"),
        ("notice_days", 30, "30 days"),
        ("monthly_volume", 12000, "12,000 requests"),
        ("price_per_1000", 0.5, "£0.5"),
        ("teacher_score", 94, "94%"),
        ("end_of_life", "2026-12-04", "4 December 2026"),
        ("teacher_name", "GB-1", "GB-1"),
        ("depth", "light", None),
        ("hops", [{"what": "support", "country": "IN"}, {"what": "backup", "company": "A"}],
         "Staff can see data, India; Backups or logs are kept, A"),
        ("hops", [], "No rows"),
        ("hops", "vendor_refused", "The vendor would not say"),
    ],
)  # fmt: skip
def test_an_answer_reads_as_the_bank_labels_it(key, said, words):
    labels = {option.id: option.label for each in BANK.settings for option in each.options}
    assert said_in_words(said, key, BANK) == (words or labels[said])


def test_no_id_of_the_bank_reaches_a_reader():
    ids = {option.id for question in BANK.questions for option in question.options} | NON_ANSWERS
    for question in BANK.questions:
        for option in question.options:
            words = said_in_words(option.id, question.id, BANK)
            assert words not in ids or words == option.label


def test_a_row_is_read_cell_by_cell_in_the_order_of_the_columns():
    row = {"legal_tool": ["idta"], "what": "inference", "same_group": "vendor_unknown"}
    assert row_in_words(row, "hops", BANK) == [
        ("What happens there", "The model answers"),
        (
            "Is it in the same group of companies as the one that sells the product?",
            "The vendor does not know",
        ),
        ("Legal tool for the transfer", "The ICO's International Data Transfer Agreement"),
    ]


def test_what_is_not_settled_says_so():
    question = BANK.by_id["tier_meaning"]
    assert value_in_words(members("pruned", whole=False), question).startswith("at least Parts of")
    assert value_in_words(NonAnswer.VENDOR_REFUSED, None) == "The vendor would not say"
    assert value_in_words(date(2026, 2, 3), None) == "3 February 2026"

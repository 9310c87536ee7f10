"""Every question of the bank has all it needs, in plain words, for whoever may answer it."""

import re
from collections import defaultdict
from statistics import mean

import pytest

from content.words import word
from procurement.conditions.references import questions_read
from procurement.facts.values import NonAnswer
from procurement.library import load_library
from tests.procurement.questionnaire.reading_age import grade, sentences

LIBRARY = load_library()
BANK = LIBRARY.bank
BY_VENDOR = [question for question in BANK.questions if question.answered_by != "buyer"]
MOST_WORDS = 25
# A number or a day that needs nothing said in other words, and why.
NEEDS_NO_COMPANION = {
    "accuracy_floor": "a limit that the buyer sets",
    "monthly_volume": "the buyer's own count",
    "setup_cost": "nothing to pay is 0",
    "yearly_upkeep": "nothing to pay is 0",
    "mistake_cost": "the buyer's own estimate",
}
# What only a buyer would say: a vendor reads of itself as "you", and of the buyer by name.
OF_THE_BUYER = re.compile(
    r"\b(the|your|our) (vendor|seller|supplier|provider of the product)\b|\bvendor's\b"
    r"|\byour (data|information|messages|examples|purchase|own people|DPIA|lawyer)\b"
    r"|\bbefore you (buy|sign)\b|\byou (buy|bought)\b",
    re.IGNORECASE,
)
# What would tell a vendor how its answer is weighed.
OF_THE_WEIGHING = re.compile(
    r"\bflag(s|ged)?\b|\bseverity\b|\brulebook\b|\bscreening\b|\bcritical\b|\bred\b|\bhigh risk\b",
    re.IGNORECASE,
)


def vendor_words(question):
    return (question.vendor.text, question.vendor.help, *question.vendor.options.values())


def all_words(question):
    """Return each text of a question under what it is."""
    told = {
        "text": question.text,
        "help": question.help,
        "where_to_find": question.where_to_find,
        "example": question.example,
        "ask_vendor": question.ask_vendor,
    }
    for name, wording in (("vendor", question.vendor), ("own_build", question.own_build)):
        if wording is not None:
            told |= {f"{name}.text": wording.text, f"{name}.help": wording.help}
    return {name: text for name, text in told.items() if text}


each = pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
each_of_a_vendor = pytest.mark.parametrize("question", BY_VENDOR, ids=lambda each: each.id)


@each
def test_a_question_says_whose_worry_it_is_where_to_look_and_what_an_answer_looks_like(question):
    assert question.owner_group in {group.id for group in BANK.owner_groups}
    assert question.help
    assert question.where_to_find
    assert question.example


@each_of_a_vendor
def test_what_a_vendor_may_answer_has_the_vendors_own_words(question):
    assert question.ask_vendor.endswith(("?", "."))
    assert question.vendor is not None
    assert question.vendor.text.endswith(("?", "."))
    for text in vendor_words(question):
        assert not OF_THE_BUYER.search(text), text


@each
def test_what_a_vendor_may_not_answer_is_never_put_to_it(question):
    if question.answered_by == "buyer":
        assert (question.ask_vendor, question.vendor) == ("", None)


@each_of_a_vendor
def test_a_vendors_words_are_no_answer_key(question):
    titles = {rule.title.lower() for rule in LIBRARY.rulebook.rules}
    ids = {rule.id for rule in LIBRARY.rulebook.rules}
    for text in (*vendor_words(question), question.ask_vendor):
        assert not OF_THE_WEIGHING.search(text), text
        assert not ids & set(re.findall(r"\w+", text))
        assert text.lower().rstrip("?.") not in titles


@each
def test_the_buyers_name_is_put_into_a_vendors_words_alone(question):
    for name, text in all_words(question).items():
        if name.startswith("vendor."):
            assert set(re.findall(r"{.*?}", text)) <= {"{client}"}
        else:
            assert "{" not in text, name
    for label in (option.label for option in (*question.options, *question.companions)):
        assert "{" not in label


def test_a_number_or_a_day_can_be_said_in_words_or_says_why_it_need_not():
    bare = {
        question.id
        for question in BANK.questions
        if question.type in ("number", "date") and not question.companions
    }
    assert bare == set(NEEDS_NO_COMPANION)


@each
def test_every_way_of_not_answering_has_words_for_whoever_reads_it(question):
    labels = {option.id: option.label for option in question.options}
    for answer in question.non_answers:
        assert word("non_answer", answer.value)
        assert word("non_answer_hint", answer.value)
        assert BANK.non_answers[answer]
        if question.type in ("single", "multi"):
            assert labels[answer.value]
        if question.answered_by != "buyer" and answer is not NonAnswer.NOT_SURE:
            assert BANK.vendor_non_answers[answer]


def facts_set_by(question):
    """Return the facts an answer sets: the question's own, and the cell of a table it shows."""
    look = question.plain_look_of
    return {question.id} | ({(look.table, look.role, look.column)} if look else set())


def test_no_two_questions_set_one_fact_unless_one_follows_from_the_other():
    askers = defaultdict(list)
    for question in BANK.questions:
        for fact in facts_set_by(question):
            askers[fact].append(question)
    for fact, questions in askers.items():
        first, *others = questions
        for second in others:
            settles = second.show_if is not None and first.id in questions_read(second.show_if)
            assert second.derived is not None or settles, (fact, first.id, second.id)


def test_no_two_questions_ask_the_same_words():
    texts = [question.text.lower() for question in BANK.questions]
    assert sorted(texts) == sorted(set(texts))


@each
def test_no_sentence_is_long(question):
    for name, text in all_words(question).items():
        for sentence in sentences(text):
            assert len(sentence.split()) <= MOST_WORDS, (name, sentence)


@each
def test_a_question_with_what_helps_to_answer_it_is_plain(question):
    together = [question.text, question.help, question.where_to_find]
    assert grade(" ".join(f"{text.rstrip('.?')}." for text in together)) <= 9


@pytest.mark.parametrize("part", ["text", "help", "where_to_find", "vendor.text", "vendor.help"])
def test_the_bank_as_a_whole_is_read_at_the_age_of_ten_or_eleven(part):
    told = [words[part] for words in map(all_words, BANK.questions) if part in words]
    assert mean(map(grade, told)) <= 6


def test_the_words_of_sections_and_worries_are_plain():
    for told in (*BANK.sections, *BANK.owner_groups):
        assert len(told.intro.split()) <= MOST_WORDS

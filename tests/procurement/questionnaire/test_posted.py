"""What is chosen and typed becomes the bank's own form, and goes back into the form unharmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.countries import countries
from content.refusal import Refused
from procurement.facts.values import NON_ANSWERS
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.control import Control
from procurement.questionnaire.loader import load_bank
from procurement.questionnaire.posted import Posted, posted_of, said_of

BANK = load_bank()
PLAIN = [question for question in BANK.questions if question.type != "rows"]


def control(key):
    return Control.of_question(BANK.by_id[key])


@pytest.mark.parametrize(
    ("key", "chosen", "typed", "said"),
    [
        ("output_effect", ["automatic"], "", "automatic"),
        ("output_effect", ["not_sure"], "", "not_sure"),
        ("tier_meaning", ["router", "student"], "", ["student", "router"]),
        ("tier_meaning", ["vendor_unknown"], "", "vendor_unknown"),
        ("inference_countries", ["US", "GB"], "", ["GB", "US"]),
        ("inference_countries", ["GB"], "Norway, jp;UK\nTrinidad and Tobago",
         ["GB", "NO", "JP", "TT"]),
        ("inference_countries", [], "France and Spain", ["FR", "ES"]),
        ("inference_countries", ["US", "vendor_refused"], "", ["US", "vendor_refused"]),
        ("inference_countries", ["vendor_refused"], "", "vendor_refused"),
        ("notice_days", [], " 30 days ", 30),
        ("monthly_volume", [], "12,000", 12000),
        ("monthly_volume", [], "1 200", 1200),
        ("price_per_1000", [], "£1,200.50", 1200.5),
        ("price_per_1000", [], "10p", 0.1),
        ("teacher_score", [], "94.5 %", 94.5),
        ("teacher_score", [], "100 per cent", 100),
        ("teacher_score", ["vendor_refused"], "", "vendor_refused"),
        ("teacher_name", [], "  GPT-4o  ", "GPT-4o"),
        ("end_of_life", [], "2026-12-04", "2026-12-04"),
    ],
)  # fmt: skip
def test_what_is_put_in_says_this(key, chosen, typed, said):
    assert said_of(control(key), Posted(tuple(chosen), typed)) == said


@pytest.mark.parametrize(
    ("key", "chosen", "typed", "sentence"),
    [
        ("output_effect", [], "", "Select an answer, or choose “Not sure”"),
        ("output_effect", ["sometimes"], "", "Select an answer from the list"),
        ("output_effect", ["vendor_refused"], "", "Select an answer from the list"),
        ("tier_meaning", [], "", "Select at least one answer, or choose “The vendor does not"),
        ("tier_meaning", ["student", "vendor_unknown"], "", "not both"),
        ("tier_words", ["turbo", "none_of_these"], "", "“None of these” on its own"),
        ("tier_meaning", ["vendor_refused", "vendor_unknown"], "", "only one of"),
        ("inference_countries", [], "Irelnad", "Did you mean Ireland"),
        ("inference_countries", ["GB"], "Narnia", "“Narnia” is no country we know"),
        ("notice_days", [], "a month", "Enter a number of days, in digits"),
        ("notice_days", [], "1,50", "in digits"),
        ("notice_days", [], "-3", "must be 0 or more"),
        ("notice_days", [], "9" * 400, "in digits"),
        ("notice_days", [], "9007199254740993", "too large to be kept exactly"),
        ("teacher_score", [], "104", "must be 100 or less"),
        ("teacher_score", [], "nan", "from 0 to 100"),
        ("price_per_1000", [], "ask", "Enter an amount in pounds"),
        ("teacher_score", ["vendor_refused"], "94", "not both"),
        ("teacher_name", [], "x" * 5001, "5,000 characters or fewer"),
        ("end_of_life", [], "soon", "Enter the day like this"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_one_sentence(key, chosen, typed, sentence):
    with pytest.raises(Refused, match="(?i)" + sentence.replace("(", r"\(")) as refusal:
        said_of(control(key), Posted(tuple(chosen), typed))
    assert "`" not in refusal.value.sentence


def everything_sayable(question):
    answers = [option.id for option in question.options if option.kind == "answer"]
    untold = st.sampled_from([each.value for each in question.non_answers])
    match question.type:
        case "single":
            said = st.sampled_from(answers)
        case "multi":
            together = [o.id for o in question.options if not o.exclusive and o.kind == "answer"]
            said = st.lists(st.sampled_from(together), min_size=1, unique=True)
        case "country_list":
            codes = st.sampled_from([*countries(), *(each.value for each in question.non_answers)])
            said = st.lists(codes, min_size=1, max_size=6, unique=True)
            if question.companions:
                said |= st.sampled_from([each.id for each in question.companions])
        case "number":
            most = question.max or 10**9
            said = st.integers(question.min, most) | st.floats(
                question.min, most, allow_nan=False, width=32
            ).filter(lambda x: "e" not in repr(x))
        case "date":
            said = st.dates().map(str)
        case _:
            letters = st.characters(categories=["L", "N", "P"])
            said = st.text(letters, min_size=1, max_size=80).filter(lambda t: t not in NON_ANSWERS)
    return said | untold


@given(st.sampled_from(PLAIN).flatmap(lambda q: st.tuples(st.just(q), everything_sayable(q))))
def test_an_answer_put_into_the_form_and_sent_again_says_the_same(pair):
    question, said = pair
    asks = Control.of_question(question)
    again = said_of(asks, posted_of(asks, said))
    assert parse_answers(BANK, {question.id: again}) == parse_answers(BANK, {question.id: said})


@given(
    st.sampled_from(PLAIN),
    st.lists(st.text(max_size=20) | st.sampled_from(sorted(NON_ANSWERS)), max_size=3),
    st.text(max_size=60),
)
def test_whatever_is_sent_is_an_answer_to_the_question_or_refused(question, chosen, typed):
    asks = Control.of_question(question)
    try:
        said = said_of(asks, Posted(tuple(chosen), typed))
    except Refused as refusal:
        sentence = refusal.sentence
        said = None
    else:
        sentence = "."
    assert sentence.endswith((".", "?"))
    assert said is None or len(parse_answers(BANK, {question.id: said})) == 1

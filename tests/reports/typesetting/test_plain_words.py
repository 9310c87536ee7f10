"""No term of statistics stands on a page of a report outside its method, and there each one stands."""

import re
from datetime import date

import pytest

from evaluations.wording import number_words
from reports.content.asked_again import AskedAgain, AskedOn
from reports.typesetting.bindings import ALL_FILES, ways_to_set
from tests.reports.content_made import LIBRARY, content, evaluation, screening
from tests.reports.typesetting.test_pages import ANSWERS, HASH, Words

# What a director need not know: names of measures, of methods and of the people who found them.
TERMS = re.compile(
    r"macro|\bf1\b|mcnemar|tango|wilson|newcombe|\btang\b|clopper|delong|kappa|brier|\bauc\b|area under|"
    r"bootstrap|resampl|p-value|\bp =|mid-p|\br2\b|\br²|root mean|\brmse\b|\bmae\b|standard (error|deviation)|"
    r"interval|percentile|quantile|calibrat|precision|recall\b|non-inferior|null hypothesis|significan(t|ce)|"
    r"95 ?%|\bn = ",
    re.IGNORECASE,
)
# Words that stand here in another sense, as people use them every day.
EVERYDAY = re.compile(
    r"significant (change|effects?|decision)\w*|lower[- ]precision( copy|, so in less detail)",
    re.IGNORECASE,
)
PARTS = re.compile(r"<article.*?</article>", re.DOTALL)


def claimed(metric):
    """A test with a claim of the vendor's by a measure that has a term."""
    claim = {"metric": metric, "value": 0.94, "decimals": 2, "tolerance": 0.0}
    return evaluation(270, 12, 9, 9) | {"claim": claim, "claim_verdict": "not_supported"}


def asked_again():
    month = AskedOn(
        on=date(2026, 11, 1), since=date(2026, 10, 1), changed=3, worse=3, better=0, told_on=None
    )
    return AskedAgain(
        name="messages.csv", n=20, known=20, drawn=True, first_on=date(2026, 10, 1),
        sentence="Since 1 October 3 of 20 answers changed.", range="Of 100 cases, between 5 and 36.",
        months=(month,), method="95 % range, n = 20, Wilson score.",
    )  # fmt: skip


def full():
    made = content(
        claimed("macro_f1"), claimed("auc"), evaluation(40, 0, 0, 0, labels=3), screened=screening(**ANSWERS)
    )  # fmt: skip
    return made.model_copy(update={"asked_again": (asked_again(),)})


def light():
    screened = screening(**ANSWERS).model_copy(update={"depth": "light"})
    return content(screened=screened).model_copy(update={"asked_again": (asked_again(),)})


def said(html):
    words = Words()
    words.feed(html)
    return " ".join(" ".join(words.said).split())


def parted(html):
    """The text of the method, and that of all the rest."""
    html = html.partition("<body")[2]
    (method,) = [each for each in PARTS.findall(html) if 'id="part-method"' in each] or [""]
    return said(method), said(html.replace(method, "")) if method else said(html)


@pytest.mark.parametrize("made", [full, light], ids=["full", "light"])
@pytest.mark.parametrize("binding", ALL_FILES)
def test_no_term_of_statistics_stands_outside_the_method(binding, made):
    html = next(iter(ways_to_set(binding, made(), LIBRARY.bank, content_sha256=HASH)))
    _, rest = parted(html)
    found = [
        rest[max(0, each.start() - 60) : each.end() + 40]
        for each in TERMS.finditer(EVERYDAY.sub("", rest))
    ]
    assert found == []


def test_in_the_method_of_the_full_file_each_term_stands_beside_its_plain_words():
    html = next(iter(ways_to_set("full", full(), LIBRARY.bank, content_sha256=HASH)))
    method, rest = parted(html)
    for term in ("Macro-F1:", "McNemar", "Wilson score", "AUC, the area", "95 % range, n = 20"):
        assert term in method, term
    for plain in (
        "Hits weighed against mix-ups, every label counting alike",
        "a score of 0.94 for hits weighed against mix-ups", "a score of 0.94 for how well it ranks",
    ):  # fmt: skip
        assert plain in rest, plain
    assert "Hits weighed against mix-ups" in method


def test_how_far_off_amounts_are_is_said_in_plain_words_too():
    assert [name for _, name in number_words.NAMES if TERMS.search(name)] == []
    assert all(TERMS.search(term) for _, term in number_words.TERMS)
    assert {name for name, _ in number_words.TERMS} <= {name for _, name in number_words.NAMES}


def test_no_question_or_answer_that_a_report_prints_has_such_a_term():
    bank = LIBRARY.bank
    printed = [
        words
        for question in bank.questions
        for words in (
            question.text,
            *(option.label for option in (*question.options, *question.companions)),
            *(column.label for column in question.columns),
            *(option.label for column in question.columns for option in column.options),
        )
    ]
    assert len(printed) > 500
    assert [each for each in printed if TERMS.search(EVERYDAY.sub("", each))] == []

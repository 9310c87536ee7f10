"""What is filled in: the answers word for word, and nothing that nobody said."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from protection.dpia.filling import NOT_ANSWERED, changes_of, filled_in
from tests.protection.dpia.told import LIBRARY, SHEET, facts_of

KEYS = sorted({key for step in SHEET.steps for cell in step.cells for key in cell.filled_from})
SINGLES = [
    key for key in KEYS if LIBRARY.bank.by_id[key].type == "single"
]  # fmt: skip


def test_an_answer_stands_with_who_says_it_and_when():
    said = {"value": "opt_no", "grade": "vendor_says", "by": "M. Okoro", "when": "2026-11-03"}
    facts = facts_of(personal_data_types=["contact"], dpa_signed=said)
    (line,) = filled_in(["dpa_signed"], facts, LIBRARY)
    assert (line.question, line.known) == ("Is there a signed data processing contract?", True)
    assert (line.grade, line.by, line.when) == ("vendor_says", "M. Okoro", date(2026, 11, 3))


def test_what_the_vendor_would_not_say_is_not_the_same_as_not_answered():
    facts = facts_of(retention_days="vendor_refused")
    (line,) = filled_in(["retention_days"], facts, LIBRARY)
    assert (line.words, line.known) == ("The vendor would not say", True)


def test_a_row_of_a_table_is_one_line():
    hops = [{"what": "support", "company": "Helpline Ltd", "country": "IN"}]
    facts = facts_of(personal_data_types=["contact"], hops=hops)
    (line,) = filled_in(["hops"], facts, LIBRARY)
    assert "Helpline Ltd" in line.words
    assert "India" in line.words


def test_a_question_of_a_later_bank_is_left_out():
    assert filled_in(["no_such_question"], facts_of(), LIBRARY) == ()


@given(st.sets(st.sampled_from(KEYS)))
def test_without_answers_every_line_says_that_nobody_answered(keys):
    for line in filled_in(sorted(keys), facts_of(), LIBRARY):
        assert not line.known, line
        assert line.words == NOT_ANSWERED
        assert (line.grade, line.by, line.when, line.how) == (None, None, None, None)


@given(st.dictionaries(st.sampled_from(SINGLES), st.integers(0, 9), max_size=6))
def test_what_is_filled_in_is_an_answer_somebody_gave(chosen):
    told = {}
    for key, number in chosen.items():
        options = [each for each in LIBRARY.bank.by_id[key].options if each.kind == "answer"]
        told[key] = options[number % len(options)]
    facts = facts_of(**{key: option.id for key, option in told.items()})
    for line in filled_in(KEYS, facts, LIBRARY):
        if line.known:
            assert line.key in told, line
            assert line.words == told[line.key].label


def test_a_changed_answer_says_what_it_was_and_what_it_is():
    before = filled_in(["retention_days"], facts_of(retention_days=30), LIBRARY)
    now = filled_in(["retention_days"], facts_of(retention_days=90), LIBRARY)
    (sentence,) = changes_of(before, now)
    assert "It was: 30. It is now: 90." in sentence


def test_the_same_answer_from_somebody_else_is_no_change():
    one = facts_of(retention_days={"value": 30, "by": "A", "when": "2026-11-01"})
    other = facts_of(retention_days={"value": 30, "by": "B", "when": "2026-11-20"})
    keys = ["retention_days"]
    assert changes_of(filled_in(keys, one, LIBRARY), filled_in(keys, other, LIBRARY)) == ()

"""What changed is told in words: nothing of a version against itself, the reason of everything else."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from content.refusal import Refused
from procurement.changed_flags import ChangedFlags, changed_flags
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from procurement.screening_changes import compare
from tests.procurement.older import first_library
from tests.procurement.telling import TODAY
from tests.procurement.test_screening_changes import ABROAD, LIBRARY, screened, with_rules
from tests.procurement.test_screening_properties import sheets

FIRST = first_library()


def told(before, after, answers, days=(TODAY, TODAY)):
    pairs = [
        (each, screen(each, parse_answers(each.bank, answers), on))
        for each, on in zip((before, after), days, strict=True)
    ]
    return changed_flags(compare(pairs[0][1], pairs[1][1]), *pairs)


@settings(max_examples=60)
@given(sheets, st.dates(date(2020, 1, 1), date(2029, 1, 1)))
def test_a_version_against_itself_touches_nothing(answers, on):
    assert not told(LIBRARY, LIBRARY, answers, (on, on))


@settings(max_examples=40)
@given(
    sheets,
    st.dates(date(2020, 1, 1), date(2029, 1, 1)),
    st.dates(date(2020, 1, 1), date(2029, 1, 1)),
)
def test_there_and_back_what_comes_one_way_goes_the_other(answers, one, other):
    there = told(LIBRARY, LIBRARY, answers, (one, other))
    back = told(LIBRARY, LIBRARY, answers, (other, one))

    def rules(told_, how):
        return {rule for each in told_.of(how) for rule in each.rules}

    assert rules(there, "came") == rules(back, "went")
    assert rules(there, "went") == rules(back, "came")
    assert rules(there, "severity") == rules(back, "severity")


@settings(max_examples=40)
@given(sheets, st.dates(date(2020, 1, 1), date(2029, 1, 1)))
def test_every_change_has_a_reason_and_can_be_kept(answers, on):
    asked = {key: said for key, said in answers.items() if readable(key, said)}
    change = told(FIRST, LIBRARY, asked, (on, TODAY))
    assert all(each.why for each in change.flags)
    assert ChangedFlags.model_validate(change.model_dump(mode="json")) == change


def readable(key, said):
    """Return whether the first bank asked this and takes it as an answer."""
    try:
        parse_answers(FIRST.bank, {key: said})
    except Refused:
        return False
    return key in FIRST.bank.by_id


def one(change):
    (found,) = change.flags
    return found


def test_a_new_a_gone_and_a_changed_rule_say_so():
    gone = with_rules(dp_complaints=None)
    assert one(told(gone, LIBRARY, ABROAD)).why == "The rule is new."
    assert one(told(LIBRARY, gone, ABROAD)).why == "The rule is gone."
    graver = with_rules(dp_complaints={"severity": "critical"})
    found = one(told(LIBRARY, graver, ABROAD))
    assert (found.how, found.after, found.why) == ("severity", "critical", "The rule changed.")


def test_flags_of_one_silence_are_one():
    none = with_rules(**{
        flag.rule: None
        for flag in screened(training_method="vendor_refused").flags
        if flag.part_of == "training_method"
    })  # fmt: skip
    found = one(told(none, LIBRARY, {"training_method": "vendor_refused"}))
    assert len(found.rules) > 1
    assert f"({len(found.rules)} points)" in found.title

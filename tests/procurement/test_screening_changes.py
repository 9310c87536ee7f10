"""What a newer rulebook changes in files that are there: told by two screenings of each."""

from datetime import date

from procurement.conditions.vocabulary import Always, OptionTest
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import screen
from procurement.screening_changes import compare, touched
from tests.procurement.telling import TODAY

LIBRARY = load_library()
ABROAD = {
    "personal_data_types": ["contact"], "inference_countries": "IN", "complaints_route": "opt_no",
    "transfer_tools": "none_in_place", "ip_cover": "full",
}  # fmt: skip


def with_rules(**changes):
    """Return the library with some rules changed, or taken out where the change is None."""
    rules = [
        rule.model_copy(update=changes.get(rule.id) or {})
        for rule in LIBRARY.rulebook.rules
        if changes.get(rule.id, {}) is not None
    ]
    added = [each for key, each in changes.items() if key == "added"]
    book = LIBRARY.rulebook.model_copy(update={"rules": (*rules, *added)})
    return type(LIBRARY).of(LIBRARY.bank, book)


def screened(library=LIBRARY, on=TODAY, **answers):
    return screen(library, parse_answers(LIBRARY.bank, answers), on)


def test_the_same_screening_is_no_change():
    change = compare(screened(**ABROAD), screened(**ABROAD))
    assert not change
    assert touched([("a", screened(**ABROAD), screened(**ABROAD))]) == {}


def test_other_words_of_a_rule_are_no_change():
    later = with_rules(dp_complaints={"version": 2, "explanation": "Said better."})
    assert not compare(screened(**ABROAD), screened(later, **ABROAD))


def test_flags_come_and_go_with_their_rules():
    new = LIBRARY.rulebook.by_id["dp_complaints"].model_copy(
        update={"id": "something_new", "trigger": Always(always=True)}
    )
    later = with_rules(dp_complaints=None, added=new)
    change = compare(screened(**ABROAD), screened(later, **ABROAD))
    assert [flag.rule for flag in change.came] == ["something_new"]
    assert [flag.rule for flag in change.went] == ["dp_complaints"]
    back = compare(screened(later, **ABROAD), screened(**ABROAD))
    assert (back.came, back.went) == (change.went, change.came)


def test_a_severity_that_changed_says_which_way():
    usual = LIBRARY.rulebook.by_id["dp_complaints"].severity
    for severity, graver in (("critical", True), ("info", False)):
        assert severity != usual
        later = with_rules(dp_complaints={"severity": severity})
        (change,) = compare(screened(**ABROAD), screened(later, **ABROAD)).severity
        assert (change.before.severity, change.after.severity) == (usual, severity)
        assert change.graver is graver


def test_a_rule_that_comes_into_force_changes_how_its_flag_stands():
    before = screened(on=date(2026, 6, 18), **ABROAD)
    change = compare(before, screened(on=date(2026, 6, 19), **ABROAD))
    (standing,) = [each for each in change.standing if each.after.rule == "dp_complaints"]
    assert (standing.before.status, standing.after.status) == ("upcoming", "raised")


def test_a_rule_that_was_clear_and_waits_now_is_told():
    asks_more = OptionTest(q="bill_of_materials", op="eq", value="opt_no")
    later = with_rules(lic_no_ip_cover={"trigger": asks_more})
    change = compare(screened(**ABROAD), screened(later, **ABROAD))
    assert [rule.rule for rule in change.waits] == ["lic_no_ip_cover"]


def test_only_files_that_change_are_named_in_the_order_given():
    later = with_rules(dp_complaints={"severity": "critical"})
    quiet = {"personal_data_types": "none_personal"}
    pairs = [
        (name, screened(**answers), screened(later, **answers))
        for name, answers in (("b", ABROAD), ("quiet", quiet), ("a", ABROAD))
    ]
    assert list(touched(pairs)) == ["b", "a"]

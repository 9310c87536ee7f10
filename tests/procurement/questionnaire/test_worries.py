"""The same questions in the owner's order: each once, as much done, and whose turn each is."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.reading_time import seconds
from procurement.questionnaire.walk import ABOUT, chapters
from procurement.questionnaire.worries import Turn, by_worry, shares, turn_of
from procurement.screening import gather_facts
from tests.procurement.questionnaire.test_posted import everything_sayable

LIBRARY = load_library()
BANK = LIBRARY.bank
ON = date(2026, 11, 21)
PLAIN = [each for each in BANK.questions if each.type != "rows" and each.derived is None]


@st.composite
def told(draw):
    chosen = draw(st.lists(st.sampled_from(PLAIN), max_size=25, unique_by=lambda each: each.id))
    said = {each.id: draw(everything_sayable(each)) for each in chosen}
    return said | {"depth": draw(st.sampled_from(["light", "full"]))}


def chapters_of(said):
    return chapters(BANK, gather_facts(LIBRARY, parse_answers(BANK, said), ON))


def listed(parts):
    """Return everything that stands in parts, each with the place it stands in."""
    return sorted(
        [("asked", step.key, step.done) for part in parts for step in part.steps]
        + [("table", each.id, None) for part in parts for each in part.tables]
        + [("left out", left.question.id, None) for part in parts for left in part.left_out]
        + [("waiting", each.id, None) for part in parts for each in part.waiting]
        + [("worked out", each.id, None) for part in parts for each in part.worked_out]
        + [("of the firm", step.key, step.done) for part in parts for step in part.of_the_firm],
        key=str,
    )


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(told())
def test_regrouped_each_question_stands_once_and_as_much_is_done(said):
    sections = chapters_of(said)
    worries = by_worry(BANK, sections)
    assert listed(worries) == listed(sections)
    assert len(set(listed(worries))) == len(listed(worries))
    assert sum(part.done for part in worries) == sum(part.done for part in sections)
    assert {each.id for part in worries for each in part.open} == {
        each.id for part in sections for each in part.open
    }
    for part in worries[1:]:
        keys = [step.key for step in part.steps]
        assert keys == sorted(keys, key=BANK.position.__getitem__)
        assert {BANK.by_id[key].owner_group for key in keys} <= {part.id}


def test_the_worries_come_in_the_owners_order():
    assert [part.id for part in by_worry(BANK, chapters_of({}))] == [
        ABOUT, "what_is_it", "good_enough", "where_information", "when_changes", "cost", "get_out",
    ]  # fmt: skip


def test_no_worry_has_the_name_of_a_section_or_a_page():
    sections = {section.id for section in BANK.sections} | {ABOUT}
    assert sections.isdisjoint(group.id for group in BANK.owner_groups)
    # Their addresses stand where a question's would.
    asked = {each.id for each in (*BANK.questions, *BANK.settings)}
    assert asked.isdisjoint({"all", "next"})


def test_a_bank_without_worries_keeps_its_sections():
    old = BANK.model_copy(update={"owner_groups": ()})
    sections = chapters_of({})
    assert by_worry(old, sections) == sections


def test_whose_turn_it_is():
    turns = {
        "depth": Turn.OWNER,
        "own_trial": Turn.OWNER,  # the buyer's
        "price_per_1000": Turn.OWNER,  # either may know
        "training_method": Turn.VENDOR,
        "lawful_basis": Turn.SPECIALIST,  # the buyer's, and the adviser or lead answers it
    }
    depth = next(each for each in BANK.settings if each.id == "depth")
    found = {key: turn_of(BANK.by_id.get(key, depth)) for key in turns}
    assert found == turns


def test_the_shares_add_up_and_nobody_with_nothing_is_named():
    found = shares(PLAIN)
    assert [share.turn for share in found] == [Turn.OWNER, Turn.VENDOR, Turn.SPECIALIST]
    assert sum(share.questions for share in found) == len(PLAIN)
    for share in found:
        theirs = sum(seconds(each) for each in PLAIN if turn_of(each) is share.turn)
        assert (share.minutes - 1) * 60 < theirs <= share.minutes * 60
    assert shares(each for each in PLAIN if each.answered_by == "vendor")[0].turn is Turn.VENDOR
    assert shares([]) == ()

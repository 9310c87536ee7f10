"""An old assessment keeps its questions and rules; an upgrade is asked for, shown first, and recorded."""

import pytest

from content.canonical import sha256_of
from content.refusal import Refused
from organisations.models import Event
from procurement import upgrading
from procurement.actions.answers import record_answers
from procurement.actions.upgrades import upgrade_assessment
from procurement.facts.values import members
from procurement.library import Library
from procurement.lifecycle import Status
from procurement.models import Answer, Assessment
from procurement.queries import claims_of, latest_answers, library_of, screening_of
from procurement.questionnaire.schema import Bank
from procurement.upgrading import newer_library, upgrade_of
from tests.organisations.cast import found_firm
from tests.procurement.older import (
    LACKS,
    RETIRED,
    SUCCESSOR,
    TODAY,
    first_library,
    last_years,
    open_under,
    todays_with_a_successor,
)
from tests.procurement.opened import open_for

pytestmark = pytest.mark.django_db
OLD = last_years()
NEW = todays_with_a_successor()


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def today(monkeypatch):
    """Let the product come with the bank in which the old question has its successor."""
    monkeypatch.setattr(upgrading, "load_library", lambda: NEW)


@pytest.fixture
def assessment(firm):
    made = open_under(OLD, firm)
    said = {RETIRED: {"value": 5, "grade": "vendor_says", "by": "Larkfield"}, "eu_reach": "opt_no"}
    record_answers(assessment=made, bank=OLD.bank, answers=said, by=firm.owner.as_actor())
    return made


def upgrade(assessment, firm, library=NEW):
    upgrade_assessment(
        assessment=assessment, seen=f"{library.bank_sha256} {library.rulebook_sha256}",
        by=firm.owner.as_actor(),
    )  # fmt: skip


def test_an_old_assessment_is_read_by_its_own_questions_and_rules(assessment):
    found = Assessment.objects.of(assessment.organisation_id).get()
    assert library_of(found).bank.version == "2025.11.0"
    assert RETIRED in library_of(found).bank.by_id
    assert "com_short_notice" not in {flag.rule for flag in screening_of(found).flags}


def test_the_first_bank_and_rulebook_still_load_and_hash_as_they_did(firm):
    first = first_library()
    # As the first version of the product wrote them down.
    assert first.bank_sha256 == "07ac7a596f08c5f5faa337f760ba6f6503d3ed66d46767d2218669ed8aedc629"
    assert first.rulebook_sha256.startswith("44ca5bbc98f27e074ac94311a5b73341")
    made = open_under(first, firm)
    answers = {"training_method": "vendor_refused", "notice_days": 5}
    record_answers(assessment=made, bank=first.bank, answers=answers, by=firm.owner.as_actor())
    assert {"lin_method_unknown", "com_short_notice"} <= {
        flag.rule for flag in screening_of(made).flags
    }
    found = upgrade_of(made)
    ours = [question for question in found.library.bank.questions if question.type != "rows"]
    assert len(found.bank.added) == len(ours) - 89
    assert found.bank.gone == ()
    # The refusal of a way of making is one flag with more points today.
    assert "lin_teacher_unknown" in {flag.rule for group in found.came for flag in group}


def test_the_difference_is_told_before_anything_changes(assessment, today):
    found = upgrade_of(assessment)
    assert {each.id for each in found.bank.added} == {*LACKS, SUCCESSOR}
    (gone,) = found.bank.gone
    assert (gone.question.id, gone.successor.id) == (RETIRED, SUCCESSOR)
    assert found.bank.reworded == ()
    assert "com_short_notice" in {rule.id for rule in found.rules.added}
    assert ["com_short_notice"] in [[flag.rule for flag in group] for group in found.came]
    assert found.went == ()
    assert found.minutes_more > 0
    assert found.answers_set_aside == frozenset()
    assert library_of(assessment).bank.version == "2025.11.0"
    assert not Event.objects.filter(verb="assessment.upgraded").exists()


def test_an_upgrade_keeps_every_answer_moves_one_and_screens_again(assessment, firm, today):
    upgrade(assessment, firm)
    found = Assessment.objects.of(assessment.organisation_id).get()
    assert sha256_of(NEW.bank) == found.bank_id
    kept = latest_answers(found)
    assert {RETIRED, SUCCESSOR, "eu_reach"} <= set(kept)
    moved = kept[SUCCESSOR]
    assert (moved.value, moved.grade, moved.given_by) == (5, "vendor_says", "Larkfield")
    assert moved.as_of == kept[RETIRED].holds_on
    assert {claim.key for claim in claims_of(found)} == {SUCCESSOR, "eu_reach"}
    assert found.flags.get(rule="com_short_notice").standing == "raised"
    said = Event.objects.get(verb="assessment.upgraded").words.payload
    assert "from 2025.11.0 and 2025.11.0" in said
    assert newer_library(found) is None


def test_the_answer_of_the_successor_counts_from_then_on(assessment, firm, today):
    upgrade(assessment, firm)
    record_answers(
        assessment=assessment, bank=NEW.bank, answers={SUCCESSOR: 120}, by=firm.owner.as_actor()
    )
    values = [claim.value for claim in claims_of(assessment) if claim.key == SUCCESSOR]
    assert values == [120]


@pytest.mark.parametrize("seen", ["", "a b"])
def test_what_was_not_seen_is_not_agreed_to(assessment, firm, today, seen):
    with pytest.raises(Refused, match="changed again while you looked"):
        upgrade_assessment(assessment=assessment, seen=seen, by=firm.owner.as_actor())
    assert library_of(assessment).bank.version == "2025.11.0"


def test_a_closed_assessment_stays_as_it_is(assessment, firm, today):
    Assessment.objects.of(firm.organisation).update(status=Status.CLOSED)
    with pytest.raises(Refused, match="closed"):
        upgrade(assessment, firm)
    assert Answer.objects.of(firm.organisation).filter(key=SUCCESSOR).count() == 0


def test_with_the_newest_there_is_nothing_to_do(firm):
    made = open_for(firm)
    assert upgrade_of(made) is None
    with pytest.raises(Refused, match="newest"):
        upgrade_assessment(assessment=made, seen="", by=firm.owner.as_actor())


def test_nobody_is_led_back_to_older_questions(assessment, monkeypatch):
    older = first_library()
    bank = older.bank.model_copy(update={"version": "2024.1.0"})
    monkeypatch.setattr(upgrading, "load_library", lambda: type(older).of(bank, older.rulebook))
    assert newer_library(assessment) is None


def without_nobody():
    """Return today's library as it was before "nobody" could be said of who sees the data."""
    asked = [
        each.model_copy(
            update={
                "companions": (),
                "vendor": each.vendor and each.vendor.model_copy(update={"options": {}}),
                "plain_look_of": each.plain_look_of.model_copy(update={"none": None}),
            }
        )
        if each.id == "support_countries"
        else each
        for each in TODAY.bank.questions
    ]
    bank = TODAY.bank.model_copy(update={"version": "2026.11.2", "questions": tuple(asked)})
    return Library.of(Bank.model_validate(bank.model_dump(mode="json")), TODAY.rulebook)


def test_an_older_file_keeps_its_places_and_may_say_nobody_once_it_is_upgraded(firm):
    old = without_nobody()
    made = open_under(old, firm)
    by = firm.owner.as_actor()
    before = {"support_countries": ["GB"], "personal_data_types": ["contact"]}
    record_answers(assessment=made, bank=old.bank, answers=before, by=by)
    with pytest.raises(Refused):
        record_answers(
            assessment=made, bank=old.bank, answers={"support_countries": "nobody"}, by=by
        )

    upgrade(made, firm, TODAY)
    assert latest_answers(made)["support_countries"].value == ["GB"]
    record_answers(assessment=made, bank=TODAY.bank, answers={"support_countries": "nobody"}, by=by)
    (claim,) = (each for each in claims_of(made) if each.key == "support_countries")
    assert claim.value == members()
    assert "support_countries" not in {
        need for rule in screening_of(made).cannot_tell for need in rule.needs
    }

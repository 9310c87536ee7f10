"""What follows from the first questions is done, kept for the file, and undone when a reason changes."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from content.refusal import Refused
from organisations.models import AppendOnly, Event
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.observations import record_observations
from procurement.actions.triage import answer_triage, open_again, take_outcome
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import members
from procurement.lifecycle import Status
from procurement.models import Assessment, Door, TriageOutcome, TriageRecord, Verdict
from procurement.queries import latest_answers, triage_record_of
from procurement.triage.amounts import Amount
from reports.actions import request_report
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for
from tests.procurement.triage.answers import DRAFTING, ENQUIRIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm, product="Notes Mini")


def taken(assessment, firm, outcome):
    return take_outcome(assessment=assessment, seen=outcome, by=firm.owner.as_actor())


def status(assessment):
    return Assessment.objects.of(assessment.organisation_id).get(id=assessment.id).status


@pytest.fixture
def set_aside(assessment, firm):
    answer(assessment, firm.owner, **DRAFTING)
    taken(assessment, firm, TriageOutcome.NOT_NEEDED)
    assert status(assessment) == Status.SET_ASIDE
    return assessment


def verbs(assessment):
    events = Event.objects.filter(subject=str(assessment.id)).order_by("number")
    return list(events.values_list("verb", flat=True))


def test_a_full_assessment_sets_the_depth_and_keeps_why(assessment, firm):
    answer(assessment, firm.owner, **ENQUIRIES)
    record = taken(assessment, firm, TriageOutcome.FULL)
    depth = latest_answers(assessment)["depth"]
    assert (depth.value, depth.door) == ("full", Door.TRIAGE)
    assert [each["name"] for each in record.reasons] == [
        "people_much", "people_affected", "too_cheap",
    ]  # fmt: skip
    assert status(assessment) == Status.OPEN
    assert verbs(assessment)[-1] == "triage.taken"


def test_a_light_check_sets_the_depth(assessment, firm):
    volume = {"value": 1733.333333, "words": "400 a week"}
    answer(assessment, firm.owner, **DRAFTING | {"monthly_volume": volume})
    taken(assessment, firm, TriageOutcome.LIGHT)
    assert latest_answers(assessment)["depth"].value == "light"


def test_the_half_page_holds_reasons_changes_answers_and_who_kept_it(set_aside, firm):
    record = triage_record_of(set_aside)
    assert record.outcome == TriageOutcome.NOT_NEEDED
    assert [each["name"] for each in record.reasons] == [
        "little_and_varied", "nothing_goes_in", "nothing_confidential", "nobody_affected",
        "nobody_asks",
    ]  # fmt: skip
    assert any("more than 50 times a week" in each for each in record.changes)
    said = {each["key"]: (each["question"], each["words"]) for each in record.answers}
    assert len(said) == 13
    assert said["monthly_volume"] == ("How often would you use it?", "10 a week")
    assert said["output_effect"][1] == "It does not affect any individual"
    assert (record.by_name, record.by_role) == (firm.owner.name, "Owner")
    assert record.bank == set_aside.bank_id
    assert verbs(set_aside)[-1] == "assessment.set_aside"


def test_a_record_is_never_changed(set_aside):
    record = triage_record_of(set_aside)
    with pytest.raises(AppendOnly):
        record.save()
    with pytest.raises(AppendOnly):
        record.delete()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        TriageRecord.objects.of(set_aside.organisation_id).update(by_name="Nobody")
    with pytest.raises(DatabaseError, match="append only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM procurement_triagerecord")


def test_an_outcome_that_changed_meanwhile_is_read_again_first(assessment, firm):
    answer(assessment, firm.owner, **ENQUIRIES)
    with pytest.raises(Refused, match="changed while you looked"):
        taken(assessment, firm, TriageOutcome.NOT_NEEDED)
    assert status(assessment) == Status.OPEN
    assert triage_record_of(assessment) is None


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"personal_data_types": ["contact"]}, "some information about people goes in"),
        ({"monthly_volume": {"value": 260, "words": "60 a week"}}, "about 60 a week is more than 50"),
        ({"held_to_account": ["insurer"]}, "hold you to account"),
        ({"output_effect": "automatic"}, "its answer affects people"),
        ({"deployment": "our_servers"}, "it would run with you"),
        ({"price_per_1000": 1, "teacher_price_per_1000": 10}, "the quote looks too cheap"),
        ({"confidential_in": "not_sure"}, "this is not settled yet"),
        ({"work_variety": "alike"}, "the work is not mostly varied"),
    ],
)  # fmt: skip
def test_it_opens_again_by_itself_when_a_reason_changes(set_aside, firm, told, why):
    answer(set_aside, firm.adviser, **told)
    assert status(set_aside) == Status.OPEN
    record = triage_record_of(set_aside)
    assert record.step == "reopened"
    assert why in record.reasons[0]["words"]
    assert record.by_name == firm.adviser.name
    *_, said, opened = [verb for verb in verbs(set_aside) if verb != "flags.rescreened"]
    assert (said, opened) == ("answers.recorded", "assessment.reopened")


def test_the_trail_tells_the_answer_then_that_it_opened_then_the_flags(set_aside, firm):
    answer(set_aside, firm.adviser, personal_data_types=["contact"], notice_days=1)
    assert verbs(set_aside)[-3:] == [
        "answers.recorded", "assessment.reopened", "flags.rescreened",
    ]  # fmt: skip


def test_an_answer_that_changes_no_reason_leaves_it_set_aside(set_aside, firm):
    answer(set_aside, firm.owner, monthly_volume={"value": 86.666667, "words": "20 a week"})
    answer(set_aside, firm.owner, tier_words=["turbo"])
    assert status(set_aside) == Status.SET_ASIDE
    assert triage_record_of(set_aside).step == "set_aside"


def test_what_the_product_finds_for_itself_opens_it_too(set_aside, firm):
    seen = Observation(
        ASSESSMENT, "personal_data_types", members("contact", whole=False),
        Certainty.MEASURED, "found in the examples",
    )  # fmt: skip
    record_observations(
        assessment=set_aside, origin=uuid.uuid4(), observed=[seen], by=firm.owner.as_actor()
    )
    assert status(set_aside) == Status.OPEN


def test_somebody_may_open_it_all_the_same_and_set_it_aside_again(set_aside, firm):
    open_again(assessment=set_aside, by=firm.adviser.as_actor())
    assert status(set_aside) == Status.OPEN
    assert triage_record_of(set_aside).reasons == []
    taken(set_aside, firm, TriageOutcome.NOT_NEEDED)
    assert status(set_aside) == Status.SET_ASIDE


def test_nothing_is_decided_or_reported_on_a_tool_set_aside(set_aside, firm):
    by = firm.lead.as_actor()
    with pytest.raises(Refused, match="set aside"):
        decide_assessment(
            assessment=set_aside, value=Verdict.PROCEED, reason="It is fine.", conditions=[],
            suggested=Verdict.PROCEED, grounds=[], by=by,
        )  # fmt: skip
    with pytest.raises(Refused, match="set aside"):
        request_report(assessment=set_aside, by=by)


def test_a_page_is_written_once_through_its_own_door(assessment, firm):
    by = firm.owner.as_actor()
    told = {"route": Amount("cheaper_version"), "monthly_volume": Amount(130, "6 a working day")}
    assert answer_triage(assessment=assessment, told=told, based_on={}, by=by) == 2
    assert answer_triage(assessment=assessment, told=told, based_on={}, by=by) == 0
    newest = latest_answers(assessment)
    assert {answer.door for answer in newest.values()} == {Door.TRIAGE}
    assert newest["monthly_volume"].words == "6 a working day"
    assert newest["monthly_volume"].grade == "buyer_says"


def test_an_answer_that_is_better_proven_stays_as_it_is(assessment, firm):
    answer(assessment, firm.owner, deployment={"value": "our_servers", "grade": "document_seen"})
    told = {"deployment": Amount("our_servers")}
    based_on = {"deployment": 1}
    by = firm.owner.as_actor()
    assert answer_triage(assessment=assessment, told=told, based_on=based_on, by=by) == 0
    assert latest_answers(assessment)["deployment"].grade == "document_seen"


def test_who_answers_at_the_same_time_is_told_and_nothing_is_lost(assessment, firm):
    answer(assessment, firm.adviser, confidential_in="opt_yes")
    told = {"confidential_in": Amount("opt_no"), "personal_data_types": Amount(["contact"])}
    with pytest.raises(AnsweredMeanwhile) as meanwhile:
        answer_triage(assessment=assessment, told=told, based_on={}, by=firm.owner.as_actor())
    assert meanwhile.value.newer.value == "opt_yes"
    assert set(latest_answers(assessment)) == {"confidential_in"}

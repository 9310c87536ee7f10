"""Stored flags follow the facts in the same transaction, and the trail says what came and went."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from organisations import audit
from organisations.models import Event
from procurement.actions.answers import Told, answer_question
from procurement.actions.observations import record_observations
from procurement.actions.rescreening import rescreen
from procurement.facts.sources import Certainty, Grade, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import members
from procurement.lifecycle import Standing
from procurement.models import Flag, LoweredFlag
from procurement.queries import screening_of
from tests.counting import without_borders
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def standing(assessment):
    return dict(assessment.flags.values_list("rule", "standing"))


def rescreened(assessment):
    events = Event.objects.filter(
        organisation=assessment.organisation_id, verb="flags.rescreened"
    ).order_by("number")
    return [event.words.payload for event in events]


def test_a_new_file_has_no_flags_and_says_nothing_of_them(assessment):
    assert standing(assessment) == {}
    assert rescreened(assessment) == []


def test_data_sent_to_india_without_a_tool_raises_both_flags_at_once(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)

    # Article 44A: no adequacy for India, no tool; and nobody can show where it is lawful.
    found = standing(assessment)
    assert found["transfer_inference"] == Standing.RAISED
    assert found["transfer_no_tool"] == Standing.RAISED
    flag = assessment.flags.get(rule="transfer_no_tool")
    assert (flag.severity, flag.category, flag.kind) == ("critical", "transfer", "law")
    assert flag.cleared_at is None
    [payload] = rescreened(assessment)
    assert "transfer_no_tool" in payload
    assert "came up" in payload


def test_a_signed_tool_clears_them_and_losing_it_brings_the_same_rows_back(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    before = assessment.flags.get(rule="transfer_no_tool")

    answer(assessment, firm.owner, transfer_tools=["idta"])
    cleared = assessment.flags.get(rule="transfer_no_tool")
    assert (cleared.id, cleared.standing) == (before.id, Standing.CLEARED)
    assert cleared.cleared_at is not None

    answer(assessment, firm.owner, transfer_tools=["none_in_place"])
    back = assessment.flags.get(rule="transfer_no_tool")
    assert (back.id, back.standing, back.cleared_at) == (before.id, Standing.RAISED, None)
    assert back.first_raised_at == before.first_raised_at
    assert len(rescreened(assessment)) == 3
    assert "went" in rescreened(assessment)[1]


def test_a_signed_off_dpia_settles_the_flag_that_asked_for_it(assessment, firm):
    answer(
        assessment, firm.owner, personal_data_types=["contact"],
        screening_features=["public_area"], dpia_status="not_started",
    )  # fmt: skip
    assert standing(assessment)["dpia_public_area"] == Standing.RAISED
    answer(assessment, firm.owner, dpia_status="done")
    assert standing(assessment)["dpia_public_area"] == Standing.SETTLED


def test_nothing_new_writes_nothing(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    trail = len(rescreened(assessment))
    rows = list(assessment.flags.order_by("rule").values())

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        rescreen(assessment=assessment, by=firm.owner.as_actor())
    written = [
        query["sql"]
        for query in asked.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert written == []
    assert list(assessment.flags.order_by("rule").values()) == rows
    assert len(rescreened(assessment)) == trail


def test_the_same_answer_by_somebody_else_keeps_the_finding(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    before = assessment.flags.get(rule="transfer_no_tool")
    trail = len(rescreened(assessment))

    answer(assessment, firm.lead, **TO_INDIA)
    now = assessment.flags.get(rule="transfer_no_tool")
    assert now.finding_hash == before.finding_hash
    assert {reason["source"]["by"] for reason in now.finding["because"]} >= {"Lena"}
    assert len(rescreened(assessment)) == trail


def test_a_better_proof_of_the_same_answer_is_a_change(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    before = assessment.flags.get(rule="transfer_no_tool")
    answer(
        assessment, firm.owner,
        inference_countries={"value": ["IN"], "grade": "document_seen"},
    )  # fmt: skip
    assert assessment.flags.get(rule="transfer_no_tool").finding_hash != before.finding_hash
    assert "changed" in rescreened(assessment)[-1]


def test_what_a_file_shows_raises_its_flags_too(assessment, firm):
    answer(assessment, firm.owner, tier_meaning=["same_model"])
    low_precision = Observation(
        ASSESSMENT, "tier_meaning", members("quantised", whole=False), Certainty.MEASURED, "int8"
    )
    record_observations(
        assessment=assessment, origin=assessment.id, observed=[low_precision],
        by=firm.owner.as_actor(),
    )  # fmt: skip
    assert standing(assessment)["contradiction:tier_meaning"] == Standing.RAISED

    record_observations(
        assessment=assessment, origin=assessment.id, observed=[], by=firm.owner.as_actor()
    )
    assert standing(assessment)["contradiction:tier_meaning"] == Standing.CLEARED


def test_answers_and_their_flags_are_written_together_or_not_at_all(assessment, firm, monkeypatch):
    record_all = audit.record_all

    def fail(*, deeds, **whose):
        if "flags.rescreened" in {deed.verb for deed in deeds}:
            raise DatabaseError
        return record_all(deeds=deeds, **whose)

    monkeypatch.setattr(audit, "record_all", fail)
    with pytest.raises(DatabaseError):
        answer(assessment, firm.owner, **TO_INDIA)
    assert not Flag.objects.of(firm.organisation).exists()
    assert not assessment.answers.exists()


def test_stored_flags_are_the_flags_of_the_screening(assessment, firm):
    answer(
        assessment, firm.owner, **TO_INDIA, use_cases=["recruitment"], teacher_name="vendor_refused",
        training_method="vendor_refused", output_effect="automatic",
    )  # fmt: skip
    assert standing(assessment) == {
        flag.rule: flag.status for flag in screening_of(assessment).flags
    }


# Months of notice raise no flag; a day or two do.
@pytest.mark.parametrize(
    ("days", "moves"),
    [
        pytest.param((90, 91), [], id="no flag moves"),
        pytest.param((90, 1), ["came"], id="a flag comes"),
        pytest.param((1, 2), ["changed"], id="a flag changes"),
        pytest.param((1, 90), ["went"], id="a flag falls through the vendor's word"),
    ],
)
def test_saving_an_answer_takes_at_most_twelve_queries(firm, assessment, days, moves):
    before, now = days
    answer(assessment, firm.owner, **TO_INDIA, notice_days=before, complaints_route="opt_yes")
    trail = len(rescreened(assessment))
    told = Told(now, Grade.VENDOR_SAYS, "M. Okoro, Larkfield")
    with CaptureQueriesContext(connection) as captured:
        answer_question(
            assessment=assessment, bank=LIBRARY.bank, key="notice_days", told=told, based_on=1,
            by=firm.owner.as_actor(),
        )  # fmt: skip
    queries = without_borders(captured)
    assert len(queries) <= 12, queries
    moved = [json.loads(payload)["details"] for payload in rescreened(assessment)[trail:]]
    assert [move for each in moved for move, rules in each.items() if rules] == moves
    assert LoweredFlag.objects.of(firm.organisation).count() == moves.count("went")
    assert audit.check_chain(firm.organisation.id).intact


def test_an_answer_and_its_flags_are_two_events_in_their_order(firm, assessment):
    answer(assessment, firm.owner, **TO_INDIA)
    last = Event.objects.filter(organisation=firm.organisation.id).order_by("-number")[:2]
    assert [event.verb for event in last] == ["flags.rescreened", "answers.recorded"]
    assert last[0].before == last[1].hash

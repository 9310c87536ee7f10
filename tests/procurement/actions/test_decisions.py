"""People decide on flags and on the whole: with a reason, on what they saw, and for good."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import COMMAND_LINE
from organisations.models import AppendOnly, Event
from organisations.permissions import Permission
from organisations.roles import Role, may
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.flag_decisions import decide_flag
from procurement.agreed_condition import AgreedCondition
from procurement.models import AssessmentDecision, FlagChoice, FlagDecision, Verdict
from procurement.queries import decision_of, flag_states
from procurement.screening_result import Flag as Finding
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


@pytest.fixture
def flag(assessment):
    return assessment.flags.get(rule="transfer_no_tool")


def decide(flag, person, what=FlagChoice.ACCEPT, reason="Only test messages go there.", **more):
    more.setdefault("until", LATER)
    more.setdefault("seen", Finding.model_validate(flag.finding))
    return decide_flag(flag=flag, what=what, reason=reason, by=person.as_actor(), **more)


def state(assessment, rule="transfer_no_tool"):
    return next(each for each in flag_states(assessment) if each.flag.rule == rule)


def test_a_decision_keeps_who_in_which_role_on_what_and_why(assessment, flag, firm):
    decide(flag, firm.lead)
    kept = state(assessment).counting
    assert (kept.by, kept.by_name, kept.by_role) == (firm.lead, "Lena", "Compliance lead")
    assert (kept.what, kept.reason) == ("accept", "Only test messages go there.")
    assert Finding.model_validate(kept.finding) == Finding.model_validate(flag.finding)
    event = Event.objects.get(organisation=firm.organisation.id, verb="flag.decided")
    assert "Only test messages go there." in event.words.payload


def test_only_the_newest_counts_and_the_earlier_stays(assessment, flag, firm):
    decide(flag, firm.lead)
    decide(
        flag, firm.owner, FlagChoice.ASK_MITIGATION, "Sign the IDTA.", who="Sam Okoro", due=LATER
    )
    kept = state(assessment).counting
    assert (kept.what, kept.who, kept.due) == ("ask_mitigation", "Sam Okoro", LATER)
    assert flag.decisions.count() == 2


@pytest.mark.parametrize(
    ("parts", "column"),
    [
        ({"what": FlagChoice.ACCEPT, "reason": "  "}, "reason"),
        ({"what": FlagChoice.NOT_APPLICABLE, "reason": ""}, "reason"),
        ({"what": FlagChoice.ASK_MITIGATION, "reason": "", "who": "S", "due": LATER}, "reason"),
        ({"what": FlagChoice.ASK_MITIGATION, "reason": "Sign.", "due": LATER}, "who"),
        ({"what": FlagChoice.ASK_MITIGATION, "reason": "Sign.", "who": "Sam"}, "due"),
        (
            {"what": FlagChoice.ASK_MITIGATION, "reason": "S", "who": "S", "due": date(2020, 1, 1)},
            "due",
        ),
    ],
)
def test_a_decision_without_its_parts_is_refused_and_names_the_part(flag, firm, parts, column):
    with pytest.raises(Refused) as refused:
        decide(flag, firm.lead, **parts)
    assert refused.value.column == column
    assert not FlagDecision.objects.of(firm.organisation).exists()


def test_deciding_on_an_old_page_is_refused_with_what_changed(assessment, flag, firm):
    seen = Finding.model_validate(flag.finding)
    answer(assessment, firm.owner, inference_countries=["IN", "KE"])
    with pytest.raises(Refused) as refused:
        decide(flag, firm.lead, seen=seen)
    assert "changed while you looked" in refused.value.sentence
    assert "Kenya" in refused.value.sentence
    assert not FlagDecision.objects.of(firm.organisation).exists()


def test_a_flag_that_cleared_is_not_decided(assessment, flag, firm):
    answer(assessment, firm.owner, transfer_tools=["idta"])
    with pytest.raises(Refused, match="cleared"):
        decide(flag, firm.lead)


def test_a_decision_waits_to_be_confirmed_when_the_flag_says_something_else(assessment, flag, firm):
    decide(flag, firm.lead)
    assert not state(assessment).changed

    answer(assessment, firm.owner, inference_countries=["IN", "KE"])
    now = state(assessment)
    assert (now.changed, now.counting, now.decision.by_name) == (True, None, "Lena")

    decide(now.flag, firm.lead)
    assert state(assessment).counting is not None


def test_the_same_answer_given_again_leaves_the_decision_standing(assessment, flag, firm):
    decide(flag, firm.lead)
    answer(assessment, firm.lead, **TO_INDIA)
    assert state(assessment).counting is not None


@pytest.mark.parametrize("table", ["procurement_flagdecision", "procurement_assessmentdecision"])
@pytest.mark.parametrize("act", ["UPDATE {} SET reason = 'other'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_a_decision(assessment, flag, firm, table, act):
    decide(flag, firm.lead)
    whole(assessment, firm.owner)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        connection.cursor().execute(act.format(table))


def test_the_rows_refuse_it_too(flag, firm):
    decision = decide(flag, firm.lead)
    for change in (decision.save, decision.delete):
        with pytest.raises(AppendOnly):
            change()


def whole(assessment, person, value=Verdict.PROCEED_WITH_CONDITIONS, reason="It saves.", **more):
    parts = {
        "conditions": [AgreedCondition(what="Sign the IDTA", who="Sam", due=LATER)],
        "suggested": Verdict.DO_NOT_PROCEED_YET,
        "grounds": [{"kind": "flag", "ref": "transfer_no_tool", "weight": "do_not_proceed_yet"}],
    } | more
    by = COMMAND_LINE if person is None else person.as_actor()
    return decide_assessment(assessment=assessment, value=value, reason=reason, by=by, **parts)


def test_the_whole_is_decided_with_conditions_and_the_suggestion_of_that_moment(assessment, firm):
    whole(assessment, firm.owner)
    kept = decision_of(assessment)
    assert (kept.value, kept.by_name, kept.by_role) == ("proceed_with_conditions", "Olive", "Owner")
    assert kept.conditions == [
        {"what": "Sign the IDTA", "who": "Sam", "due": LATER.isoformat(), "how": ""}
    ]
    assert (kept.suggested, kept.grounds[0]["ref"]) == ("do_not_proceed_yet", "transfer_no_tool")
    assert Event.objects.filter(verb="assessment.decided", subject=assessment.id).count() == 1

    whole(assessment, firm.lead, Verdict.DO_NOT_PROCEED, conditions=[])
    assert decision_of(assessment).value == "do_not_proceed"
    assert AssessmentDecision.objects.of(firm.organisation).count() == 2


@pytest.mark.parametrize(
    ("parts", "column"),
    [
        ({"reason": " "}, "reason"),
        ({"conditions": []}, "conditions"),
        ({"value": Verdict.PROCEED}, "conditions"),
    ],
)
def test_a_whole_decision_that_says_too_little_is_refused(assessment, firm, parts, column):
    with pytest.raises(Refused) as refused:
        whole(assessment, firm.owner, **parts)
    assert refused.value.column == column
    assert decision_of(assessment) is None


def test_what_the_command_line_decides_has_no_person(assessment):
    kept = whole(assessment, None)
    assert (kept.by, kept.by_name, kept.by_role) == (None, "the command line", "")


@pytest.mark.parametrize(
    "decide_one", [lambda a, f, firm: decide(f, firm.lead), lambda a, f, firm: whole(a, firm.owner)]
)
def test_a_decision_has_its_event_or_did_not_happen(
    assessment, flag, firm, monkeypatch, decide_one
):
    def fail(**_):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        decide_one(assessment, flag, firm)
    assert not FlagDecision.objects.of(firm.organisation).exists()
    assert decision_of(assessment) is None


def test_owner_and_compliance_lead_decide_and_nobody_else():
    for permission in (Permission.FLAG_DECIDE, Permission.ASSESSMENT_DECIDE):
        assert {role for role in Role if may(role, permission)} == {
            Role.OWNER,
            Role.COMPLIANCE_LEAD,
        }

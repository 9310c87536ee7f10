"""Where a tool stands, what is next, and for whom."""

import pytest
from django.urls import reverse

from desk.standing import standing
from organisations.roles import Role
from procurement.actions.assessment_decisions import decide_assessment
from procurement.models import Verdict
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def decide(assessment, firm, value):
    return decide_assessment(
        assessment=assessment, value=value, reason="Nothing is signed.", conditions=[],
        suggested=Verdict.DO_NOT_PROCEED_YET, grounds=[], by=firm.lead.as_actor(),
    )  # fmt: skip


def titles(here, role):
    return [task.title.split(" ")[0] for task in here.tasks_for(role)]


def test_a_new_tool_asks_its_questions_first_and_wants_a_test(assessment):
    here = standing(assessment)
    assert here.stage_word == "Asking"
    assert titles(here, Role.OWNER) == ["Answer", "Test"]
    assert titles(here, Role.READER) == []
    assert here.waits_for(Role.OWNER) == "You"
    assert here.waits_for(Role.READER) == "The owner or the compliance lead or the adviser"


def test_grave_flags_wait_for_those_who_may_decide(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    here = standing(assessment)
    assert here.to_settle >= 1
    assert "Decide" in titles(here, Role.COMPLIANCE_LEAD)
    assert "Decide" not in titles(here, Role.ADVISER)
    assert "0 " not in here.steps[2].said


def test_a_decision_ends_the_asking_and_wants_its_report(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    decide(assessment, firm, Verdict.DO_NOT_PROCEED)
    here = standing(assessment)
    assert here.stage_word == "Decided"
    assert here.said == "Do not proceed, says Lena."
    assert here.to_settle == 0, "whoever does not buy has nothing to settle before signing"
    assert titles(here, Role.ADVISER) == ["Test", "Make"]


def test_who_buys_all_the_same_still_reads_what_is_to_be_settled(assessment, firm):
    answer(assessment, firm.owner, **TO_INDIA)
    decide(assessment, firm, Verdict.PROCEED)
    assert standing(assessment).to_settle >= 1


@pytest.mark.parametrize("role", Role)
def test_home_and_hub_say_to_each_role_what_it_can_do(client, assessment, firm, role):
    client.force_login(firm.person(role))
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    hub = client.get(reverse("desk:assessment", args=[firm.organisation.id, assessment.id]))
    hub = hub.content.decode()
    if role is Role.READER:
        assert "Nothing needs you now" in home
        assert "Add an AI tool" not in home
        assert "It waits for" in hub
    else:
        assert "Two things need you" in home
        assert "Answer questions about Triage Turbo" in home
        assert "Answer questions about Triage Turbo" in hub
    for step in ("Questions", "Test", "Flags", "Decision", "Report"):
        assert step in hub

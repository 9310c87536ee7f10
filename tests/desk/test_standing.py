"""Where a tool stands, what is next, and for whom."""

import re

import pytest
from django.urls import reverse

from desk.standing import standing
from organisations.roles import Role
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.triage import take_outcome
from procurement.answered import Answered
from procurement.facts.values import NonAnswer
from procurement.models import TriageOutcome, Verdict
from procurement.questionnaire.worries import Turn, turn_of
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, TO_INDIA, answer, open_for, page_of
from tests.procurement.triage.answers import DRAFTING, ENQUIRIES

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


def test_the_first_questions_lead_to_their_outcome_and_that_to_the_others(assessment, firm):
    def first():
        return standing(assessment).tasks_for(Role.OWNER)[0].title

    assert first() == "Answer eight first questions about Triage Turbo 3.2"
    answer(assessment, firm.owner, route="cheaper_version", in_use="thinking")
    assert first() == "Go on with the first questions about Triage Turbo 3.2"
    answer(assessment, firm.owner, **ENQUIRIES)
    assert first() == "See how deep to look at Triage Turbo 3.2"
    take_outcome(assessment=assessment, seen=TriageOutcome.FULL, by=firm.owner.as_actor())
    assert first() == "Answer questions about Triage Turbo 3.2"


def test_a_tool_set_aside_stands_in_the_list_with_its_reason_and_day(client, assessment, firm):
    answer(assessment, firm.owner, **DRAFTING)
    take_outcome(assessment=assessment, seen=TriageOutcome.NOT_NEEDED, by=firm.owner.as_actor())
    here = standing(assessment)
    assert (here.stage_word, here.tasks, here.to_settle) == ("Not needed", (), 0)
    assert "no check needed, because about 10 a week is little" in here.said
    client.force_login(firm.reader)
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    assert "Not needed" in home
    assert "Read the half-page" in home
    hub = client.get(reverse("desk:assessment", args=[firm.organisation.id, assessment.id]))
    assert "It opens again by itself" in hub.content.decode()


def test_home_says_why_a_tool_is_open_again_until_somebody_looks(client, assessment, firm):
    answer(assessment, firm.owner, **DRAFTING)
    take_outcome(assessment=assessment, seen=TriageOutcome.NOT_NEEDED, by=firm.owner.as_actor())
    answer(assessment, firm.adviser, personal_data_types=["contact"])
    client.force_login(firm.reader)
    url = reverse("desk:home", args=[firm.organisation.id])
    told = "because some information about people goes in: Names and contact details"
    assert told in client.get(url).content.decode()
    here = standing(assessment)
    assert here.tasks_for(Role.OWNER)[0].title == "See how deep to look at Triage Turbo 3.2 now"
    take_outcome(assessment=assessment, seen=TriageOutcome.LIGHT, by=firm.owner.as_actor())
    assert told not in client.get(url).content.decode()


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
        assert "Answer eight first questions about Triage Turbo" in home
        assert "Answer eight first questions about Triage Turbo" in hub
    for step in ("Questions", "Test", "Flags", "Decision", "Report"):
        assert step in hub


def minutes_at_home(client, firm, role):
    client.force_login(firm.person(role))
    home = client.get(reverse("desk:home", args=[firm.organisation.id]))
    (task,) = [each for each in home.context["tasks"] if each.title.startswith("Answer")]
    assert f"About {task.minutes}\xa0minutes" in home.content.decode()
    return task.minutes


@pytest.mark.parametrize("role", [Role.OWNER, Role.COMPLIANCE_LEAD, Role.ADVISER])
def test_home_shows_the_minutes_of_the_persons_own_questions(client, assessment, firm, role):
    answer(assessment, firm.owner, **TO_INDIA)
    home = minutes_at_home(client, firm, role)
    listed = client.get(page_of(assessment, "questions")).content.decode()
    # The list of questions says it under "Still to answer", the person looking first.
    said = re.search(r"<li>You: \d+\xa0questions, (\d+)\xa0minutes</li>", listed)
    assert home == int(said[1])


def test_who_has_answered_all_of_their_own_asks_the_others(client, assessment, firm):
    answer(assessment, firm.owner, depth="light", **TO_INDIA)

    def own():
        return [each.id for each in Answered.of(assessment).open if turn_of(each) is Turn.OWNER]

    while keys := own():
        answer(assessment, firm.owner, **{key: a_plain_answer(key) for key in keys})
    task = next(t for t in standing(assessment).tasks_for(Role.OWNER) if "others" in t.title)
    assert task.title == "Ask others about Triage Turbo 3.2"
    assert task.why.startswith("Your part is done. Others have ")
    assert task.url == page_of(assessment, "asking")
    assert task.minutes is None
    titles_of_lead = titles(standing(assessment), Role.COMPLIANCE_LEAD)
    assert "Answer" in titles_of_lead


def a_plain_answer(key):
    question = LIBRARY.bank.by_id.get(key) or next(
        each for each in LIBRARY.bank.settings if each.id == key
    )
    kind = getattr(question, "type", "single")
    if kind in ("single", "multi"):
        first = question.options[-1].id if kind == "multi" else question.options[0].id
        return [first] if kind == "multi" and first not in set(NonAnswer) else first
    plain = {"text": "Sorter", "number": 1, "date": "2026-12-04", "country_list": ["GB"]}
    return plain[kind]

"""A person decides on the whole beside what the rules suggest; the queue shows what waits for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.roles import Role
from procurement.actions.flag_decisions import decide_flag
from procurement.models import AssessmentDecision, FlagChoice
from procurement.queries import decision_of, flag_states
from reports.queries import suggestion_for
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=20)
TYPED = {
    "value": "proceed_with_conditions", "reason": "It saves a day a week.",
    "what_1": "Sign the IDTA", "who_1": "Sam Okoro", "due_1": LATER.strftime("%d/%m/%Y"),
    "how_1": "The signed IDTA is in our documents",
    "what_2": "", "who_2": "", "due_2": "", "how_2": "",
}  # fmt: skip


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def url_of(assessment):
    return reverse("desk:decision", args=[assessment.organisation_id, assessment.id])


def queue_of(firm):
    return reverse("desk:queue", args=[firm.organisation.id])


def shown(client, url):
    answered = client.get(url)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def decide(client, assessment, **typed):
    url = url_of(assessment)
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(url, TYPED | {"seen": seen} | typed)


def on_flag(assessment, person, rule, what=FlagChoice.ACCEPT, **more):
    state = next(each for each in flag_states(assessment) if each.flag.rule == rule)
    return decide_flag(
        flag=state.flag, what=what, reason="Agreed in the meeting.", until=LATER, seen=state.finding,
        by=person.as_actor(), **more,
    )  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_all_members_read_and_two_roles_decide(client, firm, assessment, role):
    client.force_login(firm.owner)
    seen = client.get(url_of(assessment)).context["form"]["seen"].value()
    client.force_login(firm.person(role))
    page = shown(client, url_of(assessment))
    assert "The rules suggest: Do not proceed yet" in page
    posted = client.post(url_of(assessment), TYPED | {"seen": seen})
    decides = role in (Role.OWNER, Role.COMPLIANCE_LEAD)
    assert ("Record decision" in page) == decides
    assert posted.status_code == (302 if decides else 403)
    assert (decision_of(assessment) is not None) == decides


@pytest.mark.parametrize("role", list(Role))
def test_the_queue_is_read_by_all_members_of_the_firm_alone(client, firm, assessment, role):
    client.force_login(firm.person(role))
    assert "No legal tool for a transfer" in shown(client, queue_of(firm))
    other = found_firm("Quayside Brokers")
    client.force_login(other.owner)
    assert client.get(queue_of(firm)).status_code == 404
    assert client.get(url_of(assessment)).status_code == 404
    assert "No legal tool" not in shown(client, queue_of(other))


def test_each_ground_leads_to_its_page(client, firm, assessment):
    client.force_login(firm.lead)
    page = shown(client, url_of(assessment))
    flag = assessment.flags.get(rule="transfer_no_tool")
    ids = [assessment.organisation_id, assessment.id]
    assert reverse("procurement:flag", args=[*ids, flag.id]) in page
    assert reverse("procurement:flags", args=ids) + "#cannot-tell" in page


def test_a_decision_is_kept_with_what_was_suggested_and_shown_afterwards(client, firm, assessment):
    client.force_login(firm.lead)
    done = decide(client, assessment)
    assert done.url == reverse("desk:assessment", args=[firm.organisation.id, assessment.id])
    kept = decision_of(assessment)
    assert (kept.value, kept.suggested) == ("proceed_with_conditions", "do_not_proceed_yet")
    assert kept.conditions == [
        {
            "what": "Sign the IDTA",
            "who": "Sam Okoro",
            "due": LATER.isoformat(),
            "how": "The signed IDTA is in our documents",
        }
    ]
    page = shown(client, url_of(assessment))
    assert "Decided: Proceed with conditions" in page
    assert "The rules suggested “Do not proceed yet”" in page
    assert "Lena, Compliance lead" in page


@pytest.mark.parametrize(
    ("typed", "said", "field"),
    [
        ({"value": ""}, "Choose what you decide", "id_value_0"),
        ({"reason": ""}, "Say why", "id_reason"),
        ({"who_1": ""}, "Say who will see to it (condition 1)", "id_who_1"),
        ({"due_1": "soon"}, "Enter the day like this", "id_due_1"),
        ({"how_1": ""}, "Say how we will know that it is done (condition 1)", "id_how_1"),
        ({"what_2": "Ask again"}, "Say by when it must be done (condition 2)", "id_due_2"),
        (
            {"what_1": "", "who_1": "", "due_1": "", "how_1": ""},
            "Write at least one condition",
            "id_what_1",
        ),
        ({"value": "proceed"}, "You wrote conditions and chose “Proceed”", "id_what_1"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client, firm, assessment, typed, said, field
):
    client.force_login(firm.lead)
    answered = decide(client, assessment, **typed)
    page = " ".join(answered.content.decode().split())
    assert "<title>Error: " in page
    assert said in page
    assert f'href="#{field}"' in page
    if "reason" not in typed:
        assert "It saves a day a week." in page
    assert decision_of(assessment) is None


def test_another_condition_can_be_added_without_scripts(client, firm, assessment):
    client.force_login(firm.lead)
    more = client.post(url_of(assessment), TYPED | {"more": "1", "seen": "x"})
    page = more.content.decode()
    assert 'name="what_3"' in page
    assert "Sign the IDTA" in page
    assert "There is a problem" not in page
    assert decision_of(assessment) is None


def test_a_suggestion_that_changed_meanwhile_is_read_again_first(client, firm, assessment):
    client.force_login(firm.lead)
    seen = client.get(url_of(assessment)).context["form"]["seen"].value()
    answer(assessment, firm.owner, dpia_status="done", transfer_tools=["idta"])
    answered = client.post(url_of(assessment), TYPED | {"seen": seen})
    assert "changed while you looked" in answered.content.decode()
    assert decision_of(assessment) is None
    again = answered.context["form"]["seen"].value()
    assert client.post(url_of(assessment), TYPED | {"seen": again}).status_code == 302


def test_changes_asked_for_on_flags_are_offered_as_conditions(client, firm, assessment):
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.ASK_MITIGATION, who="Sam", due=LATER
    )
    client.force_login(firm.lead)
    assert "Agreed in the meeting." in shown(client, url_of(assessment))


def test_decisions_on_flags_weigh_in_the_suggestion(assessment, firm):
    def weights():
        return {
            ground.ref: (ground.weight, ground.decided)
            for ground in suggestion_for(assessment).grounds
            if ground.kind == "flag"
        }

    assert weights()["transfer_no_tool"] == ("do_not_proceed_yet", None)
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.ASK_MITIGATION, who="Sam", due=LATER
    )
    assert weights()["transfer_no_tool"] == ("do_not_proceed_yet", "ask_mitigation")
    on_flag(assessment, firm.lead, "transfer_no_tool")
    assert weights()["transfer_no_tool"] == ("proceed_with_conditions", "accept")
    on_flag(assessment, firm.lead, "transfer_no_tool", FlagChoice.NOT_APPLICABLE)
    assert "transfer_no_tool" not in weights()

    answer(assessment, firm.owner, inference_countries=["IN", "KE"])
    assert weights()["transfer_no_tool"] == ("do_not_proceed_yet", None)


def test_the_undecided_stand_first_and_then_the_gravest(client, firm, assessment):
    client.force_login(firm.lead)
    order = [state.flag.rule for state in client.get(queue_of(firm)).context["page"]]
    assert order[0] == "transfer_no_tool"
    on_flag(assessment, firm.lead, "transfer_no_tool")
    after = [state.flag.rule for state in client.get(queue_of(firm)).context["page"]]
    assert after[-1] == "transfer_no_tool"
    assert set(after) == set(order)


@pytest.mark.parametrize(
    ("show", "there"),
    [("undecided", False), ("decided", True), ("waiting", True), ("changed", False), ("all", True), ("nonsense", True)],
)  # fmt: skip
def test_the_queue_shows_the_flags_of_one_state(client, firm, assessment, show, there):
    on_flag(
        assessment, firm.lead, "transfer_no_tool", FlagChoice.ASK_MITIGATION, who="Sam", due=LATER
    )
    client.force_login(firm.lead)
    page = client.get(queue_of(firm), {"show": show}).context["page"]
    assert ("transfer_no_tool" in {state.flag.rule for state in page}) == there


def test_an_empty_queue_says_what_to_do_next(client, firm, assessment):
    answer(assessment, firm.owner, personal_data_types=["none_personal"])
    assert not assessment.flags.exclude(standing="cleared").exists()
    client.force_login(firm.lead)
    page = shown(client, queue_of(firm))
    assert "No open flags" in page
    assert "Last item closed" in page
    assert "No open flag is not a promise" in page
    assert AssessmentDecision.objects.of(firm.organisation).count() == 0

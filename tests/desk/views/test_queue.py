"""The queue: narrowed, kept as a view of one's own, with what fell and what waits for a signature."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.standing import standing
from organisations.actions import members
from organisations.actors import COMMAND_LINE
from organisations.models import Event, SigningRule
from organisations.roles import Role
from procurement.actions.flag_review import change_severity
from procurement.models import Flag, FlagChoice, QueueView
from procurement.queries import flag_states
from tests.desk.views.test_decision import decide, on_flag, queue_of, shown
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for, page_of

pytestmark = pytest.mark.django_db
RULE = "transfer_no_tool"


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def rules(client, firm, **narrowed):
    page = client.get(queue_of(firm), narrowed).context["page"]
    return {state.flag.rule for one in page for state in one.states}


def signed_in(client, person):
    client.force_login(person)
    return client


def test_it_is_narrowed_by_severity_tool_vendor_person_and_age(client, firm, assessment):
    other = open_for(firm, product="Second")
    answer(other, firm.owner, **TO_INDIA)
    today = timezone.localdate()
    on_flag(assessment, firm.lead, RULE, FlagChoice.ASK_MITIGATION, who="Sam", due=today)
    Flag.objects.of(firm.organisation).filter(assessment=other).update(
        # By the clock on the wall: the clocks may have been changed since.
        first_raised_at=timezone.localtime() - timedelta(days=40)
    )
    signed_in(client, firm.lead)
    page = client.get(queue_of(firm), {"severity": "critical"}).context["page"]
    assert {one.severity for one in page} == {"critical"}
    page = client.get(queue_of(firm), {"tool": str(other.id)}).context["page"]
    assert {one.flag.assessment_id for one in page} == {other.id}
    vendor = assessment.product.vendor
    assert len(rules(client, firm, vendor=str(vendor.id))) > 1
    assert rules(client, firm, who="Sam") == {RULE}
    page = client.get(queue_of(firm), {"age": "30"}).context["page"]
    assert {one.flag.assessment_id for one in page} == {other.id}
    assert {one.age for one in page} == {40}
    assert "40 days" in shown(client, queue_of(firm) + "?age=30")


@pytest.mark.parametrize(
    "typed", [{"severity": "dreadful"}, {"age": "3"}, {"show": "x"}, {"page": "9"}]
)
def test_an_address_that_says_nonsense_shows_the_list(client, firm, assessment, typed):
    signed_in(client, firm.lead)
    assert RULE in rules(client, firm, **typed)


def test_what_fell_comes_back_first_even_where_it_cleared(client, firm, assessment):
    answer(
        assessment, firm.owner,
        transfer_tools={"value": ["idta"], "grade": "vendor_says", "by": "M. Okoro"},
    )  # fmt: skip
    signed_in(client, firm.lead)
    page = shown(client, queue_of(firm))
    assert "Check this change." in page
    first = client.get(queue_of(firm)).context["page"][0]
    assert (first.flag.standing, bool(first.lowered)) == ("cleared", True)
    assert RULE in rules(client, firm, show="check")
    assert any(task.title.startswith("Check ") for task in standing(assessment).tasks)

    url = page_of(assessment, "flag", flag=first.flag.id)
    flag_page = shown(client, url)
    assert "M. Okoro answered otherwise" in flag_page
    seen = client.get(url).context["falls"]
    assert [fall.title for fall in seen] == [each.finding.title for each in first.states]
    check = page_of(assessment, "flag_check", flag=first.flag.id)
    stale = client.post(check, {"seen": "another"}, follow=True).content.decode()
    assert "changed again while you looked" in stale
    done = client.post(check, {"seen": [fall.seen for fall in seen]}, follow=True)
    assert "Recorded that you looked" in done.content.decode()
    assert first.flag.rule not in rules(client, firm, show="check")


def test_what_waits_for_a_second_signature_has_its_own_list(client, firm, assessment):
    firm.organisation.signing = SigningRule.TWO_PEOPLE
    firm.organisation.save()
    on_flag(assessment, firm.lead, RULE)
    signed_in(client, firm.owner)
    assert rules(client, firm, show="second") == {RULE}
    assert "Waits for a second signature" in shown(client, queue_of(firm))


@pytest.mark.parametrize(("days", "show", "there"), [(0, "overdue", False), (5, "overdue", True)])
def test_a_change_past_its_day_is_overdue(client, firm, assessment, monkeypatch, days, show, there):
    today = timezone.localdate()
    on_flag(assessment, firm.lead, RULE, FlagChoice.ASK_MITIGATION, who="Sam", due=today)
    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=days))
    signed_in(client, firm.lead)
    assert (RULE in rules(client, firm, show=show)) == there


def test_both_severities_stand_in_the_list_and_on_the_page(client, firm, assessment):
    state = next(each for each in flag_states(assessment) if each.flag.rule == RULE)
    change_severity(
        flags=[state.flag], held="low", seen="critical", reason="No tenant is named.",
        by=firm.adviser.as_actor(),
    )  # fmt: skip
    signed_in(client, firm.lead)
    for url in (
        queue_of(firm),
        page_of(assessment, "flags"),
        page_of(assessment, "flag", flag=state.flag.id),
    ):
        assert "By our rules it is “Stop until settled”. Changed by Anwen" in shown(client, url)
    assert "No tenant is named." in shown(client, page_of(assessment, "flag", flag=state.flag.id))


def keep(client, firm, **typed):
    url = reverse("desk:queue_views", args=[firm.organisation.id])
    return client.post(url, {"severity": "critical", "name": "Grave"} | typed, follow=True)


def test_a_view_is_kept_under_a_name_for_one_person_alone(client, firm, assessment):
    signed_in(client, firm.lead)
    assert "Kept this view as “Grave”" in keep(client, firm).content.decode()
    view = QueueView.objects.of(firm.organisation).get()
    assert (view.person, view.filters) == (firm.lead, {"severity": "critical"})
    keep(client, firm, show="undecided")
    view.refresh_from_db()
    assert view.filters == {"show": "undecided", "severity": "critical"}, "the same name, anew"
    assert Event.objects.filter(verb="queue.view_kept").count() == 2
    assert 'severity=critical">Grave</a>' in shown(client, queue_of(firm))

    signed_in(client, firm.owner)
    assert "Grave" not in shown(client, queue_of(firm))
    gone = {"do": "forget", "view": view.id}
    assert "gone already" in keep(client, firm, **gone).content.decode()
    signed_in(client, firm.lead)
    assert "Forgot the view" in keep(client, firm, **gone).content.decode()
    assert not QueueView.objects.of(firm.organisation).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Give the view a name"),
        ({"severity": ""}, "Choose a filter first"),
        ({"do": "forget", "view": "x"}, "gone already"),
    ],
)
def test_a_view_that_says_nothing_is_not_kept(client, firm, assessment, typed, said):
    signed_in(client, firm.lead)
    assert said in keep(client, firm, **typed).content.decode()
    assert not QueueView.objects.of(firm.organisation).exists()


def test_an_adviser_of_two_firms_goes_from_one_queue_to_the_other(client, firm, assessment):
    other = found_firm("Quayside Brokers")
    members.add(
        organisation=other.organisation, user=firm.adviser, role=Role.ADVISER, by=COMMAND_LINE
    )
    signed_in(client, firm.adviser)
    assert queue_of(other) in shown(client, queue_of(firm))
    signed_in(client, firm.lead)
    assert queue_of(other) not in shown(client, queue_of(firm))


@pytest.mark.parametrize(
    ("rule", "waits_for"),
    [(SigningRule.TWO_PEOPLE, {Role.OWNER, Role.COMPLIANCE_LEAD}), (SigningRule.ONE_AND_ADVISER, {Role.ADVISER})],
)  # fmt: skip
def test_home_says_whose_signature_is_missing(client, firm, assessment, rule, waits_for):
    firm.organisation.signing = rule
    firm.organisation.save()
    decide(signed_in(client, firm.owner), assessment)
    assessment.refresh_from_db()
    here = standing(assessment)
    asked = {
        role
        for role in Role
        if any(task.title.startswith("Confirm the decision") for task in here.tasks_for(role))
    }
    assert asked == waits_for
    assert "Waits for a second signature." in next(
        step.said for step in here.steps if step.title == "Decision"
    )

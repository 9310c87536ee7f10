"""A critical flag is accepted, and the whole decided, as the firm says that it signs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from organisations.models import Event, SigningRule
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.confirming import confirm_acceptance, confirm_decision
from procurement.actions.flag_decisions import decide_flag
from procurement.actions.flag_review import change_severity
from procurement.models import Countersignature, FlagChoice, Verdict
from procurement.queries import decision_of, flag_states, second_on
from reports.queries import suggestion_for
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for, page_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CRITICAL, HIGH = "transfer_no_tool", "dpia_missing"


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def signs(firm, rule):
    firm.organisation.signing = rule
    firm.organisation.save()


def state(assessment, rule=CRITICAL):
    return next(each for each in flag_states(assessment) if each.flag.rule == rule)


def accept(assessment, person, rule=CRITICAL):
    now = state(assessment, rule)
    return decide_flag(
        flag=now.flag, what=FlagChoice.ACCEPT, reason="We can bear it.", seen=now.finding,
        until=TODAY + timedelta(days=90), by=person.as_actor(),
    )  # fmt: skip


def weight(assessment):
    return next(each for each in suggestion_for(assessment).grounds if each.ref == CRITICAL)


def test_until_a_firm_says_how_it_signs_one_signature_counts(assessment, firm):
    accept(assessment, firm.owner)
    assert state(assessment).counting is not None
    with pytest.raises(Refused, match="No acceptance waits"):
        confirm_acceptance(flags=[state(assessment).flag], by=firm.lead.as_actor())


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [("two_people", "owner", "lead"), ("one_and_adviser", "lead", "adviser")],
)
def test_a_critical_flag_stays_open_until_the_second_person_signs(
    assessment, firm, rule, wrong, right
):
    signs(firm, rule)
    accept(assessment, firm.owner)
    assert (state(assessment).waits_for_second, state(assessment).counting) == (True, None)
    assert weight(assessment).weight == "do_not_proceed_yet"
    flags = [state(assessment).flag]
    with pytest.raises(Refused):
        confirm_acceptance(flags=flags, by=getattr(firm, wrong).as_actor())
    (made,) = confirm_acceptance(flags=flags, by=getattr(firm, right).as_actor())
    assert (made.by, made.rule) == (getattr(firm, right), rule)
    assert state(assessment).counting is not None
    assert weight(assessment).weight == "proceed_with_conditions"
    assert Event.objects.filter(verb="flag.acceptance_confirmed").count() == 1


def test_holding_it_less_grave_does_not_take_the_second_signature_away(assessment, firm):
    signs(firm, SigningRule.TWO_PEOPLE)
    accept(assessment, firm.owner)
    change_severity(
        flags=[state(assessment).flag], held="medium", seen="critical", reason="A trial only.",
        by=firm.lead.as_actor(),
    )  # fmt: skip
    assert (state(assessment).waits_for_second, state(assessment).counting) == (True, None)


def test_one_person_alone_sleeps_on_it(assessment, firm, monkeypatch):
    signs(firm, SigningRule.ONE_PERSON)
    accept(assessment, firm.owner)
    flags = [state(assessment).flag]
    with pytest.raises(Refused, match="A night"):
        confirm_acceptance(flags=flags, by=firm.owner.as_actor())
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    confirm_acceptance(flags=flags, by=firm.owner.as_actor())
    assert state(assessment).counting is not None


def test_a_flag_that_is_not_critical_needs_one_signature(assessment, firm):
    signs(firm, SigningRule.TWO_PEOPLE)
    rule = next(
        each.flag.rule for each in flag_states(assessment) if each.finding.severity == "high"
    )
    accept(assessment, firm.owner, rule)
    assert state(assessment, rule).counting is not None


def decide(assessment, person):
    return decide_assessment(
        assessment=assessment, value=Verdict.DO_NOT_PROCEED_YET, reason="Nothing is signed.",
        conditions=[], suggested=Verdict.DO_NOT_PROCEED_YET, grounds=[], by=person.as_actor(),
    )  # fmt: skip


def test_the_whole_is_confirmed_once_by_another_and_as_it_was_shown(assessment, firm):
    signs(firm, SigningRule.TWO_PEOPLE)
    first = decide(assessment, firm.owner)
    with pytest.raises(Refused, match="two people"):
        confirm_decision(assessment=assessment, decision=first, by=firm.owner.as_actor())
    newer = decide(assessment, firm.owner)
    with pytest.raises(Refused, match="decided anew"):
        confirm_decision(assessment=assessment, decision=first, by=firm.lead.as_actor())
    made = confirm_decision(assessment=assessment, decision=newer, by=firm.lead.as_actor())
    assert second_on(decision_of(assessment)) == made
    with pytest.raises(Refused, match="confirmed already"):
        confirm_decision(assessment=assessment, decision=newer, by=firm.lead.as_actor())
    assert Countersignature.objects.of(firm.organisation).count() == 1


def test_the_page_says_what_it_waits_for_and_offers_it_to_who_may(client, assessment, firm):
    signs(firm, SigningRule.ONE_AND_ADVISER)
    accept(assessment, firm.owner)
    flag = state(assessment).flag
    url = page_of(assessment, "flag", flag=flag.id)
    client.force_login(firm.lead)
    page = client.get(url).content.decode()
    assert "Waits for a second signature" in page
    assert "adviser has to confirm it" in page
    assert "Confirm that it is accepted" not in page
    client.force_login(firm.adviser)
    assert "Confirm that it is accepted" in client.get(url).content.decode()
    assert client.post(page_of(assessment, "flag_confirm", flag=flag.id)).status_code == 302
    page = client.get(url).content.decode()
    assert "Waits for a second signature" not in page
    assert "Confirmed by Anwen, Adviser" in page
    queue = client.get(reverse("desk:queue", args=[firm.organisation.id])).content.decode()
    assert "Accepted by Olive" in queue

"""The decision on the whole: who chose the trade-off, and who signs it beside whoever decided."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.models import SigningRule
from procurement.queries import decision_of, second_on
from tests.desk.views.test_decision import decide, shown, url_of
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
# £2 for a thousand against £30, 10 000 a month: (30 - 2) × 10 × 12 = £3,360 a year.
SAVES = {"price_per_1000": 2, "teacher_price_per_1000": 30, "monthly_volume": 10_000}
CHOSE = {
    "chosen_by": "Olive", "chosen_on": TODAY.strftime("%d/%m/%Y"),
    "chosen_why": "A person reads every message anyway.",
}  # fmt: skip


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    return made


def said(answered):
    return " ".join(answered.content.decode().split())


def test_nobody_is_asked_for_a_trade_off_where_nothing_is_saved(client, firm, assessment):
    client.force_login(firm.lead)
    assert "Who chose this trade-off" not in shown(client, url_of(assessment))
    assert decide(client, assessment).status_code == 302
    assert decision_of(assessment).trade_off is None


def test_who_chose_to_pay_less_is_asked_kept_and_shown(client, firm, assessment):
    answer(assessment, firm.owner, **SAVES)
    client.force_login(firm.lead)
    page = shown(client, url_of(assessment))
    assert "Who chose this trade-off" in page
    assert "£3,360" in page

    missing = said(decide(client, assessment, chosen_on=""))
    for sentence in ("Say who chose to pay less", "Say on which day", "Say why it is worth it"):
        assert sentence in missing
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d/%m/%Y")
    assert "must not be to come" in said(
        decide(client, assessment, **CHOSE | {"chosen_on": tomorrow})
    )
    assert decision_of(assessment) is None

    assert decide(client, assessment, **CHOSE).status_code == 302
    assert decision_of(assessment).trade_off == {
        "who": "Olive", "on": TODAY.isoformat(), "why": "A person reads every message anyway.",
    }  # fmt: skip
    page = shown(client, url_of(assessment))
    assert "Trade-off: Olive chose to pay less" in page
    assert "How we will know: The signed IDTA is in our documents" in page


def test_who_does_not_buy_has_chosen_no_trade_off(client, firm, assessment):
    answer(assessment, firm.owner, **SAVES)
    client.force_login(firm.lead)
    gone = dict.fromkeys(("what_1", "who_1", "due_1", "how_1"), "")
    assert (
        decide(
            client, assessment, value="do_not_proceed", **gone, chosen_on=CHOSE["chosen_on"]
        ).status_code
        == 302
    )


def test_a_decision_waits_for_its_second_signature_and_is_signed_then(client, firm, assessment):
    firm.organisation.signing = SigningRule.TWO_PEOPLE
    firm.organisation.save()
    client.force_login(firm.lead)
    decide(client, assessment)
    page = shown(client, url_of(assessment))
    assert "Waits for a second signature" in page
    assert "Confirm this decision" not in page, "who decided does not confirm"

    client.force_login(firm.owner)
    assert "Confirm this decision" in shown(client, url_of(assessment))
    confirm = reverse("desk:decision_confirm", args=[firm.organisation.id, assessment.id])
    other = client.post(confirm, {"decision": "another"}, follow=True)
    assert "decided anew while you looked" in said(other)
    assert second_on(decision_of(assessment)) is None
    done = client.post(confirm, {"decision": decision_of(assessment).id}, follow=True)
    assert "It is signed" in said(done)
    assert "Confirmed by Olive, Owner" in said(done)


def test_what_changed_since_is_not_signed(client, firm, assessment):
    firm.organisation.signing = SigningRule.TWO_PEOPLE
    firm.organisation.save()
    client.force_login(firm.lead)
    decide(client, assessment)
    answer(assessment, firm.owner, transfer_tools=["idta"])
    client.force_login(firm.owner)
    page = shown(client, url_of(assessment))
    assert "the grounds changed since: decide anew first" in page
    assert "Confirm this decision" not in page
    confirm = reverse("desk:decision_confirm", args=[firm.organisation.id, assessment.id])
    client.post(confirm, {"decision": decision_of(assessment).id})
    assert second_on(decision_of(assessment)) is None


def test_a_firm_that_never_said_how_it_signs_is_told_so(client, firm, assessment):
    client.force_login(firm.owner)
    decide(client, assessment)
    page = shown(client, url_of(assessment))
    assert "One signature: the firm has not said how it signs." in page
    assert reverse("organisations:signing", args=[firm.organisation.id]) in page

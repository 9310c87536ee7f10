"""A question's own page tells not being asked, having time left and not answering apart."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from portal.actions.asking import Recipient
from portal.lifecycle import State
from portal.models import VendorRequest
from tests.organisations.cast import found_firm
from tests.portal.asked import PATEL, ask
from tests.procurement.opened import answer, open_for, page_of

pytestmark = pytest.mark.django_db


def test_the_answers_say_whether_the_vendor_was_asked_and_by_when():
    firm = found_firm("Harbour Lettings")
    assessment = open_for(firm)
    answer(assessment, firm.owner, route="inside_software", personal_data_types=["contact"])
    owner = Client()
    owner.force_login(firm.owner)
    rows = VendorRequest.objects.of(firm.organisation)

    def said():
        page = owner.get(page_of(assessment, "section", section="hosting"))
        return unescape(page.content.decode())

    assert "The vendor was not asked" in said()
    ask(assessment, firm, keys=("inference_countries",))
    assert said().count("The vendor has until ") == 1
    rows.update(due_on=timezone.localdate() - timedelta(days=1))
    assert said().count("The vendor did not answer by ") == 1
    rows.update(state=State.REVOKED)
    assert "The vendor did not answer" not in said()


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


def asked_next(assessment, firm):
    """Return the vendor's questions that are to be asked next, and the page's text."""
    owner = Client()
    owner.force_login(firm.owner)
    page = owner.get(page_of(assessment, "asking"), {"of": "vendor"})
    keys = [question.id for question in page.context["found"].questions]
    return keys, " ".join(unescape(page.content.decode()).replace("\xa0", " ").split())


def test_what_the_vendor_has_already_is_not_asked_next_again(firm):
    assessment = open_for(firm)
    first, text = asked_next(assessment, firm)
    assert len(first) == 6
    assert "with the vendor already" not in text
    asked = ask(assessment, firm, keys=first)
    then, text = asked_next(assessment, firm)
    assert then
    assert set(then).isdisjoint(first)
    assert "6 questions are with the vendor already, so we leave them out." in text
    assert f"/assessments/{assessment.id}/vendor/" in text
    rows = VendorRequest.objects.of(firm.organisation)
    # Whoever never got it, let the time pass or had it taken back does not have it.
    for state in (State.BOUNCED, State.EXPIRED, State.REVOKED, State.RECEIVED):
        rows.update(state=state)
        assert asked_next(assessment, firm)[0] == first, state
    # Of what is sent back, only what was named is with them.
    rows.update(state=State.SENT_BACK)
    item = asked.request.items.get(key=first[0])
    item.sent_back_at = timezone.now()
    item.save()
    again, text = asked_next(assessment, firm)
    assert first[0] not in again
    assert set(again) & set(first[1:])
    assert "1 question is with the vendor already, so we leave it out." in text


def test_an_older_request_that_is_open_still_counts_beside_a_newer_one_that_is_over(firm):
    assessment = open_for(firm)
    first, _ = asked_next(assessment, firm)
    ask(assessment, firm, keys=first, days=7)
    later = ask(assessment, firm, keys=first, to=PATEL, days=30)
    VendorRequest.objects.of(firm.organisation).filter(id=later.request.id).update(
        state=State.EXPIRED
    )
    assert set(asked_next(assessment, firm)[0]).isdisjoint(first)


def test_when_the_vendor_has_all_that_matters_the_page_says_so(firm):
    assessment = open_for(firm)
    for number in range(20):
        keys, _ = asked_next(assessment, firm)
        if not keys:
            break
        somebody = Recipient("M. Okoro", f"desk{number}@larkfield.example")
        ask(assessment, firm, keys=keys, to=somebody)
    text = asked_next(assessment, firm)[1]
    assert "Nothing to ask just now" in text
    assert "questions are with the vendor already, so we leave them out." in text

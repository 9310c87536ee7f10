"""A question's own page tells not being asked, having time left and not answering apart."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle import State
from portal.models import VendorRequest
from tests.organisations.cast import found_firm
from tests.portal.asked import ask
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

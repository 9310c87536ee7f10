"""The vendor is asked about one flag, replies in words, and the reply stands beside the flag."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.models import Event
from portal.models import AskedFlag, RequestItem, VendorRequest
from procurement.models import FlagReply
from procurement.shown_flags import shown_flags
from tests.organisations.cast import found_firm
from tests.portal.asked import OKORO, ask, say, send, started, theirs
from tests.procurement.opened import answer, open_for, page_of

pytestmark = pytest.mark.django_db
SENTENCE = "Is it really India, and which agreement covers it?"
ABROAD = {
    "personal_data_types": ["contact"],
    "inference_countries": {"value": ["IN"], "grade": "vendor_says", "by": "Larkfield"},
    "transfer_tools": {"value": ["none_in_place"], "grade": "vendor_says", "by": "Larkfield"},
}


@pytest.fixture
def flag(assessment, firm):
    answer(assessment, firm.owner, **ABROAD)
    return assessment.flags.get(rule="transfer_no_tool")


class Requested:
    """A request and its link as the buyer's page showed it."""

    def __init__(self, link):
        self.link, self.request = link, VendorRequest.objects.everywhere().latest("created_at")


def page_to_ask(assessment, flag):
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    return reverse("portal:ask_flag", kwargs=ids | {"flag": flag.id})


def ask_about(client, assessment, flag, sentence=SENTENCE):
    due = timezone.localdate() + timedelta(days=10)
    posted = {
        "sentence": sentence, "name": OKORO.name, "email": OKORO.email,
        "due_on": f"{due.day} {due:%B %Y}",
    }  # fmt: skip
    page = client.post(page_to_ask(assessment, flag), posted).content.decode()
    return Requested(unescape(re.search(r"https?://\S+/vendor/link/[^\s\"<]+", page).group()))


def shown(client, url):
    answered = client.get(url)
    assert answered.status_code == 200
    return " ".join(unescape(answered.content.decode()).split())


@pytest.fixture
def owner(firm):
    client = Client()
    client.force_login(firm.owner)
    return client


def test_from_the_flag_to_the_reply_beside_it(owner, assessment, flag):
    here = page_of(assessment, "flag", flag=flag.id)
    assert "Ask the vendor about this flag" in shown(owner, here)
    form = shown(owner, page_to_ask(assessment, flag))
    assert "In which countries is your data processed when the model answers?" in form

    asked = ask_about(owner, assessment, flag)
    assert f"“{SENTENCE}” No reply yet." in re.sub(r"</?b>", "", shown(owner, here))

    vendor = started(asked)
    tasks = shown(vendor, theirs(asked, "tasks"))
    assert SENTENCE in tasks
    point = AskedFlag.objects.of(assessment.organisation_id).get()
    page = shown(vendor, theirs(asked, "point", point.id))
    assert SENTENCE in page
    assert flag.title not in page + tasks
    assert theirs(asked, "question", "inference_countries") in page

    url = theirs(asked, "point", point.id)
    assert "Enter your reply" in vendor.post(url, {"words": " "}).content.decode()
    assert vendor.post(url, {"words": "We signed the IDTA on 3 November."}).status_code == 302
    assert "We signed the IDTA" in shown(vendor, url)
    assert "Replied" in shown(vendor, theirs(asked, "tasks"))

    (reply,) = FlagReply.objects.of(assessment.organisation_id)
    assert (reply.flag_id, reply.by_id) == (flag.id, None)
    assert reply.said_by == "M. Okoro, Larkfield Systems"
    beside = shown(owner, here)
    assert "We signed the IDTA on 3 November." in beside
    assert "M. Okoro, Larkfield Systems, by the vendor’s link" in beside
    assert "No reply yet" not in beside
    queue = reverse("desk:queue", args=[assessment.organisation_id])
    for listed in (queue, page_of(assessment, "flags")):
        assert "The vendor replied" in shown(owner, listed)
    assert Event.objects.filter(verb="flag.vendor_asked").count() == 1
    assert Event.objects.filter(verb="flag.reply_noted").count() == 1
    # A word decides nothing; an answer that is changed and sent does.
    assert assessment.flags.get(id=flag.id).standing == "raised"


def test_an_answer_that_is_changed_there_moves_the_flag(owner, assessment, flag):
    asked = ask_about(owner, assessment, flag)
    vendor = started(asked)
    say(vendor, asked, "inference_countries", "GB")
    say(vendor, asked, "transfer_tools", "idta")
    send(vendor, asked)
    assert assessment.flags.get(id=flag.id).standing == "cleared"


def test_who_has_questions_already_gets_these_with_them(owner, assessment, firm, flag):
    first = ask(assessment, firm, keys=("training_method",))
    asked = ask_about(owner, assessment, flag)
    assert asked.request.id == first.request.id
    items = RequestItem.objects.of(assessment.organisation_id).filter(request=first.request)
    assert {"training_method", "inference_countries"} <= set(items.values_list("key", flat=True))
    assert SENTENCE in shown(started(asked), theirs(asked, "tasks"))


def test_a_flag_that_rests_on_ones_own_answers_is_no_matter_for_the_vendor(owner, assessment, firm):
    answer(
        assessment, firm.owner, personal_data_types=["contact"],
        screening_features=["monitoring", "vulnerable"], dpia_status="not_started",
    )  # fmt: skip
    (whole,) = (each for each in shown_flags(assessment) if each.of_one_matter)
    page = shown(owner, page_to_ask(assessment, whole.flag))
    assert "no question behind it that the vendor could answer" in page
    assert "Ask them" not in page


def test_a_point_of_another_request_is_not_there(owner, assessment, flag):
    asked = ask_about(owner, assessment, flag)
    other = found_firm("Quayside Brokers")
    elsewhere = open_for(other)
    answer(elsewhere, other.owner, **ABROAD)
    client = Client()
    client.force_login(other.owner)
    theirs_too = ask_about(client, elsewhere, elsewhere.flags.get(rule="transfer_no_tool"))
    point = AskedFlag.objects.of(assessment.organisation_id).get()
    vendor = started(theirs_too)
    for method in (vendor.get, vendor.post):
        assert method(theirs(theirs_too, "point", point.id)).status_code == 404
    assert not FlagReply.objects.everywhere().exists()
    assert asked.request.id != theirs_too.request.id
    assert client.get(page_to_ask(assessment, flag)).status_code == 404


def test_a_reader_may_not_ask(assessment, firm, flag):
    client = Client()
    client.force_login(firm.reader)
    assert client.get(page_to_ask(assessment, flag)).status_code == 403
    assert "Ask the vendor about this flag" not in shown(
        client, page_of(assessment, "flag", flag=flag.id)
    )

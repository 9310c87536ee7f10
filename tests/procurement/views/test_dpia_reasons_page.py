"""The reasons for one DPIA are one flag on every page, and each can be decided alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from procurement.models import FlagDecision
from procurement.shown_flags import shown_flags
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.test_silences import DPIA_TITLE, STAFF_TRACKED

pytestmark = pytest.mark.django_db
LATER = (timezone.localdate() + timedelta(days=30)).isoformat()
TITLE = f"{DPIA_TITLE} (4 reasons)"


@pytest.fixture
def firm(client):
    made = found_firm("Harbour Lettings")
    client.force_login(made.lead)
    return made


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **STAFF_TRACKED)
    return made


@pytest.fixture
def whole(assessment):
    (one,) = (each for each in shown_flags(assessment) if each.of_one_matter)
    return one


def shown(client, url):
    answered = client.get(url)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def decide(client, url, reason):
    seen = client.get(url).context["form"]["seen"].value()
    done = client.post(url, {"what": "accept", "reason": reason, "seen": seen, "until": LATER})
    assert done.status_code == 302


def test_the_list_and_the_queue_show_one_finding_with_its_reasons(client, firm, assessment, whole):
    queue = reverse("desk:queue", kwargs={"organisation": firm.organisation.id})
    for page in (shown(client, page_of(assessment, "flags")), shown(client, queue)):
        assert page.count(TITLE) == 1
    folded = shown(client, page_of(assessment, "flags")).split("4 reasons</summary>")[1]
    for state in whole.states:
        assert escape(state.finding.title) in folded.split("</details>")[0]


def test_its_page_says_what_each_reason_rests_on(client, assessment, whole):
    page = shown(client, page_of(assessment, "flag", flag=whole.states[-1].flag.id))
    assert f"<h1>{TITLE}</h1>" in page
    assert "One answer" not in page
    for state in whole.states:
        assert f"Our rule {state.flag.rule}, version" in page
    assert page_of(assessment, "question", key="screening_features") in page


def test_one_form_decides_on_all_reasons(client, firm, assessment, whole):
    decide(client, page_of(assessment, "flag", flag=whole.flag.id), "We can bear it.")
    assert FlagDecision.objects.of(firm.organisation).count() == 4


def test_one_reason_can_be_decided_alone(client, firm, assessment, whole):
    likely = next(each.flag for each in whole.states if each.flag.rule == "dpia_two_criteria")
    alone = f"{page_of(assessment, 'flag', flag=likely.id)}?alone=yes"
    page = shown(client, alone)
    assert f"<h1>{escape(likely.title)}</h1>" in page
    assert TITLE in page  # the way back to the whole

    decide(client, alone, "The ICO's list asks for it anyway.")
    (made,) = FlagDecision.objects.of(firm.organisation)
    assert made.flag_id == likely.id
    (now,) = (each for each in shown_flags(assessment) if each.of_one_matter)
    assert now.counting is None  # three reasons wait


def test_what_one_silence_raised_is_never_shown_alone(client, firm):
    made = open_for(firm, product="Other")
    answer(made, firm.owner, training_method={"value": "vendor_refused"})
    (one,) = (each for each in shown_flags(made) if each.several)
    url = page_of(made, "flag", flag=one.states[-1].flag.id)
    assert len(client.get(f"{url}?alone=yes").context["points"]) == len(one.states)

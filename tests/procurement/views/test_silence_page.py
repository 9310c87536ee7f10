"""One silence is one flag on every page: the list, its own page, the queue, the hub, the decision."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from desk.standing import standing
from procurement.models import FlagDecision
from procurement.shown_flags import shown_flags
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.silent import REFUSED, TITLE

pytestmark = pytest.mark.django_db
LATER = (timezone.localdate() + timedelta(days=30)).isoformat()


@pytest.fixture
def firm(client):
    made = found_firm("Harbour Lettings")
    client.force_login(made.lead)
    return made


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **REFUSED, notice_days=5)
    return made


@pytest.fixture
def whole(assessment):
    (one,) = (each for each in shown_flags(assessment) if each.several)
    return one


def shown(client, url):
    answered = client.get(url)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def test_every_page_counts_it_as_one(client, firm, assessment, whole):
    raised = [one for one in shown_flags(assessment) if one.flag.standing == "raised"]
    here = {"organisation": firm.organisation.id}
    both = here | {"assessment": assessment.id}

    flags = shown(client, page_of(assessment, "flags"))
    assert f"{len(raised)} flags so far" in flags
    assert sum(map(int, re.findall(r'w-count">(\d+) flags?<', flags))) == len(raised)
    queue = shown(client, reverse("desk:queue", kwargs=here))
    assert f"{len(raised)} open flags" in queue
    assert f"{len(raised)} flags wait for a decision" in queue
    assert f"Open flags: {len(raised)}" in shown(client, reverse("desk:decision", kwargs=both))
    assert f"{len(raised)} flags raised" in standing(assessment).steps[2].said
    for page in (flags, queue, shown(client, reverse("desk:decision", kwargs=both))):
        assert whole.title in page


def test_the_list_folds_the_points_under_it(client, assessment, whole):
    page = shown(client, page_of(assessment, "flags"))
    folded = page.split(f"{len(whole.states)} points from one answer")[1].split("</details>")[0]
    for state in whole.states:
        assert escape(state.finding.title) in folded


def test_every_point_leads_to_the_page_of_the_whole(client, assessment, whole):
    for state in whole.states:
        page = shown(client, page_of(assessment, "flag", flag=state.flag.id))
        assert f"<h1>{TITLE} ({len(whole.states)} points)</h1>" in page
        for each in whole.states:
            assert f"Our rule {each.flag.rule}, version" in page
        assert page_of(assessment, "question", key="training_method") in page


def test_one_form_decides_on_all_of_it(client, firm, assessment, whole):
    url = page_of(assessment, "flag", flag=whole.states[-1].flag.id)
    seen = client.get(url).context["form"]["seen"].value()
    done = client.post(
        url, {"what": "accept", "reason": "We can bear it.", "seen": seen, "until": LATER}
    )
    assert done.status_code == 302
    assert FlagDecision.objects.of(firm.organisation).count() == len(whole.states)
    page = shown(client, url)
    assert page.count("We can bear it.") == 2  # in what happened, and in the form to decide anew
    assert "Accepted by Lena" in shown(client, page_of(assessment, "flags"))


def test_a_changed_silence_says_so_once(client, firm, assessment, whole):
    url = page_of(assessment, "flag", flag=whole.flag.id)
    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, {"what": "accept", "reason": "We can bear it.", "seen": seen, "until": LATER})
    answer(assessment, firm.owner, training_method="vendor_unknown")
    page = shown(client, url)
    assert "Changed since this was decided" in page
    assert "How was this model made? The vendor does not know" in page
    assert "The vendor would not say (vendor says). It is now The vendor does not know" in page

"""What the vendor sees of a test: its own numbers, and no text, no label, nothing of the others."""

import json
import re

import pytest

from evaluations.models import Run
from jobs import execution
from tests.conftest import needs_pango
from tests.journeys.material import Material
from tests.portal.asked import started, theirs

pytestmark = [pytest.mark.usefixtures("committed"), needs_pango]


@pytest.fixture
def tested(committed):
    made = Material("Harbour")
    for job in (made.sample_file.job, made.run.job):
        assert job
        execution.perform(job)
    return made


def of_the_test(made):
    return Run.objects.of(made.firm.organisation).get(id=made.run.id)


def test_numbers_alone_and_only_while_the_buyer_shares_them(tested, client):
    run = of_the_test(tested)
    vendor = started(tested.asked)
    page = vendor.get(theirs(tested.asked, "result", run.id)).content.decode()
    accuracy = run.result["student"]["metrics"]["accuracy"]
    assert f"{100 * accuracy['value']:.1f}" in page
    assert f"{100 * accuracy['low']:.1f} to {100 * accuracy['high']:.1f}" in page
    words = re.sub(r"<[^>]*>", " ", page)
    for label in run.result["samples"]["labels"]:
        assert not re.search(rf"\b{re.escape(label)}\b", words), label
    for hidden in (run.result["samples"]["name"], run.result["samples"]["sha256"], "sheet.csv"):
        assert hidden not in page

    client.force_login(tested.firm.owner)
    request = tested.asked.request
    here = f"/o/{request.organisation_id}/assessments/{request.assessment_id}/vendor/{request.id}/"
    client.post(here, {"do": "unshare"})
    assert vendor.get(theirs(tested.asked, "result", run.id)).status_code == 404
    assert "test of your model" not in vendor.get(theirs(tested.asked, "tasks")).content.decode()


def test_the_reply_stands_beside_the_request_for_the_buyer(tested, client):
    run = of_the_test(tested)
    vendor = started(tested.asked)
    empty = vendor.post(theirs(tested.asked, "result", run.id), {"words": " "})
    assert "Enter your reply" in empty.content.decode()
    vendor.post(theirs(tested.asked, "result", run.id), {"words": "Version 3.3 mends this."})
    request = tested.asked.request
    here = f"/o/{request.organisation_id}/assessments/{request.assessment_id}/vendor/{request.id}/"
    client.force_login(tested.firm.reader)
    page = client.get(here).content.decode()
    assert "Version 3.3 mends this." in page
    assert "M. Okoro" in page


def test_a_run_of_somebody_else_is_not_there(tested):
    other = Material("Quayside")
    for job in (other.sample_file.job, other.run.job):
        assert job
        execution.perform(job)
    vendor = started(tested.asked)
    assert vendor.get(theirs(tested.asked, "result", other.run.id)).status_code == 404
    assert json.dumps(of_the_test(other).result["samples"]["labels"])

"""What was uploaded can be deleted: its bytes are gone, and what tests found stays."""

from pathlib import Path

import pytest
from django.conf import settings

from evaluations.models import Artefact, SampleSet
from organisations.models import Event
from tests.evaluations.assessments import done
from tests.evaluations.views.journey import PAIRS, examples_ready, page
from tests.visitors import text_of
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


def bytes_kept(place):
    folder = Path(settings.VAULT_DIR) / place.firm.organisation.id.hex
    return {path for path in folder.rglob("*") if path.is_file()}


def test_the_page_says_where_files_are_and_leads_to_each(place, browser, run):
    said = text_of(browser.get(place.url("kept_files")))
    for words in ("Where they are kept", "Who can read them", "When they are deleted"):
        assert words in said
    for name in ("enquiries.csv", "cheap.csv", "full.csv"):
        assert f"Delete {name}" in said


def test_examples_are_gone_with_all_that_was_written_from_them_and_the_result_stays(
    place, browser, run
):
    done(run.sample_set.job)
    done(run.job)
    run.refresh_from_db()
    assert run.examples is not None
    before = text_of(page(place, browser, run))
    assert PAIRS[2][1] in before
    url = place.url("delete_sample_set", run.sample_set_id)
    assert "The numbers stay" in text_of(browser.get(url))

    assert browser.post(url).status_code == 302

    run.refresh_from_db()
    assert run.examples is None
    assert run.result["comparison"]["counts"]["teacher_only_right"] == 7
    after = page(place, browser, run)
    assert after.status_code == 200
    assert PAIRS[2][1] not in text_of(after)
    made = SampleSet.objects.of(place.firm.organisation).get()
    assert (made.file, made.source.file, made.source.preview, made.seen) == (None,) * 4
    assert made.sha256
    left = set(StoredFile.objects.values_list("name", flat=True))
    assert left == {"cheap.csv", "full.csv", f"row keys of {made.name}"}
    assert len(bytes_kept(place)) == 3
    assert Event.objects.get(verb="examples.deleted").subject == str(made.id)
    assert f"Delete {made.name}" not in text_of(browser.get(place.url("kept_files")))
    for gone in ("example_set", "compare", "hand_out"):
        assert browser.get(place.url(gone, made.id)).status_code == 404
    assert browser.post(url).status_code == 404


def test_a_version_is_gone_and_its_row_says_what_it_was(place, browser, run):
    done(run.job)
    sha256 = run.student.file.sha256
    assert browser.post(place.url("delete_version", run.student_id)).status_code == 302
    gone = Artefact.objects.of(place.firm.organisation).get(id=run.student_id)
    assert (gone.file, gone.sha256) == (None, sha256)
    assert not StoredFile.objects.filter(sha256=sha256).exists()
    assert Event.objects.get(verb="artefact.deleted").subject == str(gone.id)
    assert "cheap.csv" in text_of(page(place, browser, run))


@pytest.mark.parametrize("what", ["delete_sample_set", "delete_version"])
def test_what_a_test_is_using_stays_until_it_is_over(place, browser, run, what):
    key = run.sample_set_id if what == "delete_sample_set" else run.student_id
    answer = browser.post(place.url(what, key))
    assert "A test is using this file." in text_of(answer)
    run.refresh_from_db()
    assert run.sample_set.file is not None
    assert run.student.file is not None


def test_the_same_bytes_uploaded_twice_stay_for_the_other(place, browser):
    one, other = examples_ready(place, browser), examples_ready(place, browser)
    browser.post(place.url("delete_sample_set", one.id))
    done(other.job)
    assert browser.get(place.url("example_set", other.id)).status_code == 200
    assert done(one.job).sentence == "The examples were deleted before they were looked at."


def test_deleting_and_uploading_again_is_no_fresh_start(place, browser, run):
    from evaluations.actions.runs import request_run

    done(run.job)
    browser.post(place.url("delete_sample_set", run.sample_set_id))
    again = examples_ready(place, browser, PAIRS)
    second = request_run(
        student=run.student, teacher=run.teacher, sample_set=again, margin=0.1, claim=None,
        said_labels=None, by=place.firm.owner.as_actor(),
    )  # fmt: skip
    assert second.look == 2

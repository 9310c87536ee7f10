"""An uploaded file is read in the jail; what it shows is kept as privately as the file."""

import io

import pytest
from django.conf import settings

from evaluations.actions.uploads import add_sample_file, name_columns
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.measurement.sample_preview import from_bytes
from jobs.lifecycle import Fault, State
from organisations import audit
from organisations.models import Event
from tests.evaluations.assessments import done, open_for, table
from tests.organisations.cast import found_firm
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def assessment(committed):
    firm = found_firm("Harbour Lettings")
    made = open_for(firm)
    made.by = firm.owner.as_actor()
    return made


def upload(assessment, source):
    return add_sample_file(
        assessment=assessment, source=source, name="enquiries.csv", by=assessment.by
    )


def test_the_worker_reads_the_file_and_keeps_its_preview_encrypted(assessment):
    secret = "My cellar is under water again"
    sample_file = upload(
        assessment,
        table(["id", "text", "label"], [["a", secret, "damp"], ["b", "Hello", "viewing"]]),
    )

    job = done(sample_file.job)

    assert (job.state, job.sentence) == (State.DONE, "The file is read.")
    sample_file.refresh_from_db()
    preview = from_bytes(b"".join(files.read(sample_file.preview)))
    assert [column.name for column in preview.columns] == ["id", "text", "label"]
    assert preview.first_rows[0][1] == secret
    for place in (settings.VAULT_DIR, settings.RUN_DIR):
        for path in place.rglob("*"):
            assert not path.is_file() or secret.encode() not in path.read_bytes()
    verbs = Event.objects.filter(subject=str(sample_file.id)).values_list("verb", flat=True)
    assert set(verbs) == {"sample_file.added", "sample_file.read"}
    assert audit.check_chain(assessment.organisation_id).intact


def test_a_file_that_is_no_table_ends_with_its_sentence(assessment):
    sample_file = upload(assessment, io.BytesIO(b"%PDF-1.7 nothing to see"))

    job = done(sample_file.job)

    assert (job.state, job.fault) == (State.FAILED, Fault.INPUT)
    assert job.refusal["file"] == "enquiries.csv"
    sample_file.refresh_from_db()
    assert sample_file.preview is None


def test_naming_the_columns_keeps_one_copy_of_the_bytes(assessment):
    sample_file = upload(assessment, table(["text", "label"], [["x", "y"], ["z", "w"]]))
    before = StoredFile.objects.filter(tenant=assessment.organisation_id).count()

    samples = name_columns(
        sample_file=sample_file,
        columns=Columns("label", ("text",), slices=("label",)),
        labelled_by=LabelledBy.PEOPLE,
        seen_by_vendor=SeenByVendor.NO,
        by=assessment.by,
    )

    assert samples.file == sample_file.file
    assert samples.source == sample_file
    assert StoredFile.objects.filter(tenant=assessment.organisation_id).count() == before

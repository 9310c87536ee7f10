"""Examples come in through the browser: the file, the wait, the columns."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations.models import SampleFile, SampleSet
from organisations.roles import Role
from tests.evaluations.assessments import done, table
from tests.evaluations.views import journey
from tests.evaluations.views.journey import columns_said, upload_examples
from tests.visitors import text_of

pytestmark = pytest.mark.usefixtures("committed")


def enquiries(**changes):
    rows = journey.examples()
    for number, row in changes.pop("rows", {}).items():
        rows[number] = row
    return table(["id", "text", "label"], rows, name="enquiries.csv")


def test_the_upload_page_says_where_the_file_goes_who_reads_it_and_when_it_ends(place):
    said = text_of(place.browser().get(place.url("new")))
    for words in ("Where it is kept", "Who can read it", "When it is deleted", "At most 200 MB"):
        assert words in said


def test_without_a_file_the_page_says_so_and_points_at_the_field(place):
    answer = place.browser().post(place.url("new"), {})
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert '<a href="#id_file">Choose the file with your examples</a>' in page


def test_an_empty_file_is_refused_before_it_is_stored(place):
    empty = SimpleUploadedFile("empty.csv", b"")
    answer = place.browser().post(place.url("new"), {"file": empty})
    assert "This file is empty" in text_of(answer)
    assert not SampleFile.objects.of(place.firm.organisation).exists()


def test_a_file_larger_than_can_be_read_is_refused_before_it_is_stored(place, settings):
    settings.UPLOAD_MOST_BYTES = 2**20
    large = SimpleUploadedFile("large.csv", b"a,b\n" + b"x,y\n" * 262_144)
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**22
    answer = place.browser().post(place.url("new"), {"file": large})
    assert "This file is too large. Choose one of at most 1 MB" in text_of(answer)
    assert not SampleFile.objects.of(place.firm.organisation).exists()


def test_while_it_is_read_the_page_waits_with_and_without_scripts(place):
    browser = place.browser()
    browser.post(place.url("new"), {"file": enquiries()})
    sample_file = SampleFile.objects.of(place.firm.organisation).get()

    page = browser.get(place.url("columns", sample_file.id)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    assert 'role="status"' in page
    assert "It is next in line." in page

    live = browser.get(place.url("columns_progress", sample_file.id))
    assert "hx-get" in live.content.decode()
    done(sample_file.job)
    ended = browser.get(place.url("columns_progress", sample_file.id))
    assert ended.headers["HX-Refresh"] == "true"


def test_the_columns_page_shows_the_rows_and_chooses_what_is_likely(place):
    browser = place.browser()
    sample_file = upload_examples(place, browser, enquiries())
    answer = browser.get(place.url("columns", sample_file.id))
    said = text_of(answer)
    assert "60 examples, 3 columns" in said
    assert "Hello, this is message 4" in said
    assert "Hello, this is message 5" not in said
    assert (
        "We think: label, because its name is a usual one, and it has 3 different values." in said
    )
    form = answer.context["form"]
    assert form["label"].value() == "label"
    assert form["inputs"].value() == ["text"]
    assert form["id"].value() == "id"
    assert form["slices"].value() == ["label"]


def test_what_was_said_of_the_columns_is_what_will_be_tested(place):
    browser = place.browser()
    made = journey.examples_ready(place, browser)
    assert (made.label, made.inputs, made.id_column, made.slices) == (
        "label", ["text"], "id", ["label"],
    )  # fmt: skip
    assert (made.labelled_by, made.seen_by_vendor) == ("people", "no")
    assert made.file == made.source.file


@pytest.mark.parametrize(
    ("rows", "said", "sentence"),
    [
        ({}, {"inputs": ["text", "label"]}, "Untick label: the AI would see the right answer"),
        ({}, {"inputs": []}, "Tick at least one column that the AI may see"),
        ({}, {"labelled_by": ""}, "Choose who wrote the right answers"),
        ({3: ["e3", "A message", " "]}, {}, "Row 5 has no right answer in label."),
        ({9: ["e2", "A message", "Repairs"]}, {}, "id has the same value twice: look at row 11."),
        ({}, {"label": "nothing"}, "Select a valid choice"),
    ],
)
def test_columns_that_cannot_be_used_are_refused_and_what_was_said_stays(
    place, rows, said, sentence
):
    browser = place.browser()
    sample_file = upload_examples(place, browser, enquiries(rows=rows))
    answer = browser.post(
        place.url("columns", sample_file.id), columns_said(**{"seen_by_vendor": "yes", **said})
    )
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert answer.context["form"]["seen_by_vendor"].value() == "yes"
    assert not SampleSet.objects.of(place.firm.organisation).exists()


def test_a_file_that_is_no_table_is_told_with_what_to_do(place):
    browser = place.browser()
    browser.post(place.url("new"), {"file": SimpleUploadedFile("notes.csv", b"%PDF-1.7 x")})
    sample_file = SampleFile.objects.of(place.firm.organisation).get()
    job = done(sample_file.job)
    said = text_of(browser.get(place.url("columns", sample_file.id)))
    assert "We cannot use this file" in said
    assert job.refusal["sentence"] in said
    assert "notes.csv" in said
    assert "Upload another file" in said


@pytest.mark.parametrize("page", ["columns", "columns_progress"])
def test_another_firms_file_is_not_there(place, other, page):
    sample_file = upload_examples(other, other.browser(), enquiries())
    assert place.browser().get(other.url(page, sample_file.id)).status_code == 404
    assert place.browser().get(place.url(page, sample_file.id)).status_code == 404


def test_a_reader_may_not_upload(place):
    reader = place.browser(Role.READER)
    assert reader.get(place.url("new")).status_code == 403
    assert reader.post(place.url("new"), {"file": io.BytesIO(b"a,b")}).status_code == 403

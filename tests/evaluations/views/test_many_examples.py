"""A file of more rows than are held comes in as any other: its columns, and what is odd about it."""

import pytest

from evaluations.measurement.row_blocks import MOST_WHOLE
from evaluations.models import SampleSet
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import KINDS, columns_said, upload_examples
from tests.visitors import text_of

pytestmark = pytest.mark.usefixtures("committed")

LETTERS = "abcdefghij"


def words(number):
    """A text of its own for each number, without a digit that could be part of a telephone's."""
    return "Hello, this is " + "".join(LETTERS[int(digit)] for digit in str(number))


def looked_at(place, browser, source, **said):
    sample_file = upload_examples(place, browser, source)
    asked = text_of(browser.get(place.url("columns", sample_file.id)))
    answer = browser.post(place.url("columns", sample_file.id), columns_said(**said))
    assert answer.status_code == 302, text_of(answer)
    made = SampleSet.objects.of(place.firm.organisation).latest("uploaded_at")
    job = done(made.job)
    assert job.state == "done", job.refusal
    return asked, text_of(browser.get(place.url("example_set", made.id)))


def test_many_examples_are_looked_at_as_few_are(place, browser):
    rows = [[f"e{row}", words(row), KINDS[row % 3]] for row in range(MOST_WHOLE + 2)]
    rows[7][1] = rows[4][1]  # the same text, and both are Viewings
    rows[-1][1] = rows[3][1]  # far apart, and both are Repairs
    rows[-2][1] = "Write to k.mensah@harbour.example"
    rows[90_000][1] = " "
    asked, said = looked_at(place, browser, table(["id", "text", "label"], rows, name="all.csv"))
    assert f"{MOST_WHOLE + 2:,}" in asked
    assert f"With these {MOST_WHOLE + 2:,} examples" in said
    assert f"rows 9 and {MOST_WHOLE + 3:,} of all.csv. The same case counted twice" in said
    assert "text is blank in row 90,002 of all.csv." in said
    assert "k.mensah@harbour.example" in said


def test_more_amounts_than_there_can_be_kinds_are_looked_at(place, browser):
    rows = [[f"h{row}", words(row), f"{1_000 + 7 * row:,}"] for row in range(1_101)]
    source = table(["id", "text", "rent"], rows, name="rents.csv")
    _, said = looked_at(place, browser, source, label="rent", slices=[])
    assert "The right answers in rent are figures and no kinds." in said
    samples = SampleSet.objects.of(place.firm.organisation).latest("uploaded_at")
    # The 276th and the 826th of them: 1000 + 7 * 275, 1000 + 7 * 825.
    assert "lies between 2,925 and 6,775" in text_of(browser.get(place.url("compare", samples.id)))

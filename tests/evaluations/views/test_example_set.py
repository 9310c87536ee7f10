"""Before any test: what the examples show, the sheets that are answered, and what may leave."""

import csv
import io

import pytest

from evaluations.models import SampleSet
from organisations.models import Event
from procurement.models import Observation, Vendor
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import columns_said, examples, examples_ready, upload_examples
from tests.procurement.opened import answer
from tests.visitors import text_of

pytestmark = pytest.mark.usefixtures("committed")

PERSONAL = [
    [ref, f"{text}, write to k.mensah@harbour.example", label] for ref, text, label in examples()
]


def looked_at(place, browser, rows=None):
    made = examples_ready(place, browser, rows)
    assert "We are looking at enquiries.csv" in text_of(
        browser.get(place.url("example_set", made.id))
    )
    job = done(made.job)
    assert job.state == "done", job.refusal
    made.refresh_from_db()
    return made


def downloaded(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_page_says_whether_they_are_enough_and_what_is_odd(place, browser):
    rows = examples()
    rows[7][1] = rows[4][1]  # the same text, and both are Viewings
    rows[8][1] = rows[3][1]  # the same text as Repairs and as Arrears
    rows += [["e60", "", "Other"]]
    made = looked_at(place, browser, rows)

    said = text_of(browser.get(place.url("example_set", made.id)))

    # (1.96 + 0.84)² of a variance of 0.1 by the square of the gap, as in any book on sample sizes:
    # 0.113 of 61, and 1,960 for 0.02. Tests of paired shares need a little more.
    assert "With these 61 examples a gap of less than 12." in said
    assert "About 2,000 would settle a limit of 2 more wrong in 100." in said
    assert (
        "2 examples have the same text as another one with a different right answer: rows 5 and 10 of enquiries.csv."
        in said
    )
    assert "rows 9 and 10 of enquiries.csv. The same case counted twice" in said
    assert "text is blank in row 62 of enquiries.csv." in said
    assert (
        "1 kind has fewer than 10 examples, too few to say anything about them alone: Other."
        in said
    )
    assert "4 kinds of right answer. Always answering Arrears would be right in 33 of 100." in said


def test_the_sheet_for_oneself_has_ids_and_texts_and_no_right_answer(place, browser):
    made = looked_at(place, browser)
    header, *rows = downloaded(browser, place.url("sheet_file", made.id, "csv"))
    assert header == ["id", "text", "answer"]
    assert rows == [[ref, text, ""] for ref, text, _ in examples()]
    book = b"".join(browser.get(place.url("sheet_file", made.id, "xlsx")).streaming_content)
    assert book[:2] == b"PK"
    assert browser.get(place.url("sheet_file", made.id, "json")).status_code == 302


def test_personal_data_is_told_with_counts_and_speaks_against_an_answer(place, browser):
    made = looked_at(place, browser, PERSONAL)
    said = text_of(browser.get(place.url("example_set", made.id)))
    assert "Email addresses text 60 of 60 k.mensah@harbour.example" in said
    (seen,) = Observation.objects.of(place.firm.organisation).filter(origin=made.id)
    assert (seen.key, seen.certainty) == ("personal_data_types", "measured")
    assert seen.how == "looking through your examples. Email addresses: 60 of 60"
    assert "k.mensah" not in str(list(Event.objects.values_list("words__payload", flat=True)))


def test_what_is_sure_and_what_may_be_are_two_findings_of_one_look(place, browser):
    rows = [[ref, f"{text} at SW1A 1AA", label] for ref, text, label in PERSONAL]
    made = looked_at(place, browser, rows)
    seen = Observation.objects.of(place.firm.organisation).filter(origin=made.id)
    assert dict(seen.values_list("certainty", "how")) == {
        "measured": "looking through your examples. Email addresses: 60 of 60",
        "inferred": "looking through your examples. UK postcodes: 60 of 60",
    }


def test_an_answer_that_nobody_is_named_is_spoken_against(place, browser):
    answer(place.assessment, place.firm.owner, personal_data_types=["none_personal"])
    looked_at(place, browser, PERSONAL)
    (flag,) = place.assessment.flags.filter(standing="raised", kind="contradiction")
    told = str(flag.finding)
    assert "personal_data_types" in told
    assert "Email addresses: 60 of 60" in told


def test_no_finding_leaves_no_observation(place, browser):
    made = looked_at(place, browser)
    assert not Observation.objects.of(place.firm.organisation).filter(origin=made.id).exists()
    assert "We found none. That is not “there is none”." in text_of(
        browser.get(place.url("example_set", made.id))
    )


def let_leave(browser, url, **said):
    seal = browser.get(url).content.decode().split('name="seen" value="')[1].split('"')[0]
    ticked = {"seen": seal, "found_confirmed": "on", "transfer_confirmed": "on", **said}
    return browser.post(url, {key: each for key, each in ticked.items() if each is not None})


def test_the_vendors_sheet_is_masked_and_there_once_somebody_has_let_it_leave(place, browser):
    made = looked_at(place, browser, PERSONAL)
    page, file = place.url("hand_out", made.id), place.url("vendor_sheet_file", made.id, "csv")
    assert browser.get(file).status_code == 302
    said = text_of(browser.get(page))
    assert said.index("United Kingdom: No transfer abroad") < said.index("Is somebody named in it?")
    assert "Email addresses text 60 of 60" in said
    assert "60 examples were changed" in said

    assert let_leave(browser, page, transfer_confirmed=None).status_code == 200
    assert let_leave(browser, page, seen="0" * 64).status_code == 200
    assert browser.get(file).status_code == 302
    assert let_leave(browser, page).status_code == 302

    header, *rows = downloaded(browser, file)
    assert header == ["id", "text", "answer"]
    assert {row[2] for row in rows} == {""}
    assert all(row[1].endswith("write to [email address]") for row in rows)
    assert not {row[0] for row in rows} & {row[0] for row in PERSONAL}
    made.refresh_from_db()
    assert made.seen_by_vendor == "yes"
    assert "k.mensah" not in str(made.handed_out)
    assert Event.objects.filter(verb="sample_set.handed_out").count() == 1


def test_texts_as_they_stand_need_a_reason(place, browser):
    made = looked_at(place, browser, PERSONAL)
    page = f"{place.url('hand_out', made.id)}?as_it_stands=1"
    assert "Why may they go, although something was found?" in text_of(browser.get(page))
    refused = let_leave(browser, page, as_it_stands="1")
    assert "Say why they may go" in text_of(refused)
    assert let_leave(browser, page, as_it_stands="1", found_why="All agreed.").status_code == 302
    _, *rows = downloaded(browser, place.url("vendor_sheet_file", made.id, "csv"))
    assert all("k.mensah@harbour.example" in row[1] for row in rows)


def test_a_country_that_is_not_covered_needs_a_reason(place, browser):
    Vendor.objects.of(place.firm.organisation).update(country="IN")
    made = looked_at(place, browser)
    page = place.url("hand_out", made.id)
    assert "India: Not covered" in text_of(browser.get(page))
    assert "Say why it may go there" in text_of(let_leave(browser, page))
    assert let_leave(browser, page, transfer_why="The agreement is signed.").status_code == 302


def test_examples_that_cannot_be_used_say_why_and_lead_back(place, browser):
    made = examples_ready(place, browser)
    SampleSet.objects.of(place.firm.organisation).update(label="missing")
    done(made.job)
    said = text_of(browser.get(place.url("example_set", made.id)))
    assert "We cannot use these examples" in said
    assert "There is no column called missing." in said
    assert "Say what each column is again" in said


def telling(number):
    return [
        f"e{number}",
        f"Message {number}",
        f"code {number % 3}",
        ["yes", "no", "no"][number % 3],
    ]


def with_code(place, browser):
    source = table(["id", "text", "code", "label"], map(telling, range(60)), name="enquiries.csv")
    return upload_examples(place, browser, source)


def test_a_column_that_gives_the_answer_away_is_refused_until_somebody_confirms_it(place, browser):
    sample_file = with_code(place, browser)
    url = place.url("columns", sample_file.id)
    assert "code" not in browser.get(url).context["form"]["inputs"].value()
    said = columns_said(inputs=["text", "code"], slices=[], positive="yes")
    refused = text_of(browser.post(url, said))
    assert "code gives the right answer away in 100 of 100 rows. Untick" in refused
    assert "The AI has these columns in daily work too" in refused
    answer = browser.post(url, said | {"told_confirmed": "on"})
    assert answer.status_code == 302
    made = SampleSet.objects.of(place.firm.organisation).get()
    assert (made.told_confirmed, made.positive) == (["code"], "yes")
    assert done(made.job).state == "done"


@pytest.mark.parametrize(("chosen", "asks"), [("", True), ("code 1", True), ("no", False)])
def test_of_two_answers_the_one_that_is_looked_for_is_asked_and_the_rarer_one_offered(
    place, browser, chosen, asks
):
    sample_file = with_code(place, browser)
    url = place.url("columns", sample_file.id)
    page = browser.get(url)
    assert page.context["form"]["positive"].value() == "yes"
    assert "We think: yes, because it is the rarer one." in text_of(page)
    answer = browser.post(url, columns_said(slices=[], positive=chosen))
    if asks:
        assert answer.status_code == 200
        assert not SampleSet.objects.of(place.firm.organisation).exists()
    else:
        assert SampleSet.objects.of(place.firm.organisation).get().columns.positive == "no"


def test_how_the_file_was_read_is_told(place, browser):
    source = io.BytesIO("id;text;label\n1;Grüße;a\n2;Hallo;b\n3;Ja;a\n".encode("cp1252"))
    source.name = "german.csv"
    sample_file = upload_examples(place, browser, source)
    said = text_of(browser.get(place.url("columns", sample_file.id)))
    assert "with a semicolon between the columns" in said
    assert "Windows-1252" in said
    assert "Grüße" in said

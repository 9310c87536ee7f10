"""The pages of a labelling: what is typed stays, who sees which label, and no answer of an AI anywhere."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.measurement.columns import SeenByVendor
from evaluations.models import SampleSet
from labelling.actions.finishing import finish_labelling
from labelling.lifecycle import Stage, Voice
from labelling.models import Label, Labelling
from labelling.queries import progress_of, texts_of
from tests.evaluations.assessments import done
from tests.evaluations.views.journey import CHEAP, FULL, PAIRS, compared, examples_ready, started
from tests.labelling.labelled import KINDS, again, brought, kind_of, prepared, say, texts
from tests.visitors import said_wrong, text_of

pytestmark = pytest.mark.usefixtures("committed")


def test_the_whole_way_by_forms_alone(owner, office):
    pasted = "\n".join(texts(40))
    assert owner.post("new", pasted=pasted).status_code == 302
    made = Labelling.objects.of(office.firm.organisation).get()
    assert "We are reading Pasted texts" in text_of(owner.get("labelling", made))
    done(made.job)

    # One column is no choice, so the kinds come next.
    assert owner.get("labelling", made).url == owner.url("kinds", made)
    rows = {
        f"{part}_{each.key}": getattr(each, part) for each in KINDS for part in ("name", "meaning")
    }
    assert owner.post("kinds", made, **rows).url == owner.url("draw", made)
    offered = text_of(owner.get("draw", made))
    assert "40 different texts" in offered.replace("\xa0", " ")
    assert "With 40 examples a gap under" in offered
    assert owner.post("draw", made, number="12").url == owner.url("labelling", made)

    page = owner.get("next", made)
    assert page.url == owner.url("example", made, 1)
    for number in range(1, 13):
        shown = owner.get("example", made, number)
        text = texts_of(again(made)).texts[number - 1].text
        assert text in text_of(shown)
        said = owner.post("example", made, number, kind=kind_of(text), seen="nothing")
        following = (
            owner.url("example", made, number + 1) if number < 12 else owner.url("labelling", made)
        )
        assert said.url == following
    assert "All examples are labelled" in text_of(owner.get("labelling", made))
    assert owner.post("finish", made, seen_by_vendor="no").url == owner.url("finish", made)
    samples = SampleSet.objects.of(office.firm.organisation).get()
    leads_to = owner.get("finish", made).url
    assert leads_to.endswith(f"/tests/examples/set/{samples.id}/")
    assert "We are looking at" in text_of(owner.client.get(leads_to))
    done(samples.job)
    assert "Your examples, before any test" in text_of(owner.client.get(leads_to))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose a file, or paste some texts"),
        ({"pasted": "only one"}, "Paste at least two texts, each on a line of its own"),
        ({"file": b""}, "This file is empty. Choose one with texts in it"),
        ({"file": b"a", "pasted": "a\nb"}, "Choose a file or paste texts, not both"),
    ],
)
def test_what_cannot_be_brought_is_said_and_what_was_typed_stays(owner, said, sentence):
    given = dict(said)
    if "file" in given:
        given["file"] = SimpleUploadedFile("a.csv", given["file"])

    page = owner.post("new", **given)

    assert said_wrong(page) == [sentence]
    assert said.get("pasted", "") in page.content.decode()


def test_a_mistake_in_a_kind_is_said_at_its_row(owner, office):
    made = brought(office.assessment, office.first, texts(12))
    owner.post("columns", made, columns=["body"])
    page = owner.post(
        "kinds", made, name_1="Repairs", meaning_1="Broken", name_2="Viewings", name_7="x"
    )

    assert said_wrong(page) == ["Say in a line what Viewings means"]
    html = page.content.decode()
    assert 'href="#id_meaning_2"' in html
    assert re.search(r"<details[^>]* open", html)
    assert 'value="Repairs"' in html
    assert said_wrong(owner.post("kinds", made)) == ["Name at least 2 kinds, and at most 12"]


def test_the_columns_page_shows_the_rows_and_ticks_our_guess(owner, office):
    made = brought(office.assessment, office.first, texts(12))
    page = owner.get("columns", made)

    assert texts(1)[0] in page.content.decode()
    ticked = re.findall(r'value="(\w+)"[^>]*checked', page.content.decode())
    assert ticked == ["body"]
    assert said_wrong(owner.post("columns", made)) == ["Tick at least one column"]


def test_a_number_that_cannot_be_drawn_is_refused(owner, office):
    made = brought(office.assessment, office.first, texts(12))
    owner.post("columns", made, columns=["body"])
    owner.post("kinds", made, name_1="A", meaning_1="a", name_2="B", meaning_2="b")

    for number, sentence in (
        ("13", "Enter a number from 10 to 12"), ("9", "Enter a number from 10 to 12"),
        ("many", "Enter a whole number, for example 200"), ("", "Enter how many, for example 200"),
    ):  # fmt: skip
        assert said_wrong(owner.post("draw", made, number=number)) == [sentence]


def test_hard_ones_are_looked_for_by_a_word_and_added(owner, office):
    made = prepared(office.assessment, office.first, lines=60, number=40)
    drawn = {each.text for each in texts_of(made).texts}
    wanted = next(text for text in reversed(texts(60)) if text not in drawn)

    page = owner.get("hard", made, find=wanted.upper())
    row = re.search(r'name="rows" value="(\d+)"', page.content.decode())[1]
    assert "1 text holds" in text_of(page).replace("\xa0", " ")
    said = owner.client.post(f"{owner.url('hard', made)}?find={wanted}", {"rows": [row]})

    assert said.status_code == 302
    assert texts_of(again(made)).texts[-1].text == wanted
    assert said_wrong(owner.post("hard", made)) == ["Tick a text, or write one"]
    assert "No text that is not drawn yet holds" in text_of(owner.get("hard", made, find=wanted))


def test_a_label_needs_a_choice_and_a_clash_is_said(owner, lead, office):
    made = prepared(office.assessment, office.first)
    assert said_wrong(owner.post("example", made, 1)) == ["Choose a kind, or “Cannot say”"]
    owner.post("example", made, 1, kind="1", seen="nothing")

    clash = lead.post("example", made, 2, kind="1", seen="nothing")
    assert clash.status_code == 302
    late = owner.post("example", made, 2, kind="2", seen="nothing")

    assert said_wrong(late) == [
        "Somebody else labelled this example meanwhile. Look again, then choose."
    ]
    assert Label.objects.of(made.organisation_id).get(example__number=2).kind == "1"


def test_the_page_offers_the_last_one_again_and_says_how_long_is_left(owner, office):
    made = prepared(office.assessment, office.first)
    owner.post("example", made, 1, kind="1", seen="nothing", hard="on")

    page = owner.get("example", made, 2)
    assert f'href="{owner.url("example", made, 1)}" data-key="u"' in page.content.decode()
    assert "1 of 40 , about 5 minutes left" in text_of(page)
    back = owner.get("example", made, 1).content.decode()
    assert re.search(r'value="1" data-key="1" checked', back)
    assert re.search(r'name="hard"[^>]* checked', back)


def test_twelve_kinds_have_twelve_keys(owner, office):
    kinds = [type(KINDS[0])(str(n), f"Kind {n}", "As it says") for n in range(1, 13)]
    made = prepared(office.assessment, office.first, kinds=kinds)

    keys = re.findall(
        r'name="kind"[^>]*data-key="(.)"', owner.get("example", made, 1).content.decode()
    )

    assert keys == [*"1234567890ab", "s"]


def test_a_finished_labelling_only_leads_on(owner, office):
    made = prepared(office.assessment, office.first)
    say(made, office.first)
    samples = finish_labelling(labelling=made, seen_by_vendor=SeenByVendor.NO, by=office.first)

    assert again(made).stage is Stage.FINISHED
    assert "The labels change no more" in text_of(owner.get("labelling", made))
    for page in ("columns", "kinds", "draw", "hard", "next"):
        assert owner.get(page, made).url == owner.url("labelling", made)
    assert owner.get("example", made, 1).url == owner.url("labelling", made)
    assert str(samples.id) in owner.get("labelling", made).content.decode()


def test_deleting_asks_first(owner, office):
    made = prepared(office.assessment, office.first)

    assert "removed for good" in text_of(owner.get("delete", made))
    assert again(made)
    assert owner.post("delete", made).url == owner.url("new")
    assert owner.get("labelling", made).status_code == 404


def test_no_answer_of_an_ai_is_on_any_page_of_a_labelling(owner, office):
    """A test is run whose answers are words that no export holds; none of them turns up."""
    mark = "Zanzibar"
    place = _Place(office)
    rows = [[*row[:-1], row[-1]] for row in PAIRS]
    samples = examples_ready(place, owner.client, rows)
    run = started(
        place, owner.client, samples, compared(samples, rows, cheap=CHEAP, full=FULL, limit="10")
    )
    run.student.name = f"{mark} sheet"
    run.student.save()
    done(run.job)
    run.refresh_from_db()
    assert run.result is not None
    made = prepared(office.assessment, office.first)
    say(made, office.first, only=range(1, 15))

    for page in ("labelling", "kinds", "draw", "hard", "labels", "second", "finish", "delete"):
        assert mark not in owner.get(page, made).content.decode()
    for number in range(1, progress_of(made, Voice.FIRST).total + 1):
        assert mark not in owner.get("example", made, number).content.decode()
    assert mark not in owner.get("new").content.decode()


class _Place:
    """What the steps of a test want to know of where they are."""

    def __init__(self, office):
        self.firm, self.assessment = office.firm, office.assessment

    def url(self, page, *ids):
        return reverse(
            f"evaluations:{page}", args=[self.firm.organisation.id, self.assessment.id, *ids]
        )


def test_a_very_large_paste_is_refused(owner):
    assert said_wrong(owner.post("new", pasted="word\n" * 400_001)) == [
        "This is too much to paste. Bring it as a file"
    ]

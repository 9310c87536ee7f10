"""Watching by forms alone: begun, answered, changed, told, taken back, stopped and deleted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import SampleSet
from jobs.lifecycle import State
from organisations.models import Event
from procurement.models import Observation
from procurement.screening_result import Flag as Finding
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import examples, examples_ready
from tests.procurement.opened import answer
from tests.visitors import said_wrong, text_of
from tests.watching.watched import (
    FIRST,
    KINDS,
    SECOND,
    again,
    asked,
    askings,
    lines,
    said,
    two_months,
    watched,
)
from vault.models import StoredFile
from watching.models import Watch
from watching.queries import examples_of

pytestmark = pytest.mark.usefixtures("committed")


class RoomOfTests:
    """The same firm's tests, as the journeys of that room see them."""

    def __init__(self, office):
        self.firm, self.assessment = office.firm, office.assessment

    def url(self, page, *ids):
        return reverse(
            f"evaluations:{page}", args=[self.firm.organisation.id, self.assessment.id, *ids]
        )


def only_watch(office):
    return Watch.objects.of(office.firm.organisation).get()


def observed(office):
    rows = Observation.objects.of(office.firm.organisation).filter(key="answers_changed")
    return [(each.value, each.certainty) for each in rows]


def raised(office):
    flags = office.assessment.flags.filter(standing="raised", rule__startswith="com_changed")
    return {each.rule: Finding.model_validate(each.finding) for each in flags}


def test_the_whole_way_by_forms_alone(owner, office):
    page = owner.get("watches")
    assert "about five minutes" in text_of(page)
    assert "Choose the examples" in text_of(page)
    made = owner.post("new", pasted=lines(), number="20", day="1")
    watch = only_watch(office)
    assert made.url == owner.url("watch", watch)
    assert "ask it for the first time" in text_of(owner.get("watch", watch))
    sheet = b"".join(owner.get("examples_file", watch).streaming_content)
    assert b"Message 19" in sheet
    assert b"Repairs" not in sheet
    first = owner.post("today", watch, pasted="\n".join(said()))
    assert first.url == owner.url("asking", watch, 1)
    assert observed(office) == []
    second = owner.post("today", watch, pasted="\n".join(said(wrong={2, 5, 9})))
    assert second.url == owner.url("asking", watch, 2)
    shown = text_of(owner.get("asking", watch, 2))
    assert "3 of 20 answers changed, 3 for the worse." in shown
    assert "Nobody told us" in shown
    assert "Message 1 Viewings Arrears Viewings For the worse" in shown
    whole = owner.get("watch", watch)
    assert "3 of 20" in text_of(whole)
    assert "<svg" in whole.content.decode()
    months = b"".join(owner.get("months_file", watch).streaming_content).decode().splitlines()
    assert len(months) == 3
    assert ",20,3,3,0,0.15,,," in months[2]
    assert "Message" not in "".join(months)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Choose examples, paste them, or bring a file"),
        ({"pasted": "one\ntwo"}, "There are 2 examples. Bring 20 to 50: fewer show too little."),
        ({"pasted": lines(), "day": "31"}, "Enter a day from 1 to 28, so that every month has it"),
        ({"pasted": lines(), "number": "many"}, "Enter a number from 20 to 50"),
    ],
)
def test_what_cannot_be_watched_is_said_and_what_was_typed_stays(owner, told, sentence):
    page = owner.post("new", **({"number": "50", "day": "1"} | told))
    assert said_wrong(page) == [sentence]
    assert told.get("pasted", "")[:9] in page.content.decode()


def test_a_mistake_in_pasted_answers_names_its_line_and_nothing_is_written(owner, office):
    watch = watched(office.assessment, office.by)
    told = said()
    told[6] = ""
    page = owner.post("today", watch, pasted="\n".join(told))
    assert said_wrong(page)[0].startswith("Line 7 is empty.")
    assert "Viewings" in page.content.decode()
    assert askings(watch) == []


def test_an_unannounced_change_is_a_flag_that_we_tested_and_graver_against_the_vendors_word(office):
    watch = watched(office.assessment, office.by)
    asked(watch, office.by, on=FIRST)
    asked(watch, office.by, wrong={2, 5, 9})
    assert [certainty for _, certainty in observed(office)] == ["measured"]
    found = raised(office)
    assert set(found) == {"com_changed_untold"}
    (because,) = found["com_changed_untold"].because
    assert (because.fact, because.value) == ("answers_changed", "not_told")
    answer(
        office.assessment,
        office.firm.owner,
        notice_days={"value": 30, "grade": "vendor_says", "by": "M. Okoro"},
    )
    assert set(raised(office)) == {"com_changed_untold", "com_changed_despite_word"}


def test_a_change_that_was_announced_is_none_and_later_months_are_compared_with_it(owner, office):
    watch = two_months(office.assessment, office.by)
    assert raised(office)
    late = owner.post("asking", watch, 2, was_told="on", told_on="2 November 2026")
    assert "after the answers were given" in said_wrong(late)[0]
    assert (
        owner.post("asking", watch, 2, was_told="on", told_on="15 October 2026").status_code == 302
    )
    assert raised(office) == {}
    assert "Told on 15 October 2026" in text_of(owner.get("asking", watch, 2))
    asked(watch, office.by, wrong={2, 5, 9, 11}, on=SECOND + timedelta(days=30))
    newest = askings(watch)[-1]
    assert (newest.since, newest.changed, newest.compared_with) == (SECOND, 1, 2)
    assert set(raised(office)) == {"com_changed_untold"}
    # An older day can no longer be changed: later ones rest on it.
    assert owner.post("asking", watch, 2).status_code == 302
    assert askings(watch)[1].told_on is not None


def test_answers_put_in_by_mistake_are_taken_back_with_their_flag(owner, office):
    watch = two_months(office.assessment, office.by)
    assert raised(office)
    assert owner.post("take_back", watch, 2).url == owner.url("watch", watch)
    assert raised(office) == {}
    assert [each.number for each in askings(watch)] == [1]


def test_files_go_through_the_reader_and_are_gone_once_read(owner, office):
    rows = [[f"c{at}", f"Message {at}", KINDS[at % 3]] for at in range(90)]
    source = table(["id", "text", "right answer"], rows, name="enquiries.csv")
    owner.post("new", file=source, number="30", day="1")
    watch = only_watch(office)
    assert "We are reading your examples" in text_of(owner.get("watch", watch))
    assert done(watch.job).state == State.DONE
    watch = again(watch)
    assert (watch.number, watch.known, watch.drawn, watch.brought) == (30, 30, True, None)
    assert not StoredFile.objects.filter(name="enquiries.csv").exists()
    chosen = examples_of(watch).rows
    answers = [[each.id, each.right] for each in reversed(chosen)]
    assert (
        owner.post("today", watch, file=table(["id", "answer"], answers, name="a.csv")).status_code
        == 302
    )
    assert done(again(watch).job).state == State.DONE
    answers[4][1] = "Something else"
    bad = [*answers[:8], [answers[8][0], ""], *answers[9:]]
    owner.post("today", watch, file=table(["id", "answer"], bad, name="b.csv"))
    failed = done(again(watch).job)
    assert failed.state != State.DONE
    page = text_of(owner.get("watch", watch))
    assert "Your last file was not used" in page
    assert "Row 10 has no answer" in page
    owner.post("today", watch, file=table(["id", "answer"], answers, name="c.csv"))
    assert done(again(watch).job).state == State.DONE
    assert [(each.changed, each.worse) for each in askings(watch)] == [(0, 0), (1, 1)]
    assert "Of 100 cases like these" in text_of(owner.get("watch", watch))


def test_a_firms_own_ids_may_be_our_numbers_in_another_order(owner, office):
    rows = [[str(at), f"Message {at}", KINDS[at % 3]] for at in range(20, 0, -1)]
    source = table(["id", "text", "right answer"], rows, name="enquiries.csv")
    owner.post("new", file=source, number="20", day="1")
    watch = only_watch(office)
    assert done(watch.job).state == State.DONE
    answers = [[key, right] for key, _, right in rows]
    owner.post("today", watch, pasted="\n".join(right for _, right in answers))
    owner.post("today", watch, file=table(["id", "answer"], answers, name="a.csv"))
    assert done(again(watch).job).state == State.DONE
    assert [each.changed for each in askings(watch)] == [0, 0]
    assert raised(office) == {}


def test_examples_are_drawn_from_those_of_a_test(owner, office):
    place = RoomOfTests(office)
    made = examples_ready(place, owner.client, examples(60))
    owner.post("new", samples=str(made.id), number="25", day="3")
    watch = only_watch(office)
    assert watch.sample_set == SampleSet.objects.of(office.firm.organisation).get()
    assert done(watch.job).state == State.DONE
    watch = again(watch)
    assert (watch.number, watch.known, watch.drawn, watch.day) == (25, 25, True, 3)
    assert all(each.text.startswith("Hello, this is message") for each in examples_of(watch).rows)


def test_stopping_and_deleting_leave_the_numbers_and_nothing_else(owner, office):
    watch = two_months(office.assessment, office.by)
    before = StoredFile.objects.count()
    owner.post("stop", watch)
    assert "Nobody has been reminded since" in text_of(owner.get("watch", watch))
    assert owner.get("today", watch).url == owner.url("watch", watch)
    assert owner.post("delete", watch).url == owner.url("watches")
    assert StoredFile.objects.count() == before - 3
    page = text_of(owner.get("asking", watch, 2))
    assert "3 of 20 answers changed" in page
    assert "Message" not in page
    assert "The texts were deleted" in page
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"watch.begun", "watch.answered", "watch.stopped", "watch.deleted"} <= verbs


def test_a_reader_sees_the_numbers_and_changes_nothing(owner, reader, office):
    watch = two_months(office.assessment, office.by)
    page = text_of(reader.get("watch", watch))
    assert "3 of 20 answers changed" in page
    assert "Give today" not in page
    assert reader.get("today", watch).status_code == 403
    assert (
        reader.post("asking", watch, 2, was_told="on", told_on="1 October 2026").status_code == 403
    )
    assert reader.post("take_back", watch, 2).status_code == 403


def test_the_assessment_says_it_in_one_line_and_the_home_page_when_it_is_due(owner, office):
    empty = text_of(
        owner.client.get(f"/o/{office.firm.organisation.id}/assessments/{office.assessment.id}/")
    )
    assert "Ask it the same examples each month" in empty
    watch = two_months(office.assessment, office.by)
    hub = text_of(
        owner.client.get(f"/o/{office.firm.organisation.id}/assessments/{office.assessment.id}/")
    )
    assert "3 of 20 answers changed, 3 for the worse." in hub
    home = f"/o/{office.firm.organisation.id}/"
    today = timezone.localdate()
    Watch.objects.of(office.firm.organisation).update(day=min(today.day, 28))
    assert "the same 20 examples again" in text_of(owner.client.get(home))
    asked(watch, office.by, on=today)
    assert "the same 20 examples again" not in text_of(owner.client.get(home))

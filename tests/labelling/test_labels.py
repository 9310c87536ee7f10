"""From an export to the examples of a test: what may be said when, and what is kept where."""

import pytest

from content.refusal import Refused
from evaluations.measurement.columns import SeenByVendor
from jobs.lifecycle import State
from labelling.actions.drawing import add_hard_ones
from labelling.actions.finishing import finish_labelling
from labelling.actions.labels import begin_second, give_label, settle
from labelling.kinds import CANNOT_SAY
from labelling.lifecycle import Stage, Voice
from labelling.models import Example, Label
from labelling.queries import (
    check_of,
    disagreements_of,
    examples_for,
    final_kinds,
    next_number,
    progress_of,
    texts_of,
)
from organisations.models import Event
from tests.evaluations.assessments import done
from tests.labelling.labelled import (
    KINDS,
    again,
    checked,
    kind_of,
    prepared,
    say,
    written,
)

pytestmark = pytest.mark.usefixtures("committed")


def label(made, by, number=1, kind="1", *, voice=Voice.FIRST, seen=None, hard=None):
    return give_label(
        labelling=made, number=number, voice=voice, kind=kind, seen=seen, by=by, hard=hard
    )


def test_each_label_is_kept_at_once_and_can_be_changed(office):
    made = prepared(office.assessment, office.first)
    label(made, office.first, 1, "1", hard=True)
    label(made, office.first, 2, CANNOT_SAY)
    label(made, office.first, 1, "2", seen="1")

    progress = progress_of(made, Voice.FIRST)
    assert (progress.total, progress.done, progress.cannot_say, progress.left) == (40, 2, 1, 38)
    assert final_kinds(made) == {1: "2"}
    assert next_number(made, Voice.FIRST) == 3
    assert next_number(made, Voice.FIRST, after=40) == 3
    assert Example.objects.of(made.organisation_id).get(labelling=made, number=1).hard
    said = Event.objects.filter(verb="label.given", subject=str(made.id))
    assert said.count() == 3


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"number": 41}, "There is no such example."),
        ({"kind": "9"}, "Choose one of the kinds"),
        ({"voice": Voice.SECOND}, "There is no such example."),
    ],
)
def test_what_is_not_there_is_refused_and_leaves_no_trace(office, said, sentence):
    made = prepared(office.assessment, office.first)
    before = Event.objects.count()

    with pytest.raises(Refused, match=sentence):
        label(made, office.first, **said)

    assert (Event.objects.count(), Label.objects.of(made.organisation_id).count()) == (before, 0)


def test_two_people_on_one_example_do_not_overwrite_each_other_unseen(office):
    made = prepared(office.assessment, office.first)
    label(made, office.first, 1, "1")

    with pytest.raises(Refused, match="Somebody else labelled this example meanwhile"):
        label(made, office.second, 1, "2")

    label(made, office.second, 1, "1")  # the same is no clash
    assert final_kinds(made) == {1: "1"}


def test_the_second_person_gets_a_random_fifty_and_cannot_be_the_first(office):
    made = prepared(office.assessment, office.first, lines=100, number=90)
    label(made, office.first, 1, "1")

    with pytest.raises(Refused, match="You gave the first labels"):
        begin_second(labelling=made, by=office.first)
    begin_second(labelling=made, by=office.second)
    with pytest.raises(Refused, match="Somebody began this already"):
        begin_second(labelling=made, by=office.second)

    chosen = list(examples_for(made, Voice.SECOND).values_list("number", flat=True))
    assert len(chosen) == 50
    assert chosen != list(range(1, 51))
    with pytest.raises(Refused, match="You gave the first labels"):
        label(made, office.first, chosen[0], voice=Voice.SECOND)
    label(made, office.second, chosen[0], voice=Voice.SECOND)
    with pytest.raises(Refused, match="You are the second person"):
        label(made, office.second, 2)


def test_agreement_shows_once_both_are_done_and_then_neither_side_moves(office):
    made = prepared(office.assessment, office.first)
    say(made, office.first)
    begin_second(labelling=made, by=office.second)
    chosen = [each.number for each in examples_for(made, Voice.SECOND)]
    say(made, office.second, Voice.SECOND, only=chosen[:-1])
    half = check_of(made)
    assert (half.over, half.agreement, half.disagreements) == (False, None, ())

    truth = kind_of(texts_of(made).texts[chosen[-1] - 1].text)
    other = "1" if truth != "1" else "2"
    label(made, office.second, chosen[-1], other, voice=Voice.SECOND)

    check = check_of(made)
    assert (check.over, check.agreement.n, check.agreement.agreed) == (True, 40, 39)
    assert [(each.number, each.first, each.second, each.settled) for each in check.disagreements] == [
        (chosen[-1], truth, other, None)
    ]  # fmt: skip
    with pytest.raises(Refused, match="neither label changes any more"):
        label(made, office.first, chosen[-1], other, seen=truth)


def test_a_difference_is_settled_and_the_settled_kind_counts(office):
    made = prepared(office.assessment, office.first)
    others = checked(made, office.first, office.second)
    one, two = others

    with pytest.raises(Refused, match="still differ on 2 examples"):
        finish_labelling(labelling=made, seen_by_vendor=SeenByVendor.NO, by=office.first)
    settle(labelling=made, number=one, kind=others[one], by=office.first)
    settle(labelling=made, number=two, kind=CANNOT_SAY, by=office.second)
    with pytest.raises(Refused, match="nothing to settle"):
        settle(
            labelling=made, number=min(set(range(1, 41)) - set(others)), kind="1", by=office.first
        )

    assert final_kinds(made)[one] == others[one]
    assert two not in final_kinds(made)
    assert {each.settled for each in disagreements_of(made)} == {others[one], CANNOT_SAY}
    # Agreement is what they said blind, whatever was settled.
    assert check_of(made).agreement.agreed == 38


def test_the_labels_become_examples_of_a_test_by_the_usual_door(office):
    made = prepared(office.assessment, office.first)
    add_hard_ones(
        labelling=made, rows=[], typed=["The boiler is cold again, and a child"], by=office.first
    )
    made = again(made)
    say(made, office.first, but={3: CANNOT_SAY})

    samples = finish_labelling(labelling=made, seen_by_vendor=SeenByVendor.NO, by=office.first)

    job = done(samples.source.job)
    assert job.state is State.DONE or job.state == State.DONE
    assert (samples.labelled_by, samples.seen_by_vendor) == ("people", "no")
    assert (samples.columns.label, samples.columns.inputs, samples.columns.id) == (
        "label", ("text",), "id",
    )  # fmt: skip
    assert samples.columns.slices == ("my_hard_one",)
    names = {each.key: each.name for each in KINDS}
    drawn = texts_of(made).texts
    rows = written(samples)
    assert [row["text"] for row in rows] == [
        each.text for number, each in enumerate(drawn, start=1) if number != 3
    ]
    assert all(row["label"] == names[kind_of(row["text"])] for row in rows)
    assert [row["my_hard_one"] for row in rows] == ["no"] * 39 + ["yes"]
    assert again(made).stage is Stage.FINISHED
    with pytest.raises(Refused, match="change no more"):
        label(made, office.first, 3, "1", seen=CANNOT_SAY)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (range(1, 9), "Only 8 examples have a kind"),
        (None, "All examples are of one kind"),
    ],
)
def test_too_little_is_no_test(office, said, sentence):
    made = prepared(office.assessment, office.first)
    say(made, office.first, only=said, but=None if said else dict.fromkeys(range(1, 41), "1"))

    with pytest.raises(Refused, match=sentence):
        finish_labelling(labelling=made, seen_by_vendor=SeenByVendor.NO, by=office.first)

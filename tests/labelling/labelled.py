"""Exports and labels as a firm's people make them, by the actions that pages call."""

import csv
import io
import random

from jobs import execution
from labelling.actions.drawing import draw_examples
from labelling.actions.exports import bring_export, choose_columns, name_kinds
from labelling.actions.labels import begin_second, give_label
from labelling.kinds import Kind
from labelling.lifecycle import Voice
from labelling.models import Labelling
from labelling.queries import examples_for, texts_of
from tests.evaluations.assessments import table
from vault import files

KINDS = (
    Kind("1", "Repairs", "Something in the flat is broken"),
    Kind("2", "Viewings", "Somebody wants to see a flat"),
    Kind("3", "Arrears", "The rent, and what is owed"),
)
SAID = (
    "The boiler is cold again",
    "May I see the flat on Friday",
    "I can pay the rent in two parts",
)


def texts(number):
    """So many different messages; each says of itself which kind it is, in words a person knows."""
    return [f"{SAID[each % 3]}. Message {each}" for each in range(number)]


def kind_of(text):
    """What a person would say."""
    return KINDS[next(place for place, said in enumerate(SAID) if said in text)].key


def export_of(lines, *, name="inbox.csv"):
    rows = [[f"{number:04}", line, "NA"] for number, line in enumerate(lines)]
    return table(["ref", "body", "note"], rows, name=name)


def brought(assessment, by, lines, *, seed=7):
    """An export that the worker has read."""
    made = bring_export(
        assessment=assessment, source=export_of(lines), name="inbox.csv", by=by, seed=seed
    )
    assert made.job
    execution.perform(made.job)
    return again(made)


def prepared(assessment, by, *, lines=60, number=40, kinds=KINDS):
    """A labelling that waits for its first label."""
    made = brought(assessment, by, texts(lines))
    choose_columns(labelling=made, columns=["body"], by=by)
    name_kinds(labelling=made, kinds=kinds, by=by)
    draw_examples(labelling=again(made), number=number, by=by)
    return again(made)


def again(labelling):
    """The row as it is now."""
    return Labelling.objects.of(labelling.organisation_id).get(id=labelling.id)


def say(labelling, by, voice=Voice.FIRST, *, but=None, only=None):
    """Label every example rightly, save those that `but` says otherwise of: number to kind."""
    drawn = texts_of(labelling).texts
    for example in examples_for(labelling, voice):
        if only is None or example.number in only:
            kind = (but or {}).get(example.number, kind_of(drawn[example.number - 1].text))
            give_label(
                labelling=labelling, number=example.number, voice=voice, kind=kind, seen=None, by=by
            )


def checked(labelling, first, second, *, wrong=2):
    """Both people label everything; the second says otherwise of so many."""
    say(labelling, first)
    begin_second(labelling=labelling, by=second)
    chosen = list(examples_for(labelling, Voice.SECOND).values_list("number", flat=True))
    drawn = texts_of(labelling).texts
    others = {
        number: "3" if kind_of(drawn[number - 1].text) != "3" else "1"
        for number in random.Random(1).sample(chosen, wrong)
    }
    say(labelling, second, Voice.SECOND, but=others)
    return others


def written(samples):
    """The file of a set of examples, as rows by column."""
    whole = b"".join(files.read(samples.file)).decode()
    return list(csv.DictReader(io.StringIO(whole, newline="")))


def at_each_stage(assessment, first, second):
    """One labelling of each stage with the pages to look at there: (page, labelling, number)."""
    unlabelled = prepared(assessment, first)
    columns = brought(assessment, first, texts(30))
    kinds = brought(assessment, first, texts(30))
    choose_columns(labelling=kinds, columns=["body"], by=first)
    drawing = brought(assessment, first, texts(30))
    choose_columns(labelling=drawing, columns=["body"], by=first)
    name_kinds(labelling=drawing, kinds=KINDS, by=first)
    half = prepared(assessment, first)
    say(half, first, only=range(1, 20))
    begin_second(labelling=half, by=second)
    unread = bring_export(
        assessment=assessment, source=export_of(["one"]), name="not read.csv", by=first
    )
    return [
        ("labelling", unread, 0), ("columns", columns, 0), ("kinds", kinds, 0), ("draw", drawing, 0),
        ("labelling", unlabelled, 0), ("labels", unlabelled, 0), ("second", unlabelled, 0),
        ("example", unlabelled, 1), ("draw", unlabelled, 0), ("labelling", half, 0), ("second", half, 0),
        ("example", half, 1), ("finish", half, 0), ("kinds", half, 0),
    ]  # fmt: skip

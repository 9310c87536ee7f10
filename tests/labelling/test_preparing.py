"""An export comes in, is read in the jail, drawn from and deleted; no text of it stands in the open."""

import io

import pytest
from django.conf import settings
from django.db import connection

from content.refusal import Refused
from evaluations.measurement.columns import SeenByVendor
from jobs.lifecycle import Fault, State
from labelling.actions.drawing import add_hard_ones, draw_examples
from labelling.actions.exports import bring_export, choose_columns, delete_labelling, name_kinds
from labelling.actions.finishing import finish_labelling
from labelling.actions.labels import give_label
from labelling.lifecycle import Stage, Voice
from labelling.models import Label, Labelling
from labelling.queries import (
    examples_for,
    progress_of,
    rows_of,
    texts_of,
)
from organisations import audit
from organisations.models import Event
from procurement.actions.closing import close_assessment
from tests.evaluations.assessments import done
from tests.labelling.labelled import (
    KINDS,
    again,
    brought,
    export_of,
    prepared,
    say,
    texts,
    written,
)
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


def label(made, by, number=1, kind="1", *, voice=Voice.FIRST, seen=None, hard=None):
    return give_label(
        labelling=made, number=number, voice=voice, kind=kind, seen=seen, by=by, hard=hard
    )


def test_the_worker_reads_an_export_and_swallows_nothing(office):
    made = brought(office.assessment, office.first, ["The boiler is cold", "NA", "null"])

    rows = rows_of(made)
    assert rows.columns == ("ref", "body", "note")
    assert rows.cells == (
        ("0000", "The boiler is cold", "NA"), ("0001", "NA", "NA"), ("0002", "null", "NA"),
    )  # fmt: skip
    assert made.stage is Stage.COLUMNS
    assert audit.check_chain(office.assessment.organisation_id).intact


def test_no_text_of_an_export_stands_in_the_open(office):
    secret = "My cellar is under water again and I owe you rent"
    made = brought(office.assessment, office.first, [secret, *texts(20)])
    choose_columns(labelling=made, columns=["body"], by=office.first)
    name_kinds(labelling=made, kinds=KINDS, by=office.first)
    draw_examples(labelling=again(made), number=21, by=office.first)
    drawn = [each.text for each in texts_of(again(made)).texts]
    label(made, office.first, drawn.index(secret) + 1)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for place in (settings.VAULT_DIR, settings.RUN_DIR, settings.VAR_DIR):
        for path in place.rglob("*"):
            assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def test_a_file_that_is_no_export_ends_with_its_sentence(office):
    made = bring_export(
        assessment=office.assessment,
        source=io.BytesIO(b"%PDF-1.7 x"),
        name="a.pdf",
        by=office.first,
    )

    job = done(made.job)

    assert (job.state, job.fault) == (State.FAILED, Fault.INPUT)
    assert "mbox" in job.refusal["what_to_do"]


def test_what_is_drawn_is_a_part_of_the_export_each_text_once(office):
    made = prepared(office.assessment, office.first, lines=60, number=40)
    draw_examples(labelling=made, number=15, by=office.first)

    drawn = [each.text for each in texts_of(again(made)).texts]
    assert len(set(drawn)) == len(drawn) == 55
    assert set(drawn) < set(texts(60))
    assert progress_of(made, Voice.FIRST).total == 55
    with pytest.raises(Refused, match="Only 5 different texts are left"):
        draw_examples(labelling=again(made), number=6, by=office.first)


def test_hard_ones_by_hand_come_after_the_others_and_are_marked(office):
    made = prepared(office.assessment, office.first, lines=30, number=20)
    left = {each.row for each in texts_of(made).texts}
    row = next(number for number in range(2, 32) if number not in left)

    added = add_hard_ones(
        labelling=made, rows=[row, row, 9_999], typed=["Damp, and a child", "Damp, and a child"],
        by=office.first,
    )  # fmt: skip

    assert added == 2
    assert add_hard_ones(labelling=again(made), rows=[row], typed=[], by=office.first) == 0
    marked = examples_for(made, Voice.FIRST).filter(hard=True, added=True)
    assert list(marked.values_list("number", flat=True)) == [21, 22]
    assert [each.row for each in texts_of(again(made)).texts[20:]] == [row, None]


def test_whoever_adds_to_what_somebody_added_to_loses_nothing(office):
    made = prepared(office.assessment, office.first)
    add_hard_ones(labelling=made, rows=[], typed=["One"], by=office.first)

    add_hard_ones(labelling=made, rows=[], typed=["Two"], by=office.second)

    assert [each.text for each in texts_of(again(made)).texts[-2:]] == ["One", "Two"]


def test_deleting_takes_texts_and_labels_and_leaves_the_record(office):
    made = prepared(office.assessment, office.first)
    say(made, office.first)
    samples = finish_labelling(labelling=made, seen_by_vendor=SeenByVendor.NO, by=office.first)
    places = [again(made).file, again(made).rows, again(made).texts]

    delete_labelling(labelling=made, by=office.first)

    assert not Labelling.objects.of(made.organisation_id).exists()
    assert not Label.objects.of(made.organisation_id).exists()
    assert not StoredFile.objects.filter(id__in=[each.id for each in places]).exists()
    for each in places:
        with pytest.raises(FileNotFoundError):
            b"".join(files.read(each))
    assert len(written(samples)) == 40
    assert Event.objects.filter(verb="labelling.deleted").count() == 1
    assert audit.check_chain(made.organisation_id).intact


def test_an_export_deleted_before_it_is_read_ends_quietly(office):
    made = bring_export(
        assessment=office.assessment, source=export_of(texts(3)), name="x.csv", by=office.first
    )
    delete_labelling(labelling=made, by=office.first)

    assert done(made.job).state == State.CANCELLED


def test_a_closed_assessment_takes_no_export(office):
    close_assessment(assessment=office.assessment, by=office.first)

    with pytest.raises(Refused, match="This assessment is closed"):
        bring_export(
            assessment=office.assessment, source=export_of(texts(3)), name="x.csv", by=office.first
        )

"""A sheet to run: what leaves, who lets it, what comes back, and that no step can be jumped over."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.actions.runs import request_run
from evaluations.models import Artefact, SampleSet
from evaluations.queries import usable_artefacts_of
from organisations.models import Event
from portal.actions.asking import Recipient, revoke
from portal.actions.handing_on import hand_on
from portal.models import ReturnedSheet, VendorRequest
from portal.moving import leader_of
from procurement.models import Vendor
from tests.portal.asked import link_in, path_of, started, theirs
from tests.portal.tasks import (
    LABELS,
    ROWS,
    buyers,
    done,
    downloaded,
    examples,
    made,
    release,
    seal_on,
    send_sheet,
    text,
    uploaded,
)
from tests.procurement.opened import answer
from vault import files

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def firm(committed):
    from tests.organisations.cast import found_firm

    return found_firm("Harbour Lettings")


@pytest.fixture
def buyer(firm, client):
    client.force_login(firm.owner)
    return client


@pytest.fixture
def vendor(asked):
    return started(asked)


@pytest.fixture
def task(buyer, asked, assessment, firm):
    return made(buyer, asked, examples(assessment, firm))


def is_out(task):
    task.refresh_from_db()
    return task.released_at is not None


def test_the_way_of_a_sheet_from_the_buyer_to_the_vendor_and_back(
    buyer, vendor, asked, task, assessment
):
    page = text(buyer.get(buyers(asked, "sheet", task.id)))
    assert "We found none. That is not “there is none”." in page
    assert "United Kingdom: No transfer abroad" in page
    assert vendor.get(theirs(asked, "their_sheet", task.id)).status_code == 404
    assert "/vendor/link/" in text(release(buyer, asked, task))
    assert "Run a sheet of examples" in text(vendor.get(theirs(asked, "tasks")))

    written, (header, *rows) = downloaded(vendor, asked, task)
    for secret in (*LABELS, "kind", "own-", "secretchannel", "inbox"):
        assert secret.encode() not in written
    assert header == ["id", "text", "answer"]
    label_of = {row[1]: row[2] for row in ROWS}
    back, _ = send_sheet(
        vendor,
        asked,
        task,
        uploaded([header, *([key, said, label_of[said]] for key, said, _ in rows)]),
    )
    assert (back.answered, back.missing) == (12, 0)
    assert f"Your reference is <b>{back}</b>" in text(
        vendor.get(theirs(asked, "their_sheet", task.id))
    )

    # It is graded as any answer sheet: under the buyer's own ids, offered where versions are compared.
    graded = b"".join(files.read(back.artefact.file)).decode().split()
    assert graded == ["ref,answer", *(f"{row[0]},{row[2]}" for row in ROWS)]
    assert back.artefact in usable_artefacts_of(assessment)
    assert "Count it against your answers" in text(buyer.get(buyers(asked, "sheet", task.id)))
    verbs = Event.objects.filter(subject=str(asked.request.id)).values_list("verb", flat=True)
    assert {
        "vendor.sheet_asked",
        "vendor.sheet_prepared",
        "vendor.sheet_released",
        "vendor.sheet_uploaded",
        "vendor.sheet_read",
    } <= set(verbs)


def test_a_workbook_leaves_as_well(buyer, vendor, asked, task):
    release(buyer, asked, task)
    assert text(vendor.get(theirs(asked, "their_sheet_file", task.id, "csv")))
    answer = vendor.get(theirs(asked, "their_sheet_file", task.id, "xlsx"))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert vendor.get(theirs(asked, "their_sheet_file", task.id, "json")).status_code == 404


@pytest.mark.parametrize(
    "left_out",
    [{"found_confirmed": None}, {"transfer_confirmed": None}, {"seen": ""}, {"seen": "0" * 64}],
)
def test_no_post_gets_round_what_must_be_confirmed(buyer, vendor, asked, task, left_out):
    assert "/vendor/link/" not in text(release(buyer, asked, task, **left_out))
    assert not is_out(task)
    assert vendor.get(theirs(asked, "their_sheet_file", task.id, "csv")).status_code == 404


def test_a_post_before_the_scan_is_done_releases_nothing(buyer, asked, assessment, firm):
    from portal.actions.sheet_tasks import ask_for_sheet

    task = ask_for_sheet(
        asked=asked.request,
        samples=examples(assessment, firm),
        instructions="",
        by=firm.owner.as_actor(),
    )
    page = buyer.post(
        buyers(asked, "sheet", task.id),
        {"seen": "", "found_confirmed": "on", "transfer_confirmed": "on"},
    )
    assert "We are making the sheet" in text(page)
    assert not is_out(task)


PERSONAL = [[row[0], f"{row[1]} from k.mensah@harbour.example", *row[2:]] for row in ROWS]


def test_what_was_found_is_shown_to_the_buyer_alone_and_needs_a_reason(
    buyer, vendor, asked, assessment, firm
):
    task = made(buyer, asked, examples(assessment, firm, PERSONAL))
    page = text(buyer.get(buyers(asked, "sheet", task.id)))
    assert "Email addresses" in page
    assert "12 of 12" in page
    assert "k.mensah@harbour.example" in page
    assert "Say why they may go" in text(release(buyer, asked, task))
    assert not is_out(task)
    release(buyer, asked, task, found_why="Everybody named has agreed.")
    assert is_out(task)
    assert Event.objects.filter(verb="vendor.sheet_released").count() == 1
    task.refresh_from_db()
    assert task.released["found_why"] == "Everybody named has agreed."
    assert "k.mensah" not in str(task.released)
    assert "Email addresses" not in text(vendor.get(theirs(asked, "their_sheet", task.id)))


@pytest.mark.parametrize(
    ("country", "status", "cited"),
    [
        ("IN", "India: Not covered", "UK GDPR Article 44A"),
        ("US", "Covered for some recipients only", "SI 2023/1028"),
        ("", "A country we were not told: Cannot tell", "are we making a restricted transfer"),
    ],
)
def test_a_country_that_is_not_covered_needs_a_reason(
    buyer, asked, task, firm, country, status, cited
):
    Vendor.objects.of(firm.organisation).update(country=country)
    page = text(buyer.get(buyers(asked, "sheet", task.id)))
    assert status in page
    assert cited in page
    assert "Say why it may go there" in text(release(buyer, asked, task))
    assert not is_out(task)
    release(buyer, asked, task, transfer_why="The agreement is signed.")
    assert is_out(task)
    assert task.released["transfers"][0]["status"] in {"none", "partial", "not_known"}


def test_the_country_the_vendor_names_counts_too(buyer, asked, task, assessment, firm):
    answer(assessment, firm.owner, vendor_country=["IE", "IN"])
    page = text(buyer.get(buyers(asked, "sheet", task.id)))
    assert "Ireland: Covered" in page
    assert "India: Not covered" in page


def test_what_changed_after_it_was_shown_must_be_looked_at_again(buyer, asked, task, firm):
    url = buyers(asked, "sheet", task.id)
    seal = seal_on(text(buyer.get(url)))
    Vendor.objects.of(firm.organisation).update(country="IE")
    page = text(
        buyer.post(url, {"seen": seal, "found_confirmed": "on", "transfer_confirmed": "on"})
    )
    assert "What we showed you has changed since" in page
    assert not is_out(task)


def test_an_input_that_says_the_right_answer_is_refused(buyer, asked, assessment, firm):
    rows = [[*row[:3], row[2].lower()] for row in ROWS]
    samples = examples(assessment, firm, rows)
    SampleSet.objects.of(firm.organisation).update(slices=[], inputs=["text", "channel"])
    samples.refresh_from_db()
    task = made(buyer, asked, samples)
    page = text(buyer.get(buyers(asked, "sheet", task.id)))
    assert "This column says the right answer" in page
    assert "channel" in page
    assert task.sheet is None


def test_released_examples_count_as_seen_by_the_vendor(buyer, asked, task):
    release(buyer, asked, task)
    task.sample_set.refresh_from_db()
    assert task.sample_set.seen_by_vendor == "yes"


def test_part_of_a_sheet_is_kept_and_said_and_is_no_answer_sheet(buyer, vendor, asked, task):
    release(buyer, asked, task)
    _, (header, *rows) = downloaded(vendor, asked, task)
    part = [header, *([key, said, "ZEBRALABEL"] for key, said, _ in rows[:9]), *rows[9:11]]
    back, _ = send_sheet(vendor, asked, task, uploaded(part))
    assert (back.answered, back.missing, back.artefact) == (9, 3, None)
    assert "3\xa0rows are still missing" in text(vendor.get(theirs(asked, "their_sheet", task.id)))
    assert "3 missing" in text(buyer.get(buyers(asked, "sheet", task.id)))


def test_a_late_sheet_says_by_how_much(buyer, vendor, asked, task):
    release(buyer, asked, task)
    VendorRequest.objects.of(asked.request.organisation_id).update(
        due_on=timezone.localdate() - timedelta(days=3)
    )
    _, (header, *rows) = downloaded(vendor, asked, task)
    send_sheet(vendor, asked, task, uploaded([header, *([*row[:2], "ZEBRALABEL"] for row in rows)]))
    assert "3\xa0days late" in text(buyer.get(buyers(asked, "sheet", task.id)))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            lambda rows: uploaded([rows[0], [rows[1][0], "other words", "x"]]),
            "is not the one we sent",
        ),
        (lambda rows: uploaded([["text"], ["x"]]), "There is no column called id"),
        (lambda rows: uploaded(rows), "No row has an answer yet"),
        (lambda rows: b"%PDF-1.7 nothing", "PDF"),
    ],
)
def test_the_jail_reads_it_and_a_problem_is_said_with_its_place(
    buyer, vendor, asked, task, file, sentence
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    release(buyer, asked, task)
    _, rows = downloaded(vendor, asked, task)
    sent = file(rows)
    if isinstance(sent, bytes):
        sent = SimpleUploadedFile("filled.csv", sent)
    back, job = send_sheet(vendor, asked, task, sent)
    assert job.state == "failed"
    page = text(vendor.get(theirs(asked, "their_sheet", task.id)))
    assert f"We could not use the sheet {back}" in page
    assert sentence in job.refusal["sentence"]
    assert sentence in page
    assert back.artefact is None
    assert "It could not be used, and they were told why" in text(
        buyer.get(buyers(asked, "sheet", task.id))
    )


def test_nothing_chosen_is_a_mistake_at_the_field(buyer, vendor, asked, task):
    release(buyer, asked, task)
    assert "Choose the sheet you filled in" in text(
        vendor.post(theirs(asked, "their_sheet", task.id), {})
    )
    assert not ReturnedSheet.objects.of(asked.request.organisation_id).exists()


def test_a_colleague_who_was_handed_the_sheet_does_it_and_sees_nothing_else(
    buyer, vendor, asked, task, mailoutbox, firm
):
    release(buyer, asked, task)
    form = text(vendor.get(theirs(asked, "hand_on")))
    part = re.search(r'value="(sheet-[0-9a-f]+)"', form).group(1)
    person = leader_of(asked.request)
    colleague, link = hand_on(
        person=person, to=Recipient("N. Patel", "n.patel@larkfield.example"), sections=[part],
        message="", and_sending=False,
    )  # fmt: skip
    theirs_alone = started_by_code(link, mailoutbox, firm)
    assert "Run a sheet of examples" in text(theirs_alone.get(theirs(asked, "tasks")))
    assert theirs_alone.get(theirs(asked, "question", "retention_days")).status_code == 404
    _, (header, *rows) = downloaded(theirs_alone, asked, task)
    back, _ = send_sheet(
        theirs_alone, asked, task, uploaded([header, *([*row[:2], "ZEBRALABEL"] for row in rows)])
    )
    assert back.person.name == "N. Patel"
    assert colleague.sections == [part]


def started_by_code(link, mailoutbox, firm):
    """Open a link that shows the buyer's texts: a forwarded link alone does not."""
    from django.test import Client

    from tests.portal.asked import code_in

    browser = Client()
    answer = browser.post(path_of(link), {"do": "start"})
    assert answer.url.endswith("/code/")
    browser.post(answer.url, {"code": code_in(mailoutbox, firm.organisation)})
    return browser


def test_somebody_who_was_handed_questions_alone_does_not_see_the_sheet(
    buyer, asked, task, mailoutbox, firm
):
    release(buyer, asked, task)
    started_by_code(
        link_in(mailoutbox, firm.organisation, "m.okoro@larkfield.example"), mailoutbox, firm
    )
    _, link = hand_on(
        person=leader_of(asked.request), to=Recipient("N. Patel", "n.patel@larkfield.example"),
        sections=["data_use"], message="", and_sending=False,
    )  # fmt: skip
    other = started(type("Asked", (), {"link": link}))
    assert other.get(theirs(asked, "their_sheet", task.id)).status_code == 404
    assert other.get(theirs(asked, "their_sheet_file", task.id, "csv")).status_code == 404


def test_withdrawn_is_withdrawn_at_once(buyer, vendor, asked, task, firm):
    release(buyer, asked, task)
    revoke(asked=asked.request, by=firm.owner.as_actor())
    assert vendor.get(theirs(asked, "their_sheet", task.id)).status_code == 403
    assert vendor.get(theirs(asked, "their_sheet_file", task.id, "csv")).status_code == 403
    assert (
        vendor.post(theirs(asked, "their_sheet", task.id), {"file": uploaded([["id"]])}).status_code
        == 403
    )


def test_the_sheet_of_another_request_is_not_found(buyer, vendor, asked, task, assessment, firm):
    from tests.portal.asked import PATEL, ask

    release(buyer, asked, task)
    other = ask(assessment, firm, to=PATEL)
    stranger = started(other)
    assert stranger.get(theirs(other, "their_sheet", task.id)).status_code == 404
    assert stranger.get(theirs(asked, "their_sheet", task.id)).status_code == 403


def test_no_artefact_is_made_of_a_sheet_that_was_not_read(asked, task, firm):
    assert not Artefact.objects.of(firm.organisation).exists()


def test_what_is_found_is_taken_out_unless_somebody_says_otherwise(
    buyer, vendor, asked, assessment, firm
):
    samples = examples(assessment, firm, PERSONAL)
    page = buyer.get(buyers(asked, "ask_sheet"))
    assert page.context["form"]["masked"].value() is True
    task = made(buyer, asked, samples, masked="on")
    shown = text(buyer.get(buyers(asked, "sheet", task.id)))
    assert "We took these out." in shown
    assert "[email address]" in shown
    assert "Why may they go" not in shown
    release(buyer, asked, task)
    task.refresh_from_db()
    assert task.released["masked"] == [{"kind": "email", "column": "text", "cells": 12}]
    assert "Taken out of it" in text(buyer.get(buyers(asked, "sheet", task.id)))

    written, (header, *rows) = downloaded(vendor, asked, task)
    assert b"k.mensah" not in written
    assert all(row[1].endswith("from [email address]") for row in rows)
    label_of = {
        row[1].replace("k.mensah@harbour.example", "[email address]"): row[2] for row in PERSONAL
    }
    answered = [[*row[:2], label_of[row[1]]] for row in rows]
    back, _ = send_sheet(vendor, asked, task, uploaded([header, *answered]))

    run = request_run(
        student=back.artefact, teacher=None, sample_set=samples, margin=0.1, claim=None,
        said_labels=None, by=firm.owner.as_actor(),
    )  # fmt: skip
    assert done(run.job).state == "done"
    run.refresh_from_db()
    assert run.result["student"]["masked"] is True
    assert run.result["student"]["metrics"]["accuracy"]["value"] == 1

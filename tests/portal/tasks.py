"""A sheet to run and a model to hand in, as both sides do them through their pages."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.actions.uploads import add_sample_set
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from jobs import execution
from jobs.models import Job
from portal.models import HandedModel, ReturnedSheet, SheetTask
from tests.evaluations.assessments import table
from tests.portal.asked import theirs

LABELS = ("ZEBRALABEL", "OKAPILABEL", "TAPIRLABEL")
ROWS = [
    [f"own-{n}", f"Hello, this is message {n}", LABELS[n % 3], "secretchannel"] for n in range(12)
]


def examples(assessment, firm, rows=None, *, inputs=("text",)):
    return add_sample_set(
        assessment=assessment,
        source=table(["ref", "text", "kind", "channel"], rows or ROWS),
        name="inbox.csv",
        columns=Columns("kind", inputs, "ref", ("channel",)),
        labelled_by=LabelledBy.PEOPLE,
        seen_by_vendor=SeenByVendor.NO,
        by=firm.owner.as_actor(),
    )


def buyers(asked, page, *args):
    request = asked.request
    return reverse(
        f"portal:{page}", args=[request.organisation_id, request.assessment_id, request.id, *args]
    )


def done(job):
    execution.perform(job)
    return Job.objects.get(id=job)


def text(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def made(buyer, asked, samples, **said):
    """Ask for a sheet on the buyer's page and let the worker make it. Not masked, unless it is said."""
    asked_for = {"samples": str(samples.id), "instructions": "Name the animal", **said}
    answer = buyer.post(buyers(asked, "ask_sheet"), asked_for)
    assert answer.status_code == 302, text(answer)
    task = SheetTask.objects.of(asked.request.organisation_id).latest("asked_at")
    done(task.job)
    task.refresh_from_db()
    return task


def seal_on(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def release(buyer, asked, task, **said):
    url = buyers(asked, "sheet", task.id)
    seal = seal_on(text(buyer.get(url)))
    ticked = {"seen": seal, "found_confirmed": "on", "transfer_confirmed": "on"}
    return buyer.post(
        url, {key: value for key, value in (ticked | said).items() if value is not None}
    )


def downloaded(vendor, asked, task):
    """Return the sheet as the vendor gets it: its bytes, and its rows."""
    answer = vendor.get(theirs(asked, "their_sheet_file", task.id, "csv"))
    assert answer.status_code == 200
    written = b"".join(answer.streaming_content)
    return written, list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def uploaded(rows, name="filled.csv"):
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return SimpleUploadedFile(name, written.getvalue().encode())


def send_sheet(vendor, asked, task, file):
    """Upload a sheet and let the worker read it; return what came of it."""
    answer = vendor.post(theirs(asked, "their_sheet", task.id), {"file": file})
    assert answer.status_code == 302, text(answer)
    back = ReturnedSheet.objects.of(asked.request.organisation_id).latest("number")
    job = done(back.job)
    back.refresh_from_db()
    return back, job


TERMS = {"accepted_by": "M. Okoro", "accepted_as": "Head of product", "accepts": "on"}


def accept(vendor, asked, task, **said):
    return vendor.post(theirs(asked, "their_model", task.id), TERMS | {"version": "2026.1"} | said)


def hand_in(vendor, asked, task, content, name="sorter.onnx"):
    """Hand a model in and let the worker look at it."""
    answer = vendor.post(
        theirs(asked, "their_model", task.id), {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 302, text(answer)
    handed = HandedModel.objects.of(asked.request.organisation_id).latest("number")
    job = done(handed.inspection)
    handed.refresh_from_db()
    return handed, job

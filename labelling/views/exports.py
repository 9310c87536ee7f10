"""An export comes in, is read, and stands on a page of its own until it is deleted."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from jobs.lifecycle import FINAL
from jobs.queries import standing
from labelling.access import labelling_view
from labelling.actions.exports import bring_export, delete_labelling
from labelling.forms.export import ExportForm, most_in_words
from labelling.lifecycle import Stage, Voice
from labelling.models import Labelling
from labelling.pace import seconds_each, time_left
from labelling.pasted import as_json_lines
from labelling.queries import (
    check_of,
    hard_numbers,
    labellings_of,
    moments_of,
    progress_of,
    voices_of,
)
from labelling.views.places import READING, first_page, go
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.job_progress import job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.models import Assessment


@assessment_view(Permission.TEST_RUN)
def new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Take in an export, and list those that are here."""
    form = ExportForm()
    if request.method == "POST":
        form = ExportForm(request.POST, request.FILES)
        if form.is_valid():
            made = _bring(form, assessment, request)
            if made is not None:
                return go(made, "labelling")
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "most": most_in_words(),
        "labellings": [(each, _standing_in_words(each)) for each in labellings_of(assessment)],
    }
    return render(request, "labelling/new.html", context)


@labelling_view
def labelling(request: HttpRequest, found: Labelling) -> HttpResponse:
    """Show how far it is and what comes next."""
    if found.stage is Stage.READING:
        return _reading(request, found)
    if found.stage not in (Stage.LABELLING, Stage.FINISHED):
        return first_page(found)
    person = actor_of(request).id
    voices = voices_of(found, person)
    progress = progress_of(found, Voice.FIRST)
    pace = seconds_each(moments_of(found, Voice.FIRST, person))
    context = {
        **_about(found),
        "progress": progress,
        "time_left": time_left(progress.left, pace) if progress.left else "",
        "hard": len(hard_numbers(found)),
        "check": check_of(found),
        "is_second": Voice.SECOND in voices,
        "is_first": Voice.FIRST in voices,
        "is_finished": found.stage is Stage.FINISHED,
    }
    return render(request, "labelling/labelling.html", context)


@labelling_view
def progress(request: HttpRequest, found: Labelling) -> HttpResponse:
    """Give the live part of the reading's page."""
    return later_look(request, found.job, READING, url=_progress_url(found), title=_title(found))


@labelling_view
def delete(request: HttpRequest, found: Labelling) -> HttpResponse:
    """Ask whether the export goes, and delete it."""
    if request.method == "POST":
        assessment, name = found.assessment, found.name
        delete_labelling(labelling=found, by=actor_of(request))
        messages.info(request, f"{name} and its labels are deleted.")
        return redirect("labelling:new", assessment.organisation_id, assessment.id)
    return render(request, "labelling/delete.html", _about(found))


def _bring(form: ExportForm, assessment: Assessment, request: HttpRequest) -> Labelling | None:
    file = form.cleaned_data["file"]
    source = file or io.BytesIO(as_json_lines(form.cleaned_data["lines"]))
    name = file.name if file else "Pasted texts"
    try:
        return bring_export(assessment=assessment, source=source, name=name, by=actor_of(request))
    except Refused as refusal:
        form.add_refusal(None, str(refusal))
        return None


def _reading(request: HttpRequest, found: Labelling) -> HttpResponse:
    assert found.job is not None  # noqa: S101 -- the action that makes the row submits its job
    job = standing(found.job)
    if job.state in FINAL:
        return render(request, "labelling/not_read.html", {**_about(found), "job": job})
    shown = job_progress(found.job, READING, at=timezone.now())
    return watch(
        request, "labelling/reading.html", _about(found), shown,
        url=_progress_url(found), title=_title(found),
    )  # fmt: skip


def _about(found: Labelling) -> dict[str, Any]:
    return {"assessment": found.assessment, "place": "tools", "labelling": found}


def _standing_in_words(found: Labelling) -> str:
    if found.stage is Stage.FINISHED:
        return "Finished. Its labels are examples of a test."
    if found.stage is Stage.LABELLING:
        said = progress_of(found, Voice.FIRST)
        return f"{said.done:,} of {said.total:,} labelled."
    if found.stage is Stage.READING:
        return "Not read yet."
    return "Read. Nothing is labelled yet."


def _title(found: Labelling) -> str:
    return f"Reading {found.name}"


def _progress_url(found: Labelling) -> str:
    return reverse(
        "labelling:progress", args=[found.organisation_id, found.assessment_id, found.id]
    )

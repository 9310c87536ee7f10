"""The examples come in: choose the file, wait while it is read, say what its columns are."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from evaluations.actions.uploads import add_sample_file, name_columns
from evaluations.forms.columns import ColumnsForm
from evaluations.forms.examples import ExamplesForm, most_in_words
from evaluations.measurement.columns import LabelledBy, SeenByVendor
from evaluations.measurement.sample_preview import SamplePreview
from evaluations.models import SampleFile
from evaluations.queries import job_of, preview_of, sample_files_of, sample_sets_of
from evaluations.wording.stages import READING
from jobs.lifecycle import FINAL
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.job_progress import job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.models import Assessment

DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


@assessment_view(Permission.TEST_RUN)
def new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Take in a file of examples, or offer those that are here already."""
    form = ExamplesForm()
    if request.method == "POST":
        form = ExamplesForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            made = add_sample_file(
                assessment=assessment, source=file, name=file.name, by=actor_of(request)
            )
            return redirect(
                "evaluations:columns", assessment.organisation_id, assessment.id, made.id
            )
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "most": most_in_words(),
        "sample_sets": sample_sets_of(assessment),
    }
    return render(request, "evaluations/new.html", context)


@assessment_view(Permission.TEST_RUN)
def columns(request: HttpRequest, assessment: Assessment, sample_file: uuid.UUID) -> HttpResponse:
    """Show how far the reading is; then let a person say what the columns are."""
    found = _sample_file(assessment, sample_file)
    preview = preview_of(found)
    if preview is None:
        return _reading(request, assessment, found)
    if found.file_id is None:
        raise Http404
    form = ColumnsForm(request.POST if request.method == "POST" else None, preview=preview)
    if request.method == "POST" and form.is_valid():
        made = name_columns(
            sample_file=found,
            columns=form.columns,
            labelled_by=LabelledBy(form.cleaned_data["labelled_by"]),
            seen_by_vendor=SeenByVendor(form.cleaned_data["seen_by_vendor"]),
            told_confirmed=form.telling,
            by=actor_of(request),
        )
        return redirect(
            "evaluations:example_set", assessment.organisation_id, assessment.id, made.id
        )
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "sample_file": found,
        "preview": preview,
        "notes": _notes(preview),
    }
    return render(request, "evaluations/columns.html", context)


@assessment_view(Permission.TEST_RUN)
def progress(request: HttpRequest, assessment: Assessment, sample_file: uuid.UUID) -> HttpResponse:
    """Give the live part of the reading's page."""
    found = _sample_file(assessment, sample_file)
    url = reverse(
        "evaluations:columns_progress", args=[assessment.organisation_id, assessment.id, found.id]
    )
    return later_look(request, found.job, READING, url=url, title=f"Reading {found.name}")


def _sample_file(assessment: Assessment, sample_file: uuid.UUID) -> SampleFile:
    found = sample_files_of(assessment).filter(id=sample_file).first()
    if found is None:
        raise Http404
    return found


def _reading(request: HttpRequest, assessment: Assessment, found: SampleFile) -> HttpResponse:
    job = job_of(found.job)
    context = {"assessment": assessment, "place": "tools", "sample_file": found, "job": job}
    if job.state in FINAL:
        return render(request, "evaluations/not_read.html", context)
    assert found.job is not None  # noqa: S101 -- job_of has looked at it
    shown = job_progress(found.job, READING, at=timezone.now())
    url = reverse(
        "evaluations:columns_progress", args=[assessment.organisation_id, assessment.id, found.id]
    )
    return watch(
        request, "evaluations/reading.html", context, shown, url=url, title=f"Reading {found.name}"
    )


def _notes(preview: SamplePreview) -> list[str]:
    notes = []
    if preview.other_sheets:
        sheets = "sheet was" if preview.other_sheets == 1 else "sheets were"
        notes.append(
            f"We read the sheet {preview.sheet}. {preview.other_sheets} more {sheets} left out."
        )
    if preview.delimiter and preview.encoding:
        between = DELIMITERS.get(preview.delimiter, f"“{preview.delimiter}”")
        notes.append(
            f"We read it as text in {_encoding(preview.encoding)} with {between} between the columns. "
            "If words look wrong below, save the file as CSV (UTF-8) and upload it again."
        )
    return notes


def _encoding(name: str) -> str:
    return name.replace("utf", "UTF").replace("windows", "Windows")

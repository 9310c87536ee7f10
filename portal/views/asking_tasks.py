"""The buyer's pages of a sheet to run and of a model to hand in."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from evaluations.forms.release import ReleaseForm
from evaluations.leaving import Shown
from evaluations.queries import sample_sets_of
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.job_progress import Stage, job_progress
from pages.job_watching import later_look, watch
from portal.actions.model_tasks import ask_for_model
from portal.actions.sheet_tasks import ask_for_sheet, release_sheet, shown_for
from portal.asked_tasks import SheetSeen, model_seen, sheet_seen
from portal.forms.tasks import ModelAskForm, SheetForm
from portal.model_terms import terms_today
from portal.models import SheetTask
from portal.views.asking import found_request, with_link
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment

MAKING = (
    Stage("Reading the examples", "Reading your examples", "In the closed room, with no network"),
    Stage("Looking for personal data", "Looking for personal data", "Nothing leaves yet"),
)


@assessment_view(Permission.ASSESSMENT_EDIT)
def ask_sheet(
    request: HttpRequest, assessment: Assessment, vendor_request: uuid.UUID
) -> HttpResponse:
    """Choose the examples for a sheet. It is made, and goes nowhere yet."""
    asked = found_request(assessment, vendor_request)
    sets = list(sample_sets_of(assessment))
    form = SheetForm(request.POST if request.method == "POST" else None, sample_sets=sets)
    if request.method == "POST" and form.is_valid():
        try:
            task = ask_for_sheet(
                asked=asked,
                samples=form.chosen,
                instructions=form.cleaned_data["instructions"],
                masked=form.cleaned_data["masked"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return redirect(
                "portal:sheet", assessment.organisation_id, assessment.id, asked.id, task.id
            )
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": asked,
        "form": form,
        "sample_sets": sets,
    }
    return render(request, "portal/ask_sheet.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def sheet(
    request: HttpRequest,
    assessment: Assessment,
    vendor_request: uuid.UUID,
    sheet_task: uuid.UUID,
) -> HttpResponse:
    """Show how far a sheet is: being made, to be released, with the vendor, or back."""
    seen = _sheet(assessment, vendor_request, sheet_task)
    edits = may(role_of(request), Permission.ASSESSMENT_EDIT)
    if request.method == "POST" and not edits:
        raise PermissionDenied
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": seen.task.request,
        "seen": seen,
        "may_edit": edits,
    }
    match seen.word:
        case "preparing":
            assert seen.task.job is not None  # noqa: S101 -- seen has looked at it
            progress = job_progress(seen.task.job, MAKING, at=timezone.now())
            return watch(
                request, "portal/sheet_making.html", context, progress,
                url=_progress_url(seen.task), title="Making the sheet",
            )  # fmt: skip
        case "not_made":
            return render(request, "portal/sheet_not_made.html", context)
        case "to_release":
            return _release(request, seen, context)
    returns = seen.task.returns.select_related("person").order_by("-number")
    return render(request, "portal/sheet.html", context | {"returns": returns})


def _release(request: HttpRequest, seen: SheetSeen, context: dict[str, object]) -> HttpResponse:
    shown: Shown = shown_for(seen.task)
    form = ReleaseForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = release_sheet(
                task=seen.task,
                seal=said["seen"],
                found_confirmed=said["found_confirmed"],
                found_why=said.get("found_why", ""),
                transfer_confirmed=said["transfer_confirmed"],
                transfer_why=said.get("transfer_why", ""),
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
            form.stand_on(shown.seal)
        else:
            return with_link(request, asked)
    return render(request, "portal/sheet_release.html", context | {"shown": shown, "form": form})


@assessment_view(Permission.ASSESSMENT_VIEW)
def sheet_progress(
    request: HttpRequest,
    assessment: Assessment,
    vendor_request: uuid.UUID,
    sheet_task: uuid.UUID,
) -> HttpResponse:
    """Give the live part of the page that waits for a sheet to be made."""
    seen = _sheet(assessment, vendor_request, sheet_task)
    return later_look(
        request, seen.task.job, MAKING, url=_progress_url(seen.task), title="Making the sheet"
    )


@assessment_view(Permission.ASSESSMENT_EDIT)
def ask_model(
    request: HttpRequest, assessment: Assessment, vendor_request: uuid.UUID
) -> HttpResponse:
    """Ask for the model, showing the terms the vendor will be asked to accept."""
    asked = found_request(assessment, vendor_request)
    form = ModelAskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            again = ask_for_model(
                asked=asked, instructions=form.cleaned_data["instructions"], by=actor_of(request)
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return with_link(request, again)
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": asked,
        "form": form,
        "terms": terms_today(),
    }
    return render(request, "portal/ask_model.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def model(
    request: HttpRequest,
    assessment: Assessment,
    vendor_request: uuid.UUID,
    model_task: uuid.UUID,
) -> HttpResponse:
    """Show how far the model is, what it showed, and the records of deletion."""
    asked = found_request(assessment, vendor_request)
    task = asked.model_tasks.filter(id=model_task).first()
    if task is None:
        raise Http404
    task.request = asked
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": asked,
        "seen": model_seen(task),
        "handed": task.handed.select_related("person").order_by("-number"),
    }
    return render(request, "portal/model.html", context)


def _sheet(assessment: Assessment, vendor_request: uuid.UUID, sheet_task: uuid.UUID) -> SheetSeen:
    asked = found_request(assessment, vendor_request)
    task = asked.sheet_tasks.select_related("sample_set").filter(id=sheet_task).first()
    if task is None:
        raise Http404
    task.request = asked
    return sheet_seen(task)


def _progress_url(task: SheetTask) -> str:
    asked = task.request
    return reverse(
        "portal:sheet_progress",
        args=[asked.organisation_id, asked.assessment_id, asked.id, task.id],
    )

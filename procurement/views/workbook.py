"""Answer in a spreadsheet: download it, bring it back, see what would change, confirm."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify

from content.refusal import Refused
from jobs.lifecycle import FINAL
from jobs.queries import standing
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.downloads import attachment
from pages.job_progress import Stage, job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.actions.workbooks import ChangedMeanwhile, confirm_workbook, take_in_workbook
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.forms.workbook import MOST_MEGABYTES, ConfirmForm, FilledWorkbookForm
from procurement.models import Assessment, FilledWorkbook
from procurement.views.place import Place, may_answer, say_if_closed, say_what_was_set_aside
from procurement.views.workbook_lines import lines_of, origin_of
from procurement.views.workbook_showing import Showing
from procurement.wording.workbook import buyers_wording
from procurement.workbook.writing import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READING = (
    Stage("Copying", "Copying the file", "A copy for the closed room, deleted afterwards"),
    Stage("Reading", "Reading the file", "In the closed room, with no network"),
)
CHANGED = "Somebody answered meanwhile. Look at the list again, then confirm"


@assessment_view(Permission.ASSESSMENT_EDIT)
def workbook(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Offer the spreadsheet, and take it in when it is filled in."""
    form = FilledWorkbookForm()
    if request.method == "POST":
        form = FilledWorkbookForm(request.POST, request.FILES)
        say_if_closed(form, assessment)
        if form.is_valid():
            file = form.cleaned_data["file"]
            made = take_in_workbook(
                assessment=assessment, source=file, name=file.name, by=actor_of(request)
            )
            return redirect(_address(made))
    answered = Answered.of(assessment)
    waiting = FilledWorkbook.objects.of(assessment.organisation_id).filter(
        assessment=assessment, uploaded_by=request.user.pk, confirmed_at=None, file__isnull=False
    )
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "questions": len(lines_of(answered)),
        "most": f"{MOST_MEGABYTES} MB",
        "may_edit": may_answer(request, assessment),
        "waiting": [
            (each, _address(each)) for each in waiting.order_by("-uploaded_at") if not each.expired
        ],
    }
    return render(request, "procurement/workbook.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def download(request: HttpRequest, assessment: Assessment) -> HttpResponseBase:
    """Hand out the questions as a spreadsheet, with the answers so far."""
    answered = Answered.of(assessment)
    wording = buyers_wording(str(assessment.product))
    content = write_workbook(lines_of(answered), wording, origin_of(answered))
    name = f"{slugify(str(assessment.product)) or 'this-tool'}-questions.xlsx"
    return attachment([content], name=name, content_type=XLSX)


@assessment_view(Permission.ASSESSMENT_EDIT)
def filled(
    request: HttpRequest, assessment: Assessment, filled_workbook: uuid.UUID
) -> HttpResponse:
    """Show what a spreadsheet would change; take its answers over once it is confirmed."""
    found = _own(request, assessment, filled_workbook)
    context = {"assessment": assessment, "place": "tools", "filled": found}
    if found.confirmed_at is not None:
        return render(request, "procurement/workbook_done.html", context)
    if found.expired or found.file is None:
        return render(request, "procurement/workbook_refused.html", context | {"expired": True})
    if found.cells is None:
        return _reading(request, found, context)
    answered = Answered.of(assessment)
    try:
        shown = Showing.of(answered, found, person=actor_of(request).name)
    except Refused as refusal:
        context["refusal"] = refusal.as_json()
        return render(request, "procurement/workbook_refused.html", context)
    form = ConfirmForm(shown.clashes, initial={"seen": shown.seen})
    if request.method == "POST" and shown.comparison.differences:
        form = ConfirmForm(shown.clashes, data=request.POST)
        if _confirmed(request, found, answered, shown, form):
            return redirect(_address(found))
    context |= {
        "form": form,
        "shown": shown.with_fields(form),
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "procurement/workbook_differences.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def progress(
    request: HttpRequest, assessment: Assessment, filled_workbook: uuid.UUID
) -> HttpResponse:
    """Give the live part of the reading's page."""
    found = _own(request, assessment, filled_workbook)
    return later_look(
        request,
        found.job,
        READING,
        url=_address(found, "workbook_progress"),
        title=f"Reading {found.name}",
    )


def _confirmed(
    request: HttpRequest,
    found: FilledWorkbook,
    answered: Answered,
    shown: Showing,
    form: ConfirmForm,
) -> bool:
    """Take over what is confirmed; return False where the page must be shown again."""
    valid = form.is_valid()
    if form.data.get("seen") != shown.seen:
        form.add_refusal(None, CHANGED)
    elif valid:
        taken = {
            each.line.key: each.said.written
            for each in shown.comparison.differences
            if form.takes(each.line.key)
        }
        try:
            confirm_workbook(
                filled=found,
                bank=answered.library.bank,
                answers=taken,
                based_on={key: answered.version(key) for key in taken},
                by=actor_of(request),
            )
        except ChangedMeanwhile:
            form.add_refusal(None, CHANGED)
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            say_what_was_set_aside(request, answered, Answered.of(answered.assessment))
            return True
    data = request.POST.copy()
    data["seen"] = shown.seen
    form.data = data
    return False


def _own(
    request: HttpRequest, assessment: Assessment, filled_workbook: uuid.UUID
) -> FilledWorkbook:
    """Return an uploaded spreadsheet to the one who uploaded it, and to nobody else."""
    found = (
        FilledWorkbook.objects.of(assessment.organisation_id)
        .filter(assessment=assessment, id=filled_workbook)
        .select_related("assessment", "file", "cells")
        .first()
    )
    if found is None:
        raise Http404
    if found.uploaded_by_id != request.user.pk:
        raise PermissionDenied
    return found


def _reading(
    request: HttpRequest, found: FilledWorkbook, context: dict[str, object]
) -> HttpResponse:
    assert found.job is not None  # noqa: S101 -- the action that makes the row submits its job
    job = standing(found.job)
    if job.state in FINAL:
        context |= {"refusal": job.refusal, "sentence": job.sentence}
        return render(request, "procurement/workbook_refused.html", context)
    shown = job_progress(found.job, READING, at=timezone.now())
    return watch(
        request,
        "procurement/workbook_reading.html",
        context,
        shown,
        url=_address(found, "workbook_progress"),
        title=f"Reading {found.name}",
    )


def _address(found: FilledWorkbook, page: str = "workbook_filled") -> str:
    return Place(found.assessment).to(f"procurement:{page}", filled_workbook=found.id)

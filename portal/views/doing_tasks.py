"""The vendor's pages of a sheet to run and of a model to hand in."""

import uuid
from typing import BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from content.refusal import Refused
from evaluations.example_sheet.blank import CSV, XLSX
from pages.downloads import attachment
from pages.uploads import most_in_words
from portal.access import Visit, vendor_page
from portal.actions.model_tasks import accept_terms, hand_in_model
from portal.actions.sheet_tasks import hand_in_sheet
from portal.asked_tasks import ModelSeen, SheetSeen, tasks_for
from portal.forms.tasks import FilledSheetForm, ModelForm, TermsForm
from portal.model_terms import terms_today
from portal.views.answering import frame
from procurement.forms.answer_field import in_a_summary
from vault import files

_KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@vendor_page
def their_sheet(request: HttpRequest, visit: Visit, sheet_task: uuid.UUID) -> HttpResponse:
    """Show what to do with the sheet and how far it is; take it in when it is filled in."""
    seen = _sheet(visit, sheet_task)
    form = FilledSheetForm()
    if request.method == "POST":
        form = FilledSheetForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                hand_in_sheet(
                    person=visit.person,
                    task=seen.task,
                    source=cast("BinaryIO", file),
                    name=file.name or "sheet",
                )
            except Refused as refusal:
                form.add_refusal(None, in_a_summary(refusal))
            else:
                return redirect("portal:their_sheet", visit.asked.id, seen.task.id)
    context = frame(visit) | {"seen": seen, "form": form}
    return render(request, "portal/their_sheet.html", context)


@vendor_page
@require_GET
def their_sheet_file(
    request: HttpRequest, visit: Visit, sheet_task: uuid.UUID, ending: str
) -> HttpResponseBase:
    """Hand out the sheet: ids and inputs, as it was released."""
    seen = _sheet(visit, sheet_task)
    stored = {CSV: seen.task.sheet, XLSX: seen.task.workbook}.get(ending)
    if stored is None:
        raise Http404
    name = f"examples-{visit.asked.reference}.{ending}"
    return attachment(files.read(stored), name=name, content_type=_KINDS[ending])


@vendor_page
def their_model(request: HttpRequest, visit: Visit, model_task: uuid.UUID) -> HttpResponse:
    """Show the terms, then the upload, then how far the model is and the record of its deletion."""
    seen = _model(visit, model_task)
    if seen.word == "to_accept":
        return _terms(request, visit, seen)
    form = ModelForm()
    if request.method == "POST":
        form = ModelForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                hand_in_model(
                    person=visit.person,
                    task=seen.task,
                    source=cast("BinaryIO", file),
                    name=file.name or "model",
                )
            except Refused as refusal:
                form.add_refusal(None, in_a_summary(refusal))
            else:
                return redirect("portal:their_model", visit.asked.id, seen.task.id)
    context = frame(visit) | {
        "seen": seen,
        "form": form,
        "most": most_in_words(),
        "handed": seen.task.handed.select_related("person").order_by("-number"),
    }
    return render(request, "portal/their_model.html", context)


def _terms(request: HttpRequest, visit: Visit, seen: ModelSeen) -> HttpResponse:
    terms = terms_today()
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial={"version": terms.version, "accepted_by": visit.person.name},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            accept_terms(
                person=visit.person,
                task=seen.task,
                version=said["version"],
                accepted_by=said["accepted_by"].strip(),
                accepted_as=said["accepted_as"].strip(),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return redirect("portal:their_model", visit.asked.id, seen.task.id)
    context = frame(visit) | {"seen": seen, "form": form, "terms": terms}
    return render(request, "portal/model_terms.html", context)


def _sheet(visit: Visit, sheet_task: uuid.UUID) -> SheetSeen:
    for seen in tasks_for(visit.person):
        if isinstance(seen, SheetSeen) and seen.task.id == sheet_task:
            return seen
    raise Http404


def _model(visit: Visit, model_task: uuid.UUID) -> ModelSeen:
    for seen in tasks_for(visit.person):
        if isinstance(seen, ModelSeen) and seen.task.id == model_task:
            return seen
    raise Http404

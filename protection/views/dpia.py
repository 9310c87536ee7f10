"""Whether a DPIA is needed, the seven steps at a glance, each step, and each version that was signed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.queries import library_of
from procurement.views.place import Place, may_answer, refuse_readers
from protection.actions.dpia import write_cells
from protection.dpia.differences import changed_since
from protection.dpia.loader import load_sheet
from protection.dpia.record import Record, Screened, Step
from protection.dpia.sources import sources
from protection.forms.dpia import StepForm
from protection.gathering import worksheet_of
from protection.models import DpiaVersion
from protection.queries import dpia_of, versions_of

_WRITTEN = ("need", "describe", "consult", "necessity")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the list: what is done in it, in words, and where it leads."""

    step: Step
    said: str
    url: str
    done: bool


def may_sign(request: HttpRequest, assessment: Assessment) -> bool:
    """Return whether the person may sign here and the assessment takes answers."""
    decides = may(role_of(request), Permission.FLAG_DECIDE)
    return decides and assessment.status != Status.CLOSED


def about(assessment: Assessment, record: Record) -> dict[str, object]:
    """Return what every page of the worksheet shows: the last version and what changed since."""
    versions = versions_of(assessment)
    last = versions[-1] if versions else None
    return {
        "assessment": assessment,
        "place": "tools",
        "record": record,
        "last": last,
        "versions": versions,
        "since": changed_since(Record.model_validate(last.content), record) if last else (),
    }


@assessment_view(Permission.ASSESSMENT_VIEW)
def screening(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say whether a DPIA is needed: every sign, with the answers that make it so."""
    record = worksheet_of(assessment)
    place = Place(assessment)
    context = about(assessment, record) | {
        "screened": record.screened,
        "questions": _questions(record.screened, place),
        "may_edit": may_answer(request, assessment),
        "may_sign": may_sign(request, assessment),
    }
    return render(request, "protection/dpia.html", context)


def _questions(screened: Screened, place: Place) -> list[tuple[str, str]]:
    return [(text, place.question(key)) for key, text in screened.waits_for]


@assessment_view(Permission.ASSESSMENT_VIEW)
def worksheet(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List the seven steps and how far each is, with all that stands in them to print."""
    record = worksheet_of(assessment)
    lines = _lines(record, Place(assessment))
    context = about(assessment, record) | {
        "lines": lines,
        "next": next((line for line in lines if not line.done), lines[-1]),
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "protection/dpia_worksheet.html", context)


def _lines(record: Record, place: Place) -> list[StepLine]:
    lines = []
    for step in record.steps:
        if step.id == "sign":
            said, done = ("Not signed yet", False)
            url = place.to("protection:dpia_sign")
        elif step.id in _WRITTEN:
            empty = [cell.title for cell in step.cells if cell.missing]
            stale = [cell.title for cell in step.cells if cell.changed]
            filled = sum(cell.says_something for cell in step.cells)
            said = f"{filled} of {len(step.cells)} parts say something"
            if empty:
                said = f"Still empty: {', '.join(empty).lower()}"
            elif stale:
                said = f"An answer changed under: {', '.join(stale).lower()}"
            written = any(cell.text for cell in step.cells)
            done = not empty and not stale and (written or filled == len(step.cells))
            url = place.to("protection:dpia_step", section=step.id)
        else:
            waiting = len(record.not_dealt_with)
            done = not waiting and bool(record.rated)
            said = f"{len(record.rated)} rated, {waiting} to rate"
            if step.id == "measures":
                planned = sum(len(risk.measures) for risk in record.counted)
                high = len(record.high_left)
                left = f"; {high} high at the end" if high else ""
                said = f"{planned} {'measure' if planned == 1 else 'measures'}{left}"
            url = place.to("protection:dpia_step", section=step.id)
        lines.append(StepLine(step, said, url, done))
    return lines


@assessment_view(Permission.ASSESSMENT_VIEW)
def step(request: HttpRequest, assessment: Assessment, section: str) -> HttpResponse:
    """Show one step; keep what is written into its cells."""
    if request.method == "POST":
        refuse_readers(request)
    record = worksheet_of(assessment)
    found = next((each for each in record.steps if each.id == section), None)
    if found is None or found.id == "sign":
        raise Http404
    if found.id not in _WRITTEN:
        return _risks(request, assessment, record, found)
    dpia = dpia_of(assessment)
    kept = {text.cell: text.version for text in dpia.texts.all()} if dpia else {}
    edits = may_answer(request, assessment)
    form = StepForm(found, kept, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _written(request, assessment, form):
        following = record.steps[found.number]
        return redirect(Place(assessment).to("protection:dpia_step", section=following.id))
    context = about(assessment, record) | {
        "step": found,
        "form": form if edits or request.method == "POST" else None,
    }
    return render(request, "protection/dpia_step.html", context)


def _written(request: HttpRequest, assessment: Assessment, form: StepForm) -> bool:
    """Return whether it was kept; if not, the form says why and what was typed stays."""
    try:
        count = write_cells(
            assessment=assessment,
            texts=form.texts,
            based_on=form.based_on,
            confirmed=form.confirmed,
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(refusal.column, in_a_summary(refusal))
        return False
    if count:
        messages.success(request, f"Saved at {timezone.localtime():%H:%M}", extra_tags="saved")
    return True


def _risks(
    request: HttpRequest, assessment: Assessment, record: Record, found: Step
) -> HttpResponse:
    sheet = load_sheet()
    today = timezone.localdate()
    context = about(assessment, record) | {
        "step": found,
        "matrix": sheet.matrix,
        "matrix_sources": sources(sheet.matrix.cites, library_of(assessment), today),
        "consult": sheet.consult,
        "grave": [r for r in record.risks if r.number is None and r.grave],
        "others": [r for r in record.risks if r.number is None and not r.grave],
        "written": [r for r in record.risks if r.number is not None and not r.left_out],
        "left_out": [r for r in record.risks if r.left_out],
        "may_edit": may_answer(request, assessment),
    }
    name = "dpia_measures" if found.id == "measures" else "dpia_risks"
    return render(request, f"protection/{name}.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def version(request: HttpRequest, assessment: Assessment, number: int) -> HttpResponse:
    """Show one version as it was signed, with what changed since, for the file and for paper."""
    rows = DpiaVersion.objects.of(assessment.organisation_id).filter(assessment=assessment)
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    signed = Record.model_validate(found.content)
    context = about(assessment, worksheet_of(assessment)) | {"version": found, "signed": signed}
    newest = context["last"] == found
    context["since"] = context["since"] if newest else ()
    context["newest"] = newest
    context["may_edit"] = may_answer(request, assessment)
    return render(request, "protection/dpia_version.html", context)

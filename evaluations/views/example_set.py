"""One set of examples before any test: is it enough, is something odd, and the sheets to be answered."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from content.refusal import Refused
from evaluations.actions.handing_out import hand_out
from evaluations.example_sheet.blank import CSV, XLSX
from evaluations.forms.release import ReleaseForm
from evaluations.leaving import shown_before_leaving
from evaluations.models import SampleSet, SheetFor, SheetToAnswer
from evaluations.queries import job_of, sample_sets_of, seen_of
from evaluations.wording.example_set import check_sentences, plan_sentence
from evaluations.wording.stages import LOOKING_AT_EXAMPLES
from jobs.lifecycle import FINAL
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.downloads import attachment
from pages.job_progress import job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment
from vault import files

KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@assessment_view(Permission.TEST_RUN)
def example_set(
    request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID
) -> HttpResponse:
    """Show how far the look is; then what it showed, and the sheets."""
    found = _found(assessment, sample_set)
    seen = seen_of(found)
    if seen is None:
        return _looking(request, assessment, found)
    context = _context(assessment, found) | {
        "seen": seen,
        "plan": "" if seen.figures else plan_sentence(seen.rows),
        "checks": check_sentences(seen, label=found.label, name=found.name),
        "sheets": _sheets(found, SheetFor.OURSELVES),
        "vendor_sheets": _sheets(found, _handed_out(found)) if found.handed_out else [],
    }
    return render(request, "evaluations/example_set.html", context)


@assessment_view(Permission.TEST_RUN)
def progress(request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID) -> HttpResponse:
    """Give the live part of the page that waits for the look."""
    found = _found(assessment, sample_set)
    return later_look(
        request,
        found.job,
        LOOKING_AT_EXAMPLES,
        url=_progress_url(found),
        title=f"Looking at {found.name}",
    )


@assessment_view(Permission.TEST_RUN)
def hand_out_sheet(
    request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID
) -> HttpResponse:
    """Show what would leave and where to; let it leave. Masked, unless somebody says otherwise."""
    found = _found(assessment, sample_set)
    seen = seen_of(found)
    if seen is None or not _sheets(found, SheetFor.VENDOR_MASKED):
        return redirect("evaluations:example_set", found.organisation_id, assessment.id, found.id)
    asked = request.POST if request.method == "POST" else request.GET
    masked = asked.get("as_it_stands") != "1"
    shown = shown_before_leaving(assessment, seen.masked if masked else seen.scan)
    form = ReleaseForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            hand_out(
                samples=found,
                shown=shown,
                masked=masked,
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
            page = reverse(
                "evaluations:example_set", args=[found.organisation_id, assessment.id, found.id]
            )
            return redirect(f"{page}#vendor")
    context = _context(assessment, found) | {
        "seen": seen,
        "shown": shown,
        "form": form,
        "masked": masked,
    }
    return render(request, "evaluations/hand_out.html", context)


@assessment_view(Permission.TEST_RUN)
def sheet_file(
    request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID, ending: str
) -> HttpResponseBase:
    """Hand out the sheet for the firm's own use."""
    found = _found(assessment, sample_set)
    return _sheet_file(found, SheetFor.OURSELVES, f"Examples to answer.{ending}", ending)


@assessment_view(Permission.TEST_RUN)
def vendor_sheet_file(
    request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID, ending: str
) -> HttpResponseBase:
    """Hand out the vendor's sheet, once somebody has let it leave."""
    found = _found(assessment, sample_set)
    name = f"Examples to answer for the vendor.{ending}"
    return _sheet_file(found, _handed_out(found), name, ending)


def _sheet_file(
    found: SampleSet, made_for: SheetFor | None, name: str, ending: str
) -> HttpResponseBase:
    sheet = next((each for each in _sheets(found, made_for) if each.ending == ending), None)
    if sheet is None:  # the page says what is to be done first
        return redirect(
            "evaluations:example_set", found.organisation_id, found.assessment_id, found.id
        )
    return attachment(files.read(sheet.file), name=name, content_type=KINDS[ending])


def _found(assessment: Assessment, sample_set: uuid.UUID) -> SampleSet:
    found = sample_sets_of(assessment).select_related("seen").filter(id=sample_set).first()
    if found is None:
        raise Http404
    return found


def _context(assessment: Assessment, samples: SampleSet) -> dict[str, object]:
    return {"assessment": assessment, "place": "tools", "samples": samples}


def _handed_out(samples: SampleSet) -> SheetFor | None:
    if samples.handed_out is None:
        return None
    return SheetFor.VENDOR_WHOLE if samples.handed_out["as_it_stands"] else SheetFor.VENDOR_MASKED


def _sheets(samples: SampleSet, made_for: SheetFor | None) -> list[SheetToAnswer]:
    rows = SheetToAnswer.objects.of(samples.organisation_id).select_related("file")
    return list(rows.filter(sample_set=samples, made_for=made_for).order_by("ending"))


def _looking(request: HttpRequest, assessment: Assessment, found: SampleSet) -> HttpResponse:
    if found.job is None:  # from before examples were looked at
        return redirect("evaluations:compare", found.organisation_id, assessment.id, found.id)
    job = job_of(found.job)
    context = _context(assessment, found) | {"job": job}
    if job.state in FINAL:
        return render(request, "evaluations/examples_not_usable.html", context)
    shown = job_progress(found.job, LOOKING_AT_EXAMPLES, at=timezone.now())
    return watch(
        request, "evaluations/examples_looking.html", context, shown,
        url=_progress_url(found), title=f"Looking at {found.name}",
    )  # fmt: skip


def _progress_url(found: SampleSet) -> str:
    return reverse(
        "evaluations:example_set_progress",
        args=[found.organisation_id, found.assessment_id, found.id],
    )

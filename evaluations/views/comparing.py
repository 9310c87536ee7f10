"""What is compared with what: two versions, a limit, and perhaps the vendor's claim."""

import uuid
from decimal import Decimal
from typing import Any, BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from content.refusal import Refused
from evaluations.actions.runs import request_run
from evaluations.actions.uploads import add_artefact
from evaluations.forms.compare import KIND_OF_UPLOAD, SIDES, CompareForm, said_before
from evaluations.measurement.sample_preview import SamplePreview
from evaluations.models import Run, SampleSet
from evaluations.queries import preview_of, runs_of, sample_sets_of, usable_artefacts_of
from evaluations.statistics.planning import margin_offers
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.uploads import most_in_words
from procurement.access import assessment_view
from procurement.models import Assessment

# Two versions of one product seldom disagree on fewer; the page says that it is assumed.
ASSUMED_DISAGREEMENT = 0.1


@assessment_view(Permission.TEST_RUN)
def compare(request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID) -> HttpResponse:
    """Ask what is compared, and start the test."""
    samples = sample_sets_of(assessment).filter(id=sample_set).select_related("source").first()
    if samples is None:
        raise Http404
    if request.method == "POST":
        said, empty = _keep_uploads(request, assessment)
        form = CompareForm(said, earlier=usable_artefacts_of(assessment), empty_files=empty)
        if form.is_valid():
            run = _start(form, samples, request)
            if run is not None:
                return redirect(
                    "evaluations:run", assessment.organisation_id, assessment.id, run.id
                )
    else:
        form = CompareForm(
            earlier=usable_artefacts_of(assessment), initial=_said_before(request, assessment)
        )
    preview = preview_of(samples.source)
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "samples": samples,
        "rows": preview.rows if preview else None,
        "offers": _offers(preview),
        "sheet": _sheet(samples, preview),
        "most": most_in_words(),
    }
    return render(request, "evaluations/compare.html", context)


def _keep_uploads(request: HttpRequest, assessment: Assessment) -> tuple[QueryDict, list[str]]:
    """Store each new file at once, so that it is kept whatever else is wrong with the form.

    Returns what was said with the stored files chosen, and the sides whose file was empty.
    """
    said, empty = request.POST.copy(), []
    for side in SIDES:
        file, kind = request.FILES.get(f"{side}_file"), KIND_OF_UPLOAD.get(said.get(side, ""))
        if file is None or kind is None:
            continue
        if not file.size:
            empty.append(side)
            continue
        kept = add_artefact(
            assessment=assessment, kind=kind, source=cast("BinaryIO", file), name=file.name or "file",
            by=actor_of(request),
        )  # fmt: skip
        said[side] = str(kept.id)
    return said, empty


def _start(form: CompareForm, samples: SampleSet, request: HttpRequest) -> Run | None:
    said = form.cleaned_data
    try:
        return request_run(
            student=said["student_artefact"],
            teacher=said["teacher_artefact"],
            sample_set=samples,
            margin=float(said["limit"] / Decimal(100)),
            claim=said["claim"],
            said_labels=said["labels"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(None, str(refusal))
        return None


def _said_before(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    """Return what an earlier test said, where the address names one: `?again=<id>`."""
    try:
        again = uuid.UUID(request.GET.get("again", ""))
    except ValueError:
        return {}
    run = runs_of(assessment).filter(id=again).first()
    return said_before(run) if run else {}


def _offers(preview: SamplePreview | None) -> list[dict[str, Any]]:
    if preview is None:
        return []
    offers, _ = margin_offers(preview.rows, ASSUMED_DISAGREEMENT)
    return [
        {"limit": f"{offer.margin * 100:g}", "chance": _chance(offer.chance)} for offer in offers
    ]


def _chance(chance: float) -> str:
    if chance > 0.95:
        return "nearly certain"
    return f"about {round(chance * 100)} in 100" if chance >= 0.01 else "next to none"


def _sheet(samples: SampleSet, preview: SamplePreview | None) -> dict[str, Any]:
    """Return the first lines of a sheet as it should look for these examples."""
    column = samples.id_column
    if preview is None:
        return {"id": column, "rows": []}
    names = [each.name for each in preview.columns]
    ids = names.index(column) if column in names else None
    labels = names.index(samples.label) if samples.label in names else None
    if labels is None:
        return {"id": column, "rows": []}
    rows = [(row[ids] if ids is not None else "", row[labels]) for row in preview.first_rows[:3]]
    return {"id": column, "rows": rows}

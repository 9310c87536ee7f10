"""The page of one version's file: what it shows by itself, and how we know."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from content.conversions import ways_for
from content.refusal import Refused
from evaluations.actions.looking import look_inside
from evaluations.models import Artefact, ArtefactKind
from evaluations.queries import artefacts_of, job_of, tested_beside
from evaluations.wording.stages import LOOKING
from jobs.lifecycle import FINAL
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.job_progress import job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.models import Assessment
from sandbox.inspection import Inspection
from sandbox.inspection_words import FORMATS, lines_of
from sandbox.model_comparison import compare_models, in_words


@assessment_view(Permission.ASSESSMENT_VIEW)
def version_file(request: HttpRequest, assessment: Assessment, artefact: uuid.UUID) -> HttpResponse:
    """Show what a file shows, how far the look is, or why it is not opened."""
    found = _artefact(assessment, artefact)
    job = job_of(found.look) if found.look else None
    if job is not None and found.look is not None and job.state not in FINAL:
        shown = job_progress(found.look, LOOKING, at=timezone.now())
        context = {"assessment": assessment, "place": "tools", "artefact": found}
        return watch(
            request, "evaluations/looking.html", context, shown,
            url=_progress_url(found), title=f"Looking inside {found.name}",
        )  # fmt: skip
    seen = _inspection(found)
    refusal = found.not_opened
    context = {
        "assessment": assessment,
        "place": "tools",
        "artefact": found,
        "is_model": found.kind == ArtefactKind.MODEL,
        "job": job,
        "seen": seen,
        "format": FORMATS[seen.format] if seen else "",
        "lines": lines_of(seen) if seen else [],
        "refusal": refusal,
        "ways": ways_for(refusal["found"]) if refusal else _ways(seen),
        "beside": _beside(found, seen),
        "may_look": may(role_of(request), Permission.TEST_RUN) and found.file_id is not None,
    }
    return render(request, "evaluations/version_file.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def progress(request: HttpRequest, assessment: Assessment, artefact: uuid.UUID) -> HttpResponse:
    """Give the live part of the page while we look."""
    found = _artefact(assessment, artefact)
    return later_look(
        request, found.look, LOOKING, url=_progress_url(found), title=f"Looking inside {found.name}"
    )


@assessment_view(Permission.TEST_RUN)
@require_POST
def look(request: HttpRequest, assessment: Assessment, artefact: uuid.UUID) -> HttpResponse:
    """Have a worker look inside."""
    found = _artefact(assessment, artefact)
    try:
        look_inside(artefact=found, by=actor_of(request))
    except Refused as problem:
        messages.error(request, problem.sentence)
    return redirect("evaluations:version_file", assessment.organisation_id, assessment.id, found.id)


def _artefact(assessment: Assessment, artefact: uuid.UUID) -> Artefact:
    found = artefacts_of(assessment).filter(id=artefact).first()
    if found is None:
        raise Http404
    return found


def _progress_url(found: Artefact) -> str:
    return reverse(
        "evaluations:version_file_progress",
        args=[found.organisation_id, found.assessment_id, found.id],
    )


def _inspection(found: Artefact) -> Inspection | None:
    return None if found.inspection is None else Inspection.model_validate(found.inspection)


def _ways(seen: Inspection | None) -> list[object]:
    return list(ways_for(seen.format)) if seen and seen.cannot_run else []


def _beside(found: Artefact, seen: Inspection | None) -> list[tuple[str, list[str]]]:
    """Return for each bigger version it was tested against what the two files show side by side."""
    told = []
    for other in tested_beside(found) if seen else []:
        theirs = _inspection(other)
        if seen is not None and theirs is not None:
            told.append((other.name, in_words(compare_models(seen, theirs))))
    return told

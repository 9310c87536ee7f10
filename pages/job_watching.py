"""Pages that wait for a job: the whole page once, then its live part again and again."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pages.job_progress import JobProgress, Stage, job_progress


def watch(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    progress: JobProgress,
    *,
    url: str,
    title: str,
) -> HttpResponse:
    """Return the whole page; `url` gives its live part, `title` is what is waited for."""
    told = {"progress": progress, "progress_url": url, "progress_title": title}
    response = render(request, template, {**context, **told})
    response.headers["Cache-Control"] = "no-store"
    return response


def later_look(
    request: HttpRequest,
    job_id: uuid.UUID | None,
    stages: Sequence[Stage],
    *,
    url: str,
    title: str,
) -> HttpResponse:
    """Return the live part of a page, or tell the page to load itself anew when the job has ended."""
    if job_id is None:
        raise Http404
    beat = request.GET.get("beat", "")
    seen = job_progress(
        job_id, stages, at=timezone.now(), beat=int(beat[:18]) if beat.isdecimal() else None
    )
    if seen.is_final:
        return HttpResponse(headers={"HX-Refresh": "true", "Cache-Control": "no-store"})
    context = {
        "progress": seen,
        "progress_url": url,
        "progress_title": title,
        "later_look": True,
        "heard": request.GET.get("heard", ""),
    }
    response = render(request, "_components/job_progress.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response

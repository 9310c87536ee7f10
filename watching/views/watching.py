"""What is watched: the list, and each from its first answers over the months."""

import csv
import io

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from jobs.lifecycle import FINAL, State
from jobs.queries import standing as job_standing
from organisations.access import role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from pages.job_progress import job_progress
from pages.job_watching import later_look
from pages.job_watching import watch as watch_job
from procurement.access import assessment_view
from procurement.models import Assessment
from watching.access import watch_view
from watching.change import share_changed
from watching.chart import Month, months_drawn
from watching.models import Asking, Watch
from watching.queries import Standing, standing_of, standings_of
from watching.views.places import READING, about, address, go
from watching.wording import chance_in_words, range_in_words, range_method, told_in_words


@assessment_view(Permission.ASSESSMENT_VIEW)
def watches(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List what is asked again each month."""
    context = {
        "assessment": assessment,
        "place": "tools",
        "standings": standings_of(assessment),
        "may_watch": may(role_of(request), Permission.TEST_RUN),
    }
    return render(request, "watching/watches.html", context)


@watch_view(Permission.ASSESSMENT_VIEW)
def watch(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Show how the answers changed over the months; while a file is read, how far that is."""
    context = {**about(watch), "may_watch": may(role_of(request), Permission.TEST_RUN)}
    job = job_standing(watch.job) if watch.job is not None else None
    if job is not None and watch.job is not None and job.state not in FINAL:
        shown = job_progress(watch.job, READING, at=timezone.now())
        return watch_job(
            request, "watching/reading.html", context, shown,
            url=address(watch, "progress"), title=_title(watch),
        )  # fmt: skip
    failed = job if job is not None and job.state != State.DONE and watch.is_open else None
    if failed is not None and watch.texts_id is None:
        return render(request, "watching/not_read.html", {**context, "job": failed})
    seen = standing_of(watch)
    newest = seen.newest
    rows = [_row(each) for each in seen.askings]
    context |= {
        "seen": seen,
        "failed": failed,
        "newest": newest,
        "rows": rows,
        "range": range_in_words(newest.counts, drawn=watch.drawn) if newest else "",
        "method": range_method(newest.counts, drawn=watch.drawn) if newest else "",
        "chance": chance_in_words(newest.counts) if newest else "",
        "chart": _chart(seen) if newest else "",
    }
    return render(request, "watching/watch.html", context)


@watch_view(Permission.ASSESSMENT_VIEW)
def progress(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Give the live part of the reading's page."""
    if watch.job is None:  # nothing was ever read: the examples were pasted
        return go(watch)
    return later_look(
        request, watch.job, READING, url=address(watch, "progress"), title=_title(watch)
    )


@watch_view(Permission.ASSESSMENT_VIEW)
def months_file(request: HttpRequest, watch: Watch) -> HttpResponseBase:
    """Hand out the table of the months; no text of an example stands in it."""
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow(
        ("asked_on", "compared_with", "examples", "changed", "worse", "better", "share_changed", "low", "high", "told_on")
    )  # fmt: skip
    for each in standing_of(watch).askings:
        if each.since is None:
            out.writerow((each.on, "", watch.number, "", "", "", "", "", "", ""))
            continue
        share = share_changed(each.counts)
        ends = (share.low, share.high) if watch.drawn else ("", "")
        out.writerow(
            (each.on, each.since, watch.number, each.changed, each.worse, each.better, share.value, *ends, each.told_on or "")
        )  # fmt: skip
    return attachment(
        iter([written.getvalue().encode()]), name="Asked again each month.csv",
        content_type="text/csv; charset=utf-8",
    )  # fmt: skip


def _row(asking: Asking) -> dict[str, object]:
    told = told_in_words(asking.told_on, changed=asking.changed > 0) if asking.since else ""
    return {"asking": asking, "told": told}


def _chart(seen: Standing) -> str:
    compared = [each for each in seen.askings if each.since is not None][-24:]
    months = [Month(f"{each.on:%-d %b}", each.changed, each.worse) for each in compared]
    title = "Answers that changed, by day of asking: " + ", ".join(
        f"{month.said} {month.changed}, {month.worse} for the worse" for month in months
    )
    return mark_safe(months_drawn(months, n=seen.watch.number, title=title))  # noqa: S308 -- drawn by us


def _title(watch: Watch) -> str:
    return f"Reading {watch.brought_name or watch.name}"

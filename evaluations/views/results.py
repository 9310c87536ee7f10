"""The tests of an assessment: all of them, and each from its start to its result."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from evaluations.actions.runs import stop_run
from evaluations.gathering import ledger_lines, limit_of
from evaluations.models import ArtefactKind, Rival, Run
from evaluations.queries import (
    RunStanding,
    artefacts_of,
    examples_of,
    ledger_of,
    other_results,
    runs_of,
    sample_files_of,
    sample_sets_of,
    standing_of,
)
from evaluations.tasks import RUN
from evaluations.wording.downloads import as_csv, table_of
from evaluations.wording.failing import Failing, failing
from evaluations.wording.ledger import ledger_lead
from evaluations.wording.result_page import result_page
from evaluations.wording.sentences import claim_in_words, claim_origin, lead_sentence
from evaluations.wording.stages import stages_of_test, usual_in_words
from jobs.lifecycle import FINAL
from jobs.queries import usual_length
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from pages.job_progress import Stage, job_progress
from pages.job_watching import later_look, watch
from pages.templatetags.wording import day
from procurement.access import assessment_view
from procurement.answered import Answered
from procurement.models import Assessment
from procurement.payback_plan import plan_of, typed_of


@assessment_view(Permission.ASSESSMENT_VIEW)
def tests(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List the tests, the examples and the files of the versions."""
    standings = [standing_of(run) for run in runs_of(assessment)]
    named = set(sample_sets_of(assessment).values_list("source_id", flat=True))
    context = {
        "assessment": assessment,
        "place": "tools",
        "tests": [(each, _in_short(each)) for each in standings],
        "finished": sum(each.is_over for each in standings),
        "sample_sets": sample_sets_of(assessment),
        "unnamed": [each for each in sample_files_of(assessment) if each.id not in named],
        "artefacts": artefacts_of(assessment),
        "may_test": may(role_of(request), Permission.TEST_RUN),
    }
    return render(request, "evaluations/tests.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def run(request: HttpRequest, assessment: Assessment, run: uuid.UUID) -> HttpResponse:
    """Show a test: how far it is, why it ended, or its result."""
    found = _run(assessment, run)
    seen = standing_of(found)
    claim = found.claim
    context = {
        "assessment": assessment,
        "place": "tools",
        "run": found,
        "job": seen.job,
        "limit": limit_of(found),
        "claim": claim_in_words(claim) if claim and claim["decimals"] is not None else "",
        "rows": _rows(found),
        "may_test": may(role_of(request), Permission.TEST_RUN),
    }
    if seen.is_over:
        return _result(request, found, context)
    if seen.job.state in FINAL:
        told = {"failing": _failing(found, seen.job.refusal)}
        return render(request, "evaluations/ended.html", {**context, **told})
    assert found.job is not None  # noqa: S101 -- standing_of has looked at it
    progress = job_progress(found.job, _stages(found), at=timezone.now())
    context["usual"] = usual_in_words(usual_length(RUN, found.organisation_id))
    return watch(
        request, "evaluations/progress.html", context, progress,
        url=_progress_url(found), title=f"Testing {assessment.product}",
    )  # fmt: skip


@assessment_view(Permission.ASSESSMENT_VIEW)
def progress(request: HttpRequest, assessment: Assessment, run: uuid.UUID) -> HttpResponse:
    """Give the live part of a test's page."""
    found = _run(assessment, run)
    return later_look(
        request, found.job, _stages(found), url=_progress_url(found),
        title=f"Testing {assessment.product}",
    )  # fmt: skip


@assessment_view(Permission.TEST_RUN)
@require_POST
def stop(request: HttpRequest, assessment: Assessment, run: uuid.UUID) -> HttpResponse:
    """Ask a test to stop."""
    found = _run(assessment, run)
    if stop_run(run=found, by=actor_of(request)):
        messages.info(request, "The test was asked to stop. That may take a few seconds.")
    else:
        messages.info(request, "The test had ended already.")
    return redirect("evaluations:run", assessment.organisation_id, assessment.id, found.id)


@assessment_view(Permission.ASSESSMENT_VIEW)
def table(
    request: HttpRequest, assessment: Assessment, run: uuid.UUID, table: str
) -> HttpResponseBase:
    """Hand out one table of a result as a file; before there is one, lead to the test."""
    found = _run(assessment, run)
    if found.result is None:
        return redirect("evaluations:run", assessment.organisation_id, assessment.id, found.id)
    rows = table_of(table, found.result, examples_of(found))
    if rows is None:
        raise Http404
    return attachment(
        [as_csv(rows)], name=f"{table} of {assessment.product}.csv", content_type="text/csv"
    )


def _result(request: HttpRequest, found: Run, context: dict[str, object]) -> HttpResponse:
    assert found.result is not None  # noqa: S101 -- the caller has looked
    product = found.assessment.product
    answered = Answered.of(found.assessment)
    typed = typed_of(answered)
    page = result_page(
        found.result,
        product.name,
        version=product.version,
        tested_on=day(found.finished_at),
        examples=examples_of(found),
        plan=plan_of(answered, typed) if typed else None,
    )
    kinds, lines = page.kinds, ledger_lines(found)
    drawn = {
        "page": page,
        "whole": page.whole,
        "right_plot": _ours(page.whole.right_plot),
        "wrong_plot": _ours(page.whole.wrong_plot),
        "kinds": [(kind, _ours(kind.plot)) for kind in kinds.rows] if kinds else [],
        "scale": _ours(kinds.scale) if kinds else "",
        "confidence_plot": _ours(page.confidence.plot) if page.confidence else "",
        "sending_plot": _ours(page.sending_on.plot) if page.sending_on else "",
        "ledger": lines,
        "ledger_lead": ledger_lead(lines, product.name),
        "line": next(
            line for line, each in zip(lines, ledger_of(found), strict=True) if each.run == found
        ),
        "origin": claim_origin(found.claim_from),
        "others": other_results(found),
    }
    return render(request, "evaluations/result.html", {**context, **drawn})


def _run(assessment: Assessment, run: uuid.UUID) -> Run:
    found = runs_of(assessment).select_related("assessment__product").filter(id=run).first()
    if found is None:
        raise Http404
    return found


def _stages(found: Run) -> tuple[Stage, ...]:
    sheet = ArtefactKind.ANSWER_SHEET
    return stages_of_test(
        found.assessment.product.name,
        sheet=found.student.kind == sheet,
        rival=Rival(found.rival).label if found.teacher else "",
        rival_sheet=found.teacher is not None and found.teacher.kind == sheet,
    )


def _failing(found: Run, refusal: dict[str, Any] | None) -> Failing | None:
    if refusal is None:
        return None
    versions = [each for each in (found.student, found.teacher) if each]
    sheets = {each.name for each in versions if each.kind == ArtefactKind.ANSWER_SHEET}
    return failing(
        refusal,
        product=str(found.assessment.product),
        examples=found.sample_set.name,
        models={
            each.name: each.file.sha256 if each.file else each.sha256
            for each in versions
            if each.name not in sheets
        },
        sheets=frozenset(sheets),
    )


def _progress_url(found: Run) -> str:
    return reverse(
        "evaluations:run_progress", args=[found.organisation_id, found.assessment_id, found.id]
    )


def _rows(found: Run) -> int | None:
    return found.result["samples"]["n"] if found.result else None


def _in_short(seen: RunStanding) -> str:
    """Return a test in one sentence, for a list."""
    if seen.is_over and seen.run.result is not None:
        return lead_sentence(seen.run.result, seen.run.assessment.product.name)
    return seen.job.sentence if seen.job.state in FINAL else ""


def _ours(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 -- drawn by our charts, which escape every value

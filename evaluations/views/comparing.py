"""What is compared with what: two versions, a limit, and perhaps the vendor's claim."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, BinaryIO, cast, get_args

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from content.refusal import Refused
from evaluations.actions.runs import SIDES, request_run
from evaluations.actions.uploads import add_artefact
from evaluations.forms.compare import (
    KIND_OF_UPLOAD,
    CompareForm,
    said_before,
    settled_before,
)
from evaluations.gathering import limit_of
from evaluations.measurement.label_numbers import LabelNumbers, label_numbers
from evaluations.measurement.plan import MARGIN, TASKS
from evaluations.measurement.sample_preview import SamplePreview
from evaluations.models import Rival, Run, SampleSet
from evaluations.queries import (
    counted_looks,
    earlier_tests_of,
    first_with_result,
    preview_of,
    runs_of,
    sample_sets_of,
    seen_of,
    usable_artefacts_of,
)
from evaluations.statistics.claims import ClaimMetric
from evaluations.wording.limits import middle_in_words, plan_limits
from evaluations.wording.sentences import claim_in_words
from organisations.access import actor_of
from organisations.models import User
from organisations.permissions import Permission
from pages.uploads import most_in_words
from procurement.access import assessment_view
from procurement.facts.values import NON_ANSWERS
from procurement.models import Assessment
from procurement.queries import latest_answers


@assessment_view(Permission.TEST_RUN)
def compare(request: HttpRequest, assessment: Assessment, sample_set: uuid.UUID) -> HttpResponse:
    """Ask what is compared, and start the test."""
    found = sample_sets_of(assessment).filter(id=sample_set)
    samples = found.select_related("source", "seen").first()
    if samples is None:
        raise Http404
    before = earlier_tests_of(samples)
    first, look = first_with_result(before), counted_looks(before) + 1
    preview = preview_of(samples.source)
    rows = preview.rows if preview else _rows_of(samples, before)
    planned = plan_limits(rows, look=look) if rows else None
    numbers = label_numbers(seen_of(samples), preview, samples.label)
    of_amounts = numbers is not None and _are_amounts(request, assessment, first, numbers)
    told: dict[str, Any] = {
        "of_amounts": of_amounts,
        "middle": middle_in_words(numbers) if numbers else "",
        "earlier": usable_artefacts_of(assessment),
        "chances": planned.chances if planned else {},
        "tell_at": _address(request),
    }
    if request.method == "POST":
        said, empty = _keep_uploads(request, assessment)
        form = CompareForm(said, empty_files=empty, **told)
        if form.is_valid():
            run = _start(form, samples, request, numbers=bool(numbers), of_amounts=of_amounts)
            if run is not None:
                return redirect(
                    "evaluations:run", assessment.organisation_id, assessment.id, run.id
                )
    else:
        form = CompareForm(initial=_initial(request, assessment, first), **told)
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "samples": samples,
        "rows": rows,
        "planned": planned,
        "look": look,
        "first": first,
        "first_limit": limit_of(first) if first else "",
        "of_amounts": of_amounts,
        "otherwise": _otherwise(request, of_amounts=of_amounts) if numbers else "",
        "first_claim": claim_in_words(first.claim) if first and first.claim else "",
        "others": sample_sets_of(assessment).exclude(id=samples.id),
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


def _are_amounts(
    request: HttpRequest, assessment: Assessment, first: Run | None, numbers: LabelNumbers
) -> bool:
    """Return whether right answers are amounts: as somebody says, or said before, or as they look."""
    asked = request.GET.get("task")
    if asked in TASKS:
        return asked == "numbers"
    before = _named(request, assessment, "again") or first
    return before.is_of_amounts if before and before.task else numbers.amounts


def _otherwise(request: HttpRequest, *, of_amounts: bool) -> str:
    """Return the address of this page for right answers that are what they do not look like."""
    asked = request.GET.copy()
    asked["task"] = "classes" if of_amounts else "numbers"
    return f"?{asked.urlencode()}"


def _start(
    form: CompareForm,
    samples: SampleSet,
    request: HttpRequest,
    *,
    numbers: bool,
    of_amounts: bool,
) -> Run | None:
    said = form.cleaned_data
    units = said.get("limit_in_units")
    try:
        return request_run(
            student=said["student_artefact"],
            teacher=said["teacher_artefact"],
            sample_set=samples,
            margin=MARGIN if of_amounts else float(said["limit_in_100"] / Decimal(100)),
            margin_in_units=None if units is None else float(units),
            task=("numbers" if of_amounts else "classes") if numbers else None,
            zeros_left_out=said["zeros_left_out"],
            claim=said["claim"],
            claim_from=said["claim_from"],
            rival=said["rival"],
            tell=_address(request) if said.get("tell") else "",
            said_labels=said["labels"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(None, str(refusal))
        return None


def _initial(request: HttpRequest, assessment: Assessment, first: Run | None) -> dict[str, Any]:
    """Return what the form begins with.

    `?again=<id>` says what that test said; `?after=<id>` sets a new version, or that of the test
    `now=<id>`, against the one it tested. Limit and claim of the first test on these examples hold in any case.
    """
    settled = settled_before(first) if first else {}
    again = _named(request, assessment, "again")
    if again is not None:
        return said_before(again) | settled
    after = _named(request, assessment, "after")
    if after is not None and after.student.file_id is not None:
        now = _named(request, assessment, "now")
        begun = {"student": str(now.student_id)} if now else {}
        return {
            "rival": Rival.EARLIER.value,
            "teacher": str(after.student_id),
            **begun,
            **settled,
        }
    return settled or _claim_told(assessment)


def _named(request: HttpRequest, assessment: Assessment, key: str) -> Run | None:
    try:
        named = uuid.UUID(request.GET.get(key, ""))
    except ValueError:
        return None
    return runs_of(assessment).filter(id=named).first()


def _rows_of(samples: SampleSet, tested: Iterable[Run]) -> int | None:
    """Return how many examples an earlier test counted; None where none has."""
    found = (
        run.result["samples"]["n"] for run in tested if run.result and run.sample_set == samples
    )
    return next(found, None)


def _claim_told(assessment: Assessment) -> dict[str, Any]:
    """Return the claim as the answers on file tell it."""
    answers = latest_answers(assessment)
    values = {
        key: answers[key].value
        for key in ("claim_measure", "student_score", "claim_test")
        if key in answers
    }
    measure, score, test = (
        values.get(key) for key in ("claim_measure", "student_score", "claim_test")
    )
    if measure not in get_args(ClaimMetric) or not isinstance(score, int | float):
        return {}
    told = {"claim_about": measure, "claim_figure": Decimal(str(score))}
    said = isinstance(test, str) and test not in NON_ANSWERS
    return told | ({"claim_test": str(test)[:200]} if said else {})


def _address(request: HttpRequest) -> str:
    assert isinstance(request.user, User)  # noqa: S101 -- the gate let a member in
    return request.user.email if settings.MAIL_IS_SET_UP else ""


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

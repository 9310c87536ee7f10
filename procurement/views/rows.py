"""One row of a table: add it, change it, take it away. Each makes a new version of the answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.templatetags.wording import moment
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile, Told, answer_question
from procurement.answered import Answered
from procurement.facts.sources import Grade
from procurement.forms.answer_field import in_a_summary
from procurement.forms.answers import RowForm
from procurement.models import Assessment, WrittenAnswer
from procurement.questionnaire.schema import Question
from procurement.views.place import Place, say_saved, say_what_was_set_aside


@assessment_view(Permission.ASSESSMENT_EDIT)
def row_new(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Add a row to a table."""
    return _row(request, assessment, key, None)


@assessment_view(Permission.ASSESSMENT_EDIT)
def row(request: HttpRequest, assessment: Assessment, key: str, number: int) -> HttpResponse:
    """Change a row of a table, counted from 1."""
    return _row(request, assessment, key, number)


@assessment_view(Permission.ASSESSMENT_EDIT)
@require_POST
def row_remove(request: HttpRequest, assessment: Assessment, key: str, number: int) -> HttpResponse:
    """Take a row away. The answer with the row stays on file as an earlier version."""
    answered = Answered.of(assessment)
    _table(answered, key)
    rows, latest = _rows(answered, key), answered.latest(key)
    based_on = request.POST.get("based_on", "")
    # A list that was changed meanwhile counts its rows anew: then nothing is taken away.
    if latest and str(latest.version) == based_on and 1 <= number <= len(rows):
        rows.pop(number - 1)
        told = Told(
            rows, Grade(latest.grade), latest.given_by, latest.as_of, _words_with_rows(latest)
        )
        _write(request, answered, key, told, latest.version)
    return redirect(Place(assessment).question(key))


def _row(
    request: HttpRequest, assessment: Assessment, key: str, number: int | None
) -> HttpResponse:
    answered = Answered.of(assessment)
    table = _table(answered, key)
    rows = _rows(answered, key)
    if number is not None and not 1 <= number <= len(rows):
        raise Http404
    form = RowForm(
        table,
        answered.library.bank,
        row=rows[number - 1] if number else None,
        latest=answered.latest(key),
        person=actor_of(request).name,
        data=request.POST if request.method == "POST" else None,
    )
    place = Place(assessment)
    if request.method == "POST" and form.is_valid():
        # A new row goes to the end of whatever stands there; a changed one must still be the same.
        based_on = form.based_on_version if number else answered.version(key)
        try:
            if number is None:
                rows.append(form.row)
            else:
                rows[number - 1] = form.row
            _write(
                request,
                answered,
                key,
                form.told_as(rows, _words_with_rows(answered.latest(key))),
                based_on,
            )
        except AnsweredMeanwhile as meanwhile:
            at = moment(meanwhile.newer.given_at)
            form.add_error(
                None,
                f"Somebody changed these rows on {at}, while you did. Go back, look at the rows, "
                "and change this one again if it still needs it",
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return redirect(place.question(key))
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": table,
        "form": form,
        "cells": [form[name] for name in form.fields if name.startswith("cell_")],
        "number": number,
        "open_fold": bool(form.errors.keys() & {"given_by", "as_of"}),
        "back": place.question(key),
    }
    return render(request, "procurement/row.html", context)


def _table(answered: Answered, key: str) -> Question:
    asked = answered.asked(key)
    if not isinstance(asked, Question) or asked.type != "rows":
        raise Http404
    return asked


def _rows(answered: Answered, key: str) -> list[Any]:
    latest = answered.latest(key)
    return list(latest.value) if latest and isinstance(latest.value, list) else []


def _words_with_rows(latest: WrittenAnswer | None) -> str:
    """Return what was said with the rows so far; what was said with a non-answer goes with it."""
    return latest.words if latest and isinstance(latest.value, list) else ""


def _write(request: HttpRequest, answered: Answered, key: str, told: Told, based_on: int) -> None:
    written = answer_question(
        assessment=answered.assessment,
        bank=answered.library.bank,
        key=key,
        told=told,
        based_on=based_on,
        by=actor_of(request),
    )
    say_saved(request, written=written)
    say_what_was_set_aside(request, answered, Answered.of(answered.assessment))

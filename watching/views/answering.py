"""Today's answers come in; each day's page says which changed."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from watching.access import asking_numbered, watch_view
from watching.actions.answering import bring_answers, give_answers, say_told, take_back
from watching.examples import as_sheet
from watching.forms.answering import AnswersForm, ToldForm
from watching.models import Watch
from watching.queries import askings_of, changed_in, examples_of
from watching.views.places import about, go
from watching.wording import (
    chance_in_words,
    lead,
    range_in_words,
    range_method,
    told_in_words,
)


@watch_view(Permission.TEST_RUN)
def today(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Take today's answers."""
    if not watch.is_open or watch.texts_id is None:
        return go(watch)
    examples = examples_of(watch)
    form = AnswersForm(examples=examples)
    if request.method == "POST":
        form = AnswersForm(request.POST, request.FILES, examples=examples)
        if form.is_valid():
            further = _take(form, watch, request)
            if further is not None:
                return further
    rows = list(enumerate(examples.rows, start=1))
    context = {**about(watch), "form": form, "rows": rows, "is_first": not askings_of(watch)}
    return render(request, "watching/today.html", context)


@watch_view(Permission.ASSESSMENT_VIEW)
def asking(request: HttpRequest, watch: Watch, number: int) -> HttpResponse:
    """Show what one day's answers changed, and take whether it had been announced."""
    found, askings = asking_numbered(watch, number)
    is_newest = watch.is_open and found.id == askings[-1].id
    may_change = is_newest and may(role_of(request), Permission.TEST_RUN)
    form = ToldForm(
        request.POST if request.method == "POST" else None,
        initial={"was_told": found.told_on is not None, "told_on": found.told_on},
        on=found.on,
    )
    if request.method == "POST":
        if not may(role_of(request), Permission.TEST_RUN):
            raise PermissionDenied
        if form.is_valid():
            try:
                say_told(asking=found, told_on=form.cleaned_data["told_on"], by=actor_of(request))
                messages.info(request, "Saved.")
            except Refused as refusal:
                messages.info(request, str(refusal))
            return go(watch, "asking", number)
    context = {
        **about(watch),
        "asking": found,
        "form": form,
        "may_change": may_change,
        "lead": lead(found.counts, found.since) if found.since else "",
        "range": range_in_words(found.counts, drawn=watch.drawn),
        "method": range_method(found.counts, drawn=watch.drawn),
        "chance": chance_in_words(found.counts),
        "told": told_in_words(found.told_on, changed=found.changed > 0),
        "changed": changed_in(found, askings),
    }
    return render(request, "watching/asking.html", context)


@watch_view(Permission.TEST_RUN)
@require_POST
def back(request: HttpRequest, watch: Watch, number: int) -> HttpResponse:
    """Take the newest answers back."""
    found, _ = asking_numbered(watch, number)
    try:
        take_back(asking=found, by=actor_of(request))
        messages.info(request, "These answers are removed. Give them again when you have them.")
    except Refused as refusal:
        messages.info(request, str(refusal))
        return go(watch, "asking", number)
    return go(watch)


@watch_view(Permission.TEST_RUN)
def examples_file(request: HttpRequest, watch: Watch) -> HttpResponseBase:
    """Hand out the examples as a sheet to be filled in; no right answer stands in it."""
    if watch.texts_id is None:
        return go(watch)
    return attachment(
        _once(as_sheet(examples_of(watch))), name="Examples to ask again.csv",
        content_type="text/csv; charset=utf-8",
    )  # fmt: skip


def _once(data: bytes) -> Iterator[bytes]:
    yield data


def _take(form: AnswersForm, watch: Watch, request: HttpRequest) -> HttpResponse | None:
    said, by = form.cleaned_data, actor_of(request)
    try:
        if said.get("file"):
            file = said["file"]
            bring_answers(watch=watch, source=file, name=file.name, told_on=said["told_on"], by=by)
            return go(watch)
        made = give_answers(watch=watch, answers=said["answers"], told_on=said["told_on"], by=by)
    except Refused as refusal:
        form.add_refusal(None, str(refusal))
        return None
    return go(watch, "asking", made.number)

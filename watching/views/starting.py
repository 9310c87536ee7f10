"""Begin to watch, change the day, stop, and delete."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from content.refusal import Refused
from evaluations.queries import sample_sets_of
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.models import Assessment
from watching.access import watch_view
from watching.actions.starting import (
    Begun,
    choose_day,
    delete_texts,
    stop_watching,
    watch_file,
    watch_pasted,
    watch_samples,
)
from watching.examples import MOST
from watching.forms.starting import DayForm, StartForm
from watching.models import Watch
from watching.months import LAST_DAY
from watching.views.places import about, go


@assessment_view(Permission.TEST_RUN)
def new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Take in the examples that are asked each month."""
    sets = list(sample_sets_of(assessment))
    usual = {"day": min(timezone.localdate().day, LAST_DAY), "number": MOST, "samples": ""}
    form = StartForm(initial=usual, sets=sets)
    if request.method == "POST":
        form = StartForm(request.POST, request.FILES, sets=sets)
        if form.is_valid():
            made = _begin(form, assessment, request)
            if made is not None:
                return go(made)
    context = {"assessment": assessment, "place": "tools", "form": form}
    return render(request, "watching/new.html", context)


@watch_view(Permission.TEST_RUN)
def day(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Let somebody choose another day of the month."""
    form = DayForm(request.POST or None, initial={"day": watch.day})
    if request.method == "POST" and form.is_valid():
        try:
            choose_day(watch=watch, day=form.cleaned_data["day"], by=actor_of(request))
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.info(
                request, f"You are reminded on day {form.cleaned_data['day']} of each month."
            )
        return go(watch)
    return render(request, "watching/day.html", {**about(watch), "form": form})


@watch_view(Permission.TEST_RUN)
@require_POST
def stop(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Stop asking again."""
    try:
        stop_watching(watch=watch, by=actor_of(request))
        messages.info(request, "Nobody is reminded any more. What was seen stays.")
    except Refused as refusal:
        messages.info(request, str(refusal))
    return go(watch)


@watch_view(Permission.TEST_RUN)
def delete(request: HttpRequest, watch: Watch) -> HttpResponse:
    """Ask whether the texts go, and delete them."""
    if request.method == "POST":
        delete_texts(watch=watch, by=actor_of(request))
        messages.info(request, f"The examples and answers of {watch.name} are deleted.")
        return redirect("watching:watches", watch.organisation_id, watch.assessment_id)
    return render(request, "watching/delete.html", about(watch))


def _begin(form: StartForm, assessment: Assessment, request: HttpRequest) -> Watch | None:
    said, by = form.cleaned_data, actor_of(request)
    begun = Begun(day=said["day"], number=said["number"])
    try:
        if said.get("file"):
            file = said["file"]
            return watch_file(
                assessment=assessment, source=file, name=file.name, begun=begun, by=by
            )
        if said.get("samples"):
            samples = form.sets[said["samples"]]
            return watch_samples(assessment=assessment, samples=samples, begun=begun, by=by)
        return watch_pasted(assessment=assessment, examples=said["examples"], begun=begun, by=by)
    except Refused as refusal:
        form.add_refusal(None, str(refusal))
        return None

"""The doors beside a flag's decision: how grave, what the vendor says, what fell, who confirms."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from content.words import word
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.actions.confirming import confirm_acceptance
from procurement.actions.flag_review import change_severity, check_lowered, note_reply
from procurement.forms.flag_review import ReplyForm, SeverityForm
from procurement.models import Assessment
from procurement.shown_flags import ShownFlag
from procurement.views.flag import found_flag
from procurement.views.place import Place


@assessment_view(Permission.SEVERITY_CHANGE)
def severity(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Change how grave a flag is held to be."""
    whole = found_flag(assessment, flag)
    now = {"held": whole.severity, "seen": whole.severity}
    form = SeverityForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_severity(
                flags=[state.flag for state in whole.states],
                held=said["held"],
                seen=said["seen"],
                reason=said["reason"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(refusal.column, _sentence(refusal))
        else:
            messages.success(request, f"“{whole.title}” is “{word('severity', said['held'])}” now.")
            return _back(assessment, whole)
    context = {"assessment": assessment, "place": "tools", "state": whole, "form": form}
    return render(request, "procurement/flag_severity.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def reply(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Note what the vendor says to a flag."""
    whole = found_flag(assessment, flag)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            note_reply(
                flag=whole.flag, words=said["words"], said_by=said["said_by"], by=actor_of(request)
            )
        except Refused as refusal:
            form.add_refusal(refusal.column, _sentence(refusal))
        else:
            messages.success(request, "Noted what the vendor says. The flag stands as it did.")
            return _back(assessment, whole)
    context = {"assessment": assessment, "place": "tools", "state": whole, "form": form}
    return render(request, "procurement/flag_reply.html", context)


@assessment_view(Permission.FLAG_DECIDE)
@require_POST
def check(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Say that what fell through the vendor's answer was looked at."""
    whole = found_flag(assessment, flag)
    try:
        check_lowered(
            flags=[state.flag for state in whole.states],
            seen=frozenset(request.POST.getlist("seen")),
            by=actor_of(request),
        )
    except Refused as refusal:
        messages.warning(request, _sentence(refusal))
    else:
        messages.success(
            request, f"Recorded that you looked at what changed under “{whole.title}”."
        )
    return _back(assessment, whole)


@assessment_view(Permission.DECISION_CONFIRM)
@require_POST
def confirm(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Give the second signature on an acceptance."""
    whole = found_flag(assessment, flag)
    try:
        confirm_acceptance(flags=[state.flag for state in whole.states], by=actor_of(request))
    except Refused as refusal:
        messages.warning(request, _sentence(refusal))
    else:
        messages.success(request, f"You confirmed that “{whole.title}” is accepted.")
    return _back(assessment, whole)


def _back(assessment: Assessment, whole: ShownFlag) -> HttpResponse:
    return redirect(Place(assessment).to("procurement:flag", flag=whole.flag.id))


def _sentence(refusal: Refused) -> str:
    return " ".join(filter(None, [refusal.sentence, refusal.what_to_do]))

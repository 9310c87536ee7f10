"""Close an assessment, or open a closed one again: what it means, and the button that does it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.closing import close_assessment, open_again
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.views.place import Place, refuse_readers


@assessment_view(Permission.ASSESSMENT_VIEW)
def closing(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say what closing or opening does; a post does the one it names, whatever stood on the page."""
    place = Place(assessment)
    if request.method == "POST":
        refuse_readers(request)
        _move(request, assessment)
        return redirect(place.to("desk:assessment"))
    if assessment.status == Status.SET_ASIDE:
        return redirect(place.to("procurement:triage_record"))
    context = {
        "assessment": assessment,
        "place": "tools",
        "closed": assessment.status == Status.CLOSED,
        "may_edit": may(role_of(request), Permission.ASSESSMENT_EDIT),
    }
    return render(request, "procurement/closing.html", context)


def _move(request: HttpRequest, assessment: Assessment) -> None:
    try:
        match request.POST.get("do"):
            case "close":
                close_assessment(assessment=assessment, by=actor_of(request))
                messages.success(request, f"{assessment.product} is closed.")
            case "open":
                open_again(assessment=assessment, by=actor_of(request))
                messages.success(
                    request, f"{assessment.product} is open again. Its flags were worked out anew."
                )
    except Refused as refusal:
        messages.error(request, str(refusal))

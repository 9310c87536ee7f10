"""The pre-flight list: what is there, what is missing, and where to mend it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisations.access import actor_of, membership_of, role_of
from organisations.permissions import Permission
from organisations.queries import firms_of
from organisations.roles import Role, may
from procurement.access import assessment_view
from procurement.lifecycle import Status
from procurement.models import Assessment
from reports.advising.models import AdviserDraft
from reports.advising.queries import draft_of
from reports.issues import current_report
from reports.preflight import Point, preflight

OF_THE_FIRM = ("Terms of reliance", "Logo and colour", "Certificate")


@assessment_view(Permission.REPORT_ISSUE)
def preflight_list(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the list; who may mend a line finds its page there."""
    points = preflight(assessment, by=actor_of(request))
    draft = draft_of(assessment)
    missing = [point for point in points if point.missing]
    context = {
        "place": "tools",
        "assessment": assessment,
        "draft": draft,
        "waits": [point for point in missing if point.missing and point.missing.stops],
        "worth": [point for point in missing if point.missing and not point.missing.stops],
        "there": [point for point in points if not point.missing],
        "open": _open(request, draft, points),
        "is_again": current_report(assessment) is not None,
        "set_aside": assessment.status == Status.SET_ASIDE,
        "is_of_the_firm": draft is not None and draft.adviser in firms_of(request.user),
    }
    return render(request, "reports/advising/preflight.html", context)


def _open(request: HttpRequest, draft: AdviserDraft | None, points: tuple[Point, ...]) -> set[str]:
    """Return the names of the lines whose page this person may open."""
    advises = may(role_of(request), Permission.REPORT_ADVISE)
    if draft is None:
        return {point.name for point in points} if advises else set()
    at_firm = membership_of(request.user, draft.adviser_id)
    manages = at_firm is not None and may(Role(at_firm.role), Permission.ORGANISATION_MANAGE)
    its_own = advises and draft.adviser in firms_of(request.user)
    return {
        point.name
        for point in points
        if (manages if point.name in OF_THE_FIRM else its_own or point.name == "Decision")
    }

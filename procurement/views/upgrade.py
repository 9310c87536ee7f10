"""Newer questions and rules: what they would change for one assessment, and the button that does it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.upgrades import upgrade_assessment
from procurement.models import Assessment
from procurement.queries import library_of
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Flag as Finding
from procurement.upgrading import upgrade_of
from procurement.views.place import Place
from procurement.wording.silences import title_together


@assessment_view(Permission.ASSESSMENT_VIEW)
def upgrade(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the difference; upgrade when somebody who may edit says so."""
    may_upgrade = may(role_of(request), Permission.ASSESSMENT_EDIT)
    refused: Refused | None = None
    if request.method == "POST":
        if not may_upgrade:
            raise PermissionDenied
        try:
            upgrade_assessment(
                assessment=assessment, seen=request.POST.get("seen", ""), by=actor_of(request)
            )
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(
                request, "Upgraded. Every answer is kept, and the flags were worked out again."
            )
            return redirect(Place(assessment).to("procurement:flags"))
    found = upgrade_of(assessment)
    library = library_of(assessment)
    context = {
        "assessment": assessment,
        "place": "tools",
        "upgrade": found,
        "library": library,
        "refused": refused,
        "seen": f"{found.library.bank_sha256} {found.library.rulebook_sha256}" if found else "",
        "came": _lines(found.came, found.library.bank) if found else [],
        "went": _lines(found.went, library.bank) if found else [],
        "fewer": -found.minutes_more if found else 0,
        "may_upgrade": may_upgrade,
    }
    return render(request, "procurement/upgrade.html", context)


def _lines(flags: tuple[tuple[Finding, ...], ...], bank: Bank) -> list[tuple[str, str]]:
    """Return each flag's title and how grave it is."""
    return [(title_together(each, bank), each[0].severity) for each in flags]

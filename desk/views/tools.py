"""The organisation's AI tools: all of them, a new one, and the hub of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.forms.new_assessment import NewAssessmentForm
from desk.meeting_draft import draft_of
from desk.standing import standing
from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import Role, may
from portal.queries import asked_state
from procurement.access import assessment_view
from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.answered import Answered
from procurement.asking_next import ask_next
from procurement.earlier import offered
from procurement.library import load_library
from procurement.models import Assessment
from procurement.upgrading import newer_library, older_assessments
from procurement.views.place import may_answer
from reports.certificates.queries import Held, Standing, certificate_of


@needs(Permission.ASSESSMENT_VIEW)
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List what needs this person, then every tool."""
    role = role_of(request)
    assessments = Assessment.objects.of(organisation).select_related(
        "product__vendor", "organisation"
    )
    tools: list[dict[str, Any]] = [
        {"standing": here, "tasks": here.tasks_for(role), "waits_for": here.waits_for(role)}
        for here in map(standing, assessments.order_by("-created_at"))
    ]
    context = {
        "tools": tools,
        "tasks": [task for tool in tools for task in tool["tasks"]],
        "place": "tools",
        "may_edit": may(role, Permission.ASSESSMENT_EDIT),
        "from_meeting": draft_of(request.session),
        "under_older_rules": len(older_assessments(organisation)),
        "certificate": _certificate_to_replace(organisation, role),
    }
    return render(request, "desk/home.html", context)


def _certificate_to_replace(organisation: Organisation, role: Role) -> Held | None:
    """Return the firm's certificate where it ends soon or cannot sign, for whoever can replace it."""
    held = certificate_of(organisation) if may(role, Permission.ORGANISATION_MANAGE) else None
    return held if held is not None and held.standing != Standing.SIGNS else None


@needs(Permission.ASSESSMENT_EDIT)
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Open an assessment of a product; the first questions follow."""
    form = NewAssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        product = name_product(
            organisation=organisation,
            vendor=said["vendor"],
            vendor_country=None,
            product=said["product"],
            version=said["version"],
            by=actor_of(request),
        )
        assessment = open_assessment(
            product=product,
            use_case=said["use_case"],
            question=said["question"],
            law_on=timezone.localdate(),
            library=load_library(),
            by=actor_of(request),
        )
        return redirect("procurement:triage_page", organisation.id, assessment.id, 1)
    return render(request, "desk/new_assessment.html", {"form": form, "place": "tools"})


@assessment_view(Permission.ASSESSMENT_VIEW)
def hub(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show one tool: its five steps, and how far each is."""
    here = standing(assessment)
    answered = Answered.of(assessment)
    may_edit = may_answer(request, assessment)
    next_ = ask_next(answered) if may_edit else None
    context = {
        "assessment": assessment,
        "standing": here,
        "ask_next": next_ if next_ and next_.questions else None,
        "task": next(iter(here.tasks_for(role_of(request))), None),
        "waits_for": here.waits_for(role_of(request)),
        "vendor_asked": asked_state(assessment),
        "newer": newer_library(assessment),
        "place": "tools",
        "earlier_answers": (len(offered(answered)) if answered.open and may_edit else 0),
    }
    return render(request, "desk/assessment.html", context)

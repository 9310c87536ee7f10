"""The organisation's AI tools: all of them, a new one, and the hub of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.forms.new_assessment import NewAssessmentForm
from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.assessments import open_assessment
from procurement.actions.vendors import name_product
from procurement.library import load_library
from procurement.models import Assessment


@needs(Permission.ASSESSMENT_VIEW)
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List what needs somebody, then every tool."""
    assessments = Assessment.objects.of(organisation).select_related("product__vendor")
    context = {
        "assessments": assessments.order_by("-created_at"),
        "place": "tools",
        "may_edit": may(role_of(request), Permission.ASSESSMENT_EDIT),
    }
    return render(request, "desk/home.html", context)


@needs(Permission.ASSESSMENT_EDIT)
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Open an assessment of a product."""
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
        return redirect("desk:assessment", organisation.id, assessment.id)
    return render(request, "desk/new_assessment.html", {"form": form, "place": "tools"})


@assessment_view(Permission.ASSESSMENT_VIEW)
def hub(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show one tool: its five steps, and how far each is."""
    return render(request, "desk/assessment.html", {"assessment": assessment, "place": "tools"})

"""Where the model came from: the line of models, and what comes down from their terms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.answered import Answered
from procurement.models import Assessment
from procurement.wording.model_history import model_history
from procurement.wording.model_history_drawing import lineage_drawing


@assessment_view(Permission.ASSESSMENT_VIEW)
def history(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the models that the product comes from, and what their terms pass on."""
    answered = Answered.of(assessment)
    found = model_history(answered.facts, answered.library)
    context = {
        "assessment": assessment,
        "place": "tools",
        "history": found,
        # Drawn by us, with every value escaped.
        "drawing": mark_safe(lineage_drawing(found)),  # noqa: S308
    }
    return render(request, "procurement/model_history.html", context)

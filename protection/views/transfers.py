"""Where the data goes: the picture, the table, what the law says of each journey, the worksheets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.models import Assessment
from procurement.views.place import may_answer
from protection.transfer_state import transfer_state
from protection.transfers.flow_drawing import flow_on_own_machines, flow_today
from protection.transfers.headline import headline, own_machines_headline


@assessment_view(Permission.ASSESSMENT_VIEW)
def transfers(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show every place data goes to, and what is still to be done about it."""
    state = transfer_state(assessment)
    sheet = state.sheet
    context = {
        "assessment": assessment,
        "place": "tools",
        "state": state,
        "sheet": sheet,
        "headline": headline(sheet),
        "own_machines": own_machines_headline(sheet),
        # Drawn by us, with every value escaped.
        "today": mark_safe(flow_today(sheet)),  # noqa: S308
        "own": mark_safe(flow_on_own_machines(sheet)),  # noqa: S308
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "protection/transfers.html", context)

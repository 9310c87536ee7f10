"""All open flags of all tools of an organisation: the undecided first, then the gravest, then the oldest."""

from collections.abc import Callable, Mapping

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisations.access import needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import may
from procurement.lifecycle import Standing, Status
from procurement.models import Flag
from procurement.queries import with_decisions
from procurement.rulebook.schema import SEVERITIES
from procurement.shown_flags import ShownFlag, shown

PAGE = 40
SHOWN: Mapping[str, tuple[str, Callable[[ShownFlag], bool]]] = {
    "undecided": ("Not decided", lambda state: state.counting is None),
    "changed": ("Changed since decided", lambda state: state.changed),
    "waiting": ("Waiting for a change", lambda state: state.waits_for_a_change),
    "decided": ("Decided", lambda state: state.counting is not None),
    "all": ("All open flags", lambda _: True),
}


@needs(Permission.ASSESSMENT_VIEW)
def queue(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List the open flags, by what was decided on them."""
    raised = Flag.objects.of(organisation).filter(standing=Standing.RAISED)
    raised = raised.exclude(assessment__status=Status.SET_ASIDE)  # nobody waits for those
    states = shown(with_decisions(list(raised.select_related("assessment__product__vendor"))))
    chosen = request.GET.get("show", "all")
    if chosen not in SHOWN:
        chosen = "all"
    _, belongs = SHOWN[chosen]
    listed = sorted(filter(belongs, states), key=_order)
    closed = Flag.objects.of(organisation).filter(standing=Standing.CLEARED)
    undecided = [state for state in sorted(states, key=_order) if state.counting is None]
    context = {
        "place": "flags",
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "filters": [
            (key, title, sum(map(belongs_too, states)))
            for key, (title, belongs_too) in SHOWN.items()
        ],
        "chosen": chosen,
        "chosen_title": SHOWN[chosen][0],
        "total": len(states),
        "undecided": undecided,
        "last_cleared": closed.order_by("-cleared_at").first(),
        "may_decide": may(role_of(request), Permission.FLAG_DECIDE),
    }
    return render(request, "desk/queue.html", context)


def _order(state: ShownFlag) -> tuple[bool, int, object]:
    return (
        state.counting is not None,
        SEVERITIES.index(state.finding.severity),
        state.raised_at,
    )

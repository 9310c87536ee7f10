"""All open flags of all tools of an organisation: the undecided first, then the gravest, then the oldest.

Flags that fell through a vendor's answer stand here too, until somebody has looked.
"""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from content.refusal import Refused
from desk.open_flags import open_flags
from desk.queue_filters import STATES, QueueFilters
from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.queries import clients_of, organisations_of
from organisations.roles import may
from procurement.actions.queue_views import forget_view, keep_view
from procurement.lifecycle import Standing
from procurement.models import Flag, QueueView
from procurement.rulebook.schema import SEVERITIES
from procurement.shown_flags import ShownFlag

PAGE = 40


@needs(Permission.ASSESSMENT_VIEW)
def queue(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List the open flags, narrowed as the address says."""
    states = open_flags(organisation)
    filters = QueueFilters.of(request.GET.dict())
    narrowed = [one for one in states if filters.narrows_to(one)]
    listed = sorted(filter(filters.belongs, states), key=_order)
    closed = Flag.objects.of(organisation).filter(standing=Standing.CLEARED)
    undecided = [
        one for one in sorted(states, key=_order) if one.is_raised and one.counting is None
    ]
    to_check = [one for one in states if one.lowered]
    own = QueueView.objects.of(organisation).filter(person=request.user)  # type: ignore[misc]
    context = {
        "place": "flags",
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "filters": [
            (key, title, number, filters.address(key))
            for key, (title, belongs) in STATES.items()
            if (number := sum(map(belongs, narrowed))) or key in (filters.show, "undecided", "all")
        ],
        "chosen": filters.show,
        "chosen_title": STATES[filters.show][0],
        "address": filters.address(),
        "narrowings": filters.narrowings(states),
        "is_narrowed": bool(filters.parts),
        "narrowed": filters.said,
        "views": [(view, QueueFilters.of(view.filters)) for view in own.order_by("name")],
        "total": sum(one.is_raised for one in states),
        "undecided": undecided,
        "to_check": to_check,
        "last_cleared": closed.order_by("-cleared_at").first(),
        "may_decide": may(role_of(request), Permission.FLAG_DECIDE),
        "clients": len(clients_of(request.user)),
        "others": [
            each.organisation
            for each in organisations_of(request.user)
            if each.organisation_id != organisation.id
        ],
    }
    return render(request, "desk/queue.html", context)


@needs(Permission.ASSESSMENT_VIEW)
@require_POST
def views(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Keep the filters under a name, or forget a name. They are the person's own."""
    filters = QueueFilters.of(request.POST.dict())
    try:
        if request.POST.get("do") == "forget":
            forget_view(
                organisation=organisation,
                view=_id(request.POST.get("view", "")),
                by=actor_of(request),
            )
            messages.success(request, "Forgot the view.")
        else:
            name = request.POST.get("name", "")
            keep_view(
                organisation=organisation, name=name, filters=filters.said, by=actor_of(request)
            )
            messages.success(request, f"Kept this view as “{name.strip()}”.")
    except Refused as refusal:
        messages.warning(request, " ".join(filter(None, [refusal.sentence, refusal.what_to_do])))
    return redirect(reverse("desk:queue", args=[organisation.id]) + filters.address())


def _id(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise Refused("This view is gone already.") from None


def _order(one: ShownFlag) -> tuple[bool, bool, int, object]:
    return (
        not one.lowered,
        one.is_raised and one.counting is not None,
        SEVERITIES.index(one.severity),
        one.raised_at,
    )

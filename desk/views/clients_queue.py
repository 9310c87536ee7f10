"""The open flags of all an adviser's clients on one page: the gravest first, then the oldest.

Only what the adviser sees at each client stands here, and each line leads there.
"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from desk.open_flags import open_flags
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.queries import clients_of
from organisations.roles import Role, may
from procurement.rulebook.schema import SEVERITIES
from procurement.shown_flags import ShownFlag

PAGE = 40


@dataclass(frozen=True, slots=True)
class ClientFlag:
    """One open flag, and whose it is."""

    client: Organisation
    state: ShownFlag


def clients_queue(request: HttpRequest) -> HttpResponse:
    """List the open flags of everybody whom the signed-in person advises; `?client=` names one.

    Whoever advises nobody finds nothing here.
    """
    clients = [
        each.organisation
        for each in clients_of(request.user)
        if may(Role(each.role), Permission.ASSESSMENT_VIEW)
    ]
    if not clients:
        raise Http404
    flags = sorted(
        (ClientFlag(client, one) for client in clients for one in open_flags(client)), key=_order
    )
    named = request.GET.get("client", "")
    chosen = next((each for each in clients if str(each.id) == named), None)
    listed = [each for each in flags if chosen is None or each.client == chosen]
    undecided = [each for each in flags if each.state.is_raised and each.state.counting is None]
    context = {
        "place": "flags",
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "clients": [(client, sum(each.client == client for each in flags)) for client in clients],
        "chosen": chosen,
        "address": f"?client={chosen.id}" if chosen else "?",
        "total": len(flags),
        "undecided": len(undecided),
    }
    return render(request, "desk/clients_queue.html", context)


def _order(each: ClientFlag) -> tuple[int, object, str]:
    return (SEVERITIES.index(each.state.severity), each.state.raised_at, each.client.name)

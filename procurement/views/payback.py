"""The payback calculator for anybody: nothing is stored, and its address can be kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from procurement.forms.payback import PaybackForm
from procurement.wording.payback_page import payback_page


@login_not_required
@require_safe
def payback(request: HttpRequest) -> HttpResponse:
    """Work out what a cheaper version saves, from what stands in the address."""
    form = PaybackForm(request.GET or None, without=["seen"])
    context: dict[str, object] = {"form": form, "place": "payback"}
    if form.is_valid():
        page = payback_page(form.plan, "The cheaper version", own=False)
        # Drawn by our chart, which escapes every value.
        context |= {"page": page, "chart": mark_safe(page.chart)}  # noqa: S308
    return render(request, "procurement/payback.html", context)

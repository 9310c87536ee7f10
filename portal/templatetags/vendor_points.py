"""Whether the vendor was asked about a flag, for the flag's own page."""

from typing import Any

from django import template

from portal.models import AskedFlag
from portal.moving import leader_of
from procurement.shown_flags import ShownFlag

register = template.Library()


@register.inclusion_tag("portal/_asked_about.html")
def asked_about(whole: ShownFlag) -> dict[str, Any]:
    """Show who was asked about a flag, when, in which words, and whether they have replied."""
    rows = AskedFlag.objects.of(whole.flag.organisation_id).filter(
        flag__in=[state.flag.id for state in whole.states]
    )
    asked = rows.select_related("request").prefetch_related("replies").order_by("at", "id")
    return {"asked": [(each, leader_of(each.request)) for each in asked]}

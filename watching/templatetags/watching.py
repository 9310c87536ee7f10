"""What is watched in one line, for the page of the assessment."""

from typing import Any

from django import template

from procurement.models import Assessment
from watching.queries import standings_of

register = template.Library()


@register.inclusion_tag("watching/_note.html")
def watching_note(assessment: Assessment) -> dict[str, Any]:
    """Show what the newest watch says, or how to begin."""
    newest = next(iter(standings_of(assessment)), None)
    return {"assessment": assessment, "said": newest.said if newest else ""}

"""The DPIA in one note, for the pages of other rooms."""

from typing import Any

from django import template

from procurement.models import Assessment
from protection.gathering import screened_of
from protection.queries import versions_of

register = template.Library()


@register.inclusion_tag("protection/_dpia_note.html")
def dpia_note(assessment: Assessment) -> dict[str, Any]:
    """Show whether the assessment needs a DPIA, and the last version that was signed."""
    return {
        "assessment": assessment,
        "screened": screened_of(assessment),
        "last": next(reversed(versions_of(assessment)), None),
    }

"""What the frame of every page shows: the product, whose files one is in, and what one may open."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from organisations.permissions import Permission
from organisations.roles import Role, may


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the product's names, the organisation one is in, and the parts one may open there."""
    organisation = getattr(request, "organisation", None)
    role: Role | None = getattr(request, "role", None)
    return {
        "product_name": settings.PRODUCT_NAME,
        "product_line": settings.PRODUCT_LINE,
        "is_demo": settings.DEMO,
        "organisation": organisation,
        "may_manage_members": role is not None and may(role, Permission.MEMBERS_MANAGE),
    }

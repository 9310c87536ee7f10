"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, str]:
    """Return the product's name and the line under it."""
    return {"product_name": settings.PRODUCT_NAME, "product_line": settings.PRODUCT_LINE}

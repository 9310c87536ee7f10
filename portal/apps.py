"""The room's name in Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What we ask the vendor."""

    name = "portal"

    def ready(self) -> None:
        """Register what this room does by itself, and that it knows who was asked."""
        from portal import tasks  # noqa: F401 -- models must be loaded first
        from portal.queries import askings
        from procurement.askings import tell_of_askings

        tell_of_askings(askings)

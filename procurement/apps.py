"""The room's name in Django."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """What we are told, and what law and licences make of it."""

    name = "procurement"

    def ready(self) -> None:
        """Register the work this room does."""
        from procurement import law_work, tasks  # noqa: F401 -- models must be loaded first

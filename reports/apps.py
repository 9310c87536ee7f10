"""The room's name in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What we say."""

    name = "reports"

    def ready(self) -> None:
        """Register the work this room does."""
        from reports import tasks  # noqa: F401 -- models must be loaded first
        from reports.drafting import tasks as drafting  # noqa: F401 -- as above

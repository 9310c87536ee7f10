"""The room's name in Django."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """What we see for ourselves."""

    name = "evaluations"

    def ready(self) -> None:
        """Register the work this room does."""
        from evaluations import tasks  # noqa: F401 -- models must be loaded first

"""The room's name in Django."""

from django.apps import AppConfig


class LabellingConfig(AppConfig):
    """Labels for a firm's own texts."""

    name = "labelling"

    def ready(self) -> None:
        """Register the work this room does."""
        from labelling import tasks  # noqa: F401 -- models must be loaded first

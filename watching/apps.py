"""The room's name in Django."""

from django.apps import AppConfig


class WatchingConfig(AppConfig):
    """The same examples, asked again each month."""

    name = "watching"

    def ready(self) -> None:
        """Register the work this room does."""
        from watching import tasks  # noqa: F401 -- models must be loaded first

"""The room's name in Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who: organisations, people, what they may do and what they did."""

    name = "organisations"

    def ready(self) -> None:
        """Register the work this room does."""
        from organisations import tasks  # noqa: F401 -- models must be loaded first

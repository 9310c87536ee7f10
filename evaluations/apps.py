"""The room's name in Django."""

from django.apps import AppConfig
from django.conf import settings

from sandbox.limits import allow_tables


class EvaluationsConfig(AppConfig):
    """What we see for ourselves."""

    name = "evaluations"

    def ready(self) -> None:
        """Register the work this room does, and tell the reader how large a table may be."""
        from evaluations import tasks  # noqa: F401 -- models must be loaded first

        allow_tables(rows=settings.TABLE_MOST_ROWS, file=settings.TABLE_MOST_BYTES)

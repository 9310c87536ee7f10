"""The room's name in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What we say."""

    name = "reports"

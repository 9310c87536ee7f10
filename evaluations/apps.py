"""The room's name in Django."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """What we see for ourselves."""

    name = "evaluations"

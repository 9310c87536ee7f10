"""The room's name in Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that survives."""

    name = "jobs"

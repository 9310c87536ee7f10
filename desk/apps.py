"""The room's name in Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What needs me: pages and commands that need several rooms."""

    name = "desk"

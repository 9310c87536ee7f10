"""The room's Django application."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Everything the pages of all rooms share."""

    name = "pages"

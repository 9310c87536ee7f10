"""The demo's Django application; installed only where WEIGH_DEMO=1."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A worked example, told through the same actions as the pages."""

    name = "demo"

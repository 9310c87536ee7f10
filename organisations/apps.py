"""The room's name in Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who: organisations, people, what they may do and what they did."""

    name = "organisations"

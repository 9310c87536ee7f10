"""The room's name in Django."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The DPIA and the transfers abroad, worked out of what is known and signed by a person."""

    name = "protection"

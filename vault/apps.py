"""The room's name in Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Private files, encrypted at rest."""

    name = "vault"

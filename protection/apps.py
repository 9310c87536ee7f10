"""The room's name in Django."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The DPIA and the transfers abroad, worked out of what is known and signed by a person."""

    name = "protection"

    def ready(self) -> None:
        """Let signed worksheets be held against each new fact."""
        from procurement.actions.rescreening import after_screening  # models must be loaded first
        from protection.actions.outgrown_worksheets import FOLLOWER

        after_screening(FOLLOWER)

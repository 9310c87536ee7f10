"""What is remembered of organisations and people."""

from organisations.models.user import User

__all__ = ["User"]

"""What is remembered of watching a product. Texts and answers lie in the vault."""

from watching.models.asking import Asking
from watching.models.watch import Watch

__all__ = ["Asking", "Watch"]

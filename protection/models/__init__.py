"""What the room remembers."""

from protection.models.transfer_worksheet import TransferConclusion, TransferWorksheet

__all__ = ["TransferConclusion", "TransferWorksheet"]

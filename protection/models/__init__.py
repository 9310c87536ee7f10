"""What the room remembers."""

from protection.models.dpia import AdviceFollowed, Dpia, DpiaRisk, DpiaText, DpoState
from protection.models.dpia_version import DpiaOutcome, DpiaVersion
from protection.models.transfer_worksheet import TransferConclusion, TransferWorksheet

__all__ = [
    "AdviceFollowed",
    "Dpia",
    "DpiaOutcome",
    "DpiaRisk",
    "DpiaText",
    "DpiaVersion",
    "DpoState",
    "TransferConclusion",
    "TransferWorksheet",
]

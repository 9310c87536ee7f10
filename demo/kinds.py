"""The nine kinds into which Harbour Lettings sorts its inbox."""

from typing import Final

SAFETY: Final = "damp and safety"
KINDS: Final = (
    "arrears", SAFETY, "deposit", "keys and access", "neighbours", "notice", "paperwork", "repairs",
    "viewing",
)  # fmt: skip

"""A vendor's figure against what these rows show: supported, not supported, or cannot tell.

The words are about these samples only: a benchmark may be true and still not hold here.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from content.refusal import Refused
from evaluations.statistics.measured import Measured

ClaimMetric = Literal["accuracy", "macro_f1", "retention", "auc"]
ClaimDecision = Literal["supported", "not_supported", "cannot_tell"]

CLAIM_LEVEL: Final = 0.95  # two-sided: each of its ends is a one-sided 97.5 % bound
UNSETTLED: Final = "The range of the number reaches both sides of the claim."


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure the vendor claims, written down before the run.

    Parameters
    ----------
    metric
        accuracy, macro_f1, retention or auc.
    value
        The figure as a fraction; retention may pass 1.
    decimals
        Decimals it was claimed with; by default those of `value` as written.
    tolerance
        How far below the figure still counts as kept.

    Raises
    ------
    Refused
        If the metric is unknown or a number is outside its range.
    """

    metric: ClaimMetric
    value: float
    decimals: int | None = None
    tolerance: float = 0.01

    def __post_init__(self) -> None:
        if self.metric not in get_args(ClaimMetric):
            known = ", ".join(get_args(ClaimMetric))
            raise Refused(
                f"A claim about {self.metric!r} cannot be tested.",
                what_to_do=f"Claim one of these: {known}.",
            )
        highest = 2.0 if self.metric == "retention" else 1.0
        if not 0 < self.value <= highest:
            raise Refused(
                f"A claimed {self.metric} of {self.value} is no fraction.",
                what_to_do="Write 94 % as 0.94.",
            )
        if not 0 <= self.tolerance < 1:
            raise Refused(
                f"A tolerance of {self.tolerance} cannot be used.",
                what_to_do="Write 1 point as 0.01.",
            )
        if self.decimals is not None and not 0 <= self.decimals <= 10:
            raise Refused(
                f"A claim with {self.decimals} decimals cannot be used.",
                what_to_do="Give the number of decimals the figure was claimed with: 2 for 0.94.",
            )

    @property
    def threshold(self) -> float:
        """The claim less half a unit of its last decimal: the least that rounds to it."""
        written = Decimal(str(self.value))
        exponent = written.as_tuple().exponent
        decimals = self.decimals
        if decimals is None:
            decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        return float(written - Decimal(5).scaleb(-decimals - 1))

    def as_json(self) -> dict[str, Any]:
        """Return the claim as it was written down."""
        return {
            "metric": self.metric,
            "value": self.value,
            "decimals": self.decimals,
            "tolerance": self.tolerance,
        }


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What these rows say of a claim.

    Parameters
    ----------
    claim
        The claim.
    decision
        supported, not_supported or cannot_tell.
    measured
        The claimed metric here, with its one-sided 97.5 % bounds as its ends; None where it
        does not exist.
    why
        Why it cannot tell.
    """

    claim: Claim
    decision: ClaimDecision
    measured: Measured | None
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the claim, the decision and what it was read from."""
        shown: dict[str, Any] = {
            "claim": self.claim.as_json(),
            "threshold": self.claim.threshold,
            "verdict": self.decision,
            "measured": None if self.measured is None else self.measured.as_json(),
        }
        return shown if self.why is None else {**shown, "why": self.why}


def claim_verdict(claim: Claim, measured: Measured) -> ClaimVerdict:
    """Hold a claim against the claimed metric.

    Parameters
    ----------
    claim
        The claim.
    measured
        The metric here, its interval at `CLAIM_LEVEL`.
    """
    if measured.low is None or measured.high is None:
        return ClaimVerdict(claim, "cannot_tell", measured, measured.why)
    if measured.low >= claim.threshold - claim.tolerance:
        return ClaimVerdict(claim, "supported", measured)
    if measured.high < claim.threshold:
        return ClaimVerdict(claim, "not_supported", measured)
    return ClaimVerdict(claim, "cannot_tell", measured, UNSETTLED)

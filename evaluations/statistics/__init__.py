"""Pure statistics of answers: numbers with intervals from labels, predictions and nothing else.

`summarise` makes a whole run's numbers; the rest is what planning and pages need one by one.
"""

from evaluations.statistics.claims import Claim, ClaimVerdict, claim_verdict
from evaluations.statistics.comparison import Comparison
from evaluations.statistics.label_checks import LabelChecks, check_labels
from evaluations.statistics.levels import one_sided_level
from evaluations.statistics.measured import Measured
from evaluations.statistics.model_report import ModelReport
from evaluations.statistics.planning import (
    MARGINS,
    NO_REALISTIC_NUMBER,
    MarginOffer,
    chance_to_settle,
    margin_offers,
    needed_rows,
    smallest_detectable_difference,
)
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.proportions import proportion, wilson_half_width
from evaluations.statistics.slices import Slice
from evaluations.statistics.summary import LABELLERS, Summary, summarise
from evaluations.statistics.verdict import Verdict

__all__ = [
    "LABELLERS",
    "MARGINS",
    "NO_REALISTIC_NUMBER",
    "Claim",
    "ClaimVerdict",
    "Comparison",
    "LabelChecks",
    "MarginOffer",
    "Measured",
    "ModelReport",
    "Predictions",
    "Slice",
    "Summary",
    "Verdict",
    "chance_to_settle",
    "check_labels",
    "claim_verdict",
    "margin_offers",
    "needed_rows",
    "one_sided_level",
    "proportion",
    "smallest_detectable_difference",
    "summarise",
    "wilson_half_width",
]

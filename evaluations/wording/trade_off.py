"""What a tested version saves against what it gets wrong, alone and with hard cases sent on. Pure.

The numbers are those of a published `evaluate` result and of the buyer's own prices and volume.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from evaluations.wording import counts
from procurement.payback.amounts import Amount
from procurement.payback.quotes import Figure
from procurement.payback.weighing import Gap, Plan, saving_when_sent_on, weigh
from procurement.wording.payback import about_amount, trade_off

NOT_PRICED: Final = "Say what both versions cost and how much you would use them."
_PLACES: Final = 6  # of a count of 100: no range is so narrow


@dataclass(frozen=True, slots=True)
class Split:
    """One way to split the cases, in words, with its numbers for a chart.

    Attributes
    ----------
    sent : cases of 100 that go to the bigger version, as shown: "25".
    below : "under 83 % sure", "none" or "all".
    wrong : "7.2 in 100 (6.1 to 8.4)", both versions together.
    more_wrong : "between 2 fewer and 4 more" of 100 than the bigger version alone.
    saving : pounds a year, as "£1,400" or "£1,200 to £1,600"; else why there is none.
    share, wrong_range, saved : the same as numbers; None where there is none.
    """

    sent: str
    below: str
    wrong: str
    more_wrong: str
    saving: str
    share: float
    wrong_range: counts.Range | None
    saved: Figure


def gap_of(evaluation: Mapping[str, Any]) -> Gap | None:
    """Return how many more of 100 a tested version gets wrong than the bigger one, with its range.

    None without a bigger version, and where the test could not tell.
    """
    if evaluation.get("rival") == "earlier":  # nobody pays for the earlier version any more
        return None
    comparison = evaluation["comparison"]
    if not comparison or "accuracy_difference" not in comparison:
        return None
    found = counts.more_wrong(comparison["accuracy_difference"])
    if found is None:
        return None
    ends = (Decimal(str(round(end, _PLACES))) for end in (found.low, found.high))
    return Gap(Amount.of(*ends), evaluation["samples"]["n"])


def trade_off_sentence(evaluation: Mapping[str, Any], plan: Plan, product: str) -> str:
    """Return the year's saving against the year's mistakes, as one sentence.

    "Turbo saves about £1,870 a year and would make between 420 fewer and 830 more mistakes a year;
    at the worst end it stops paying when a mistake costs more than £2.25." Nothing while prices,
    volume or the difference are not known.
    """
    gap = gap_of(evaluation)
    return trade_off(product, weigh(replace(plan, gap=gap))) if gap else ""


def splits(evaluation: Mapping[str, Any], plan: Plan | None = None) -> tuple[Split, ...]:
    """Return the curve of the two-tier option as the rows of its table, none sent on first.

    Empty where the test has none; `why_no_splits` then says why.
    """
    comparison = evaluation["comparison"]
    tiers = comparison.get("two_tier", ()) if comparison else ()
    return tuple(_split(tier, plan) for tier in tiers)


def why_no_splits(evaluation: Mapping[str, Any]) -> str:
    """Return why there is no two-tier curve; nothing where there is one, or no comparison."""
    comparison = evaluation["comparison"]
    return (comparison.get("two_tier_why") or "") if comparison else ""


def _split(tier: Mapping[str, Any], plan: Plan | None) -> Split:
    share = tier["sent"]["value"]
    saved = (
        saving_when_sent_on(plan, Amount.of(Decimal(str(round(share, _PLACES)))))
        if plan
        else Figure(None, NOT_PRICED)
    )
    wrong, more = counts.right(tier["wrong"]), counts.more_wrong(tier["difference"])
    return Split(
        sent=counts.count(share * 100),
        below=_below(tier["below"], share),
        wrong=counts.of_100(tier["wrong"]),
        more_wrong=f"between {counts.between_wrong(more)}" if more else "",
        saving=about_amount(saved.amount) if saved.amount else saved.why,
        share=share,
        wrong_range=wrong,
        saved=saved,
    )


def _below(limit: float | None, share: float) -> str:
    if limit is None:
        return "all"
    return f"under {counts.count(limit * 100)} % sure" if share > 0 else "none"

"""The two-tier option on the page: most cases to this version, the least sure to the bigger one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.wording import counts, curve_charts
from evaluations.wording.trade_off import Split, splits, why_no_splits
from procurement.payback.weighing import Plan


@dataclass(frozen=True, slots=True)
class SendingOn:
    """The option in words; `plot` and `rows` are empty where `sentence` says why there is none.

    `rows` are: sent of 100, under which confidence, wrong, against the bigger version alone, saved.
    `no_saving` is why nothing is said of a saving; empty where it is.
    """

    sentence: str
    plot: str
    rows: tuple[tuple[str, str, str, str, str], ...]
    no_saving: str


def sending_on(evaluation: Mapping[str, Any], plan: Plan | None) -> SendingOn | None:
    """Return the option; None where there is no bigger version to send anything to."""
    if not evaluation["comparison"] or evaluation.get("rival") == "earlier":
        return None
    rows = splits(evaluation, plan)
    if not rows:
        why = why_no_splits(evaluation)
        return SendingOn(why, "", (), "") if why else None
    said = _sentence(evaluation, rows)
    points = [(each.share, each.wrong_range) for each in rows if each.wrong_range]
    # Of the last split, which sends everything, the bigger version alone gives the answers.
    title = (
        "Wrong answers in 100 by how many cases are sent on. "
        f"None sent: {rows[0].wrong}. All sent: {rows[-1].wrong}. The table has the rest."
    )
    return SendingOn(
        sentence=said,
        plot=(
            curve_charts.sending_on(
                points,
                alone=evaluation["comparison"]["two_tier"][-1]["wrong"]["value"] * 100,
                title=title,
            )
            if len(points) > 1
            else ""
        ),
        rows=tuple(
            (each.sent, each.below, each.wrong, each.more_wrong, each.saving) for each in rows
        ),
        no_saving="" if any(each.saved.amount for each in rows) else rows[0].saving,
    )


def _sentence(evaluation: Mapping[str, Any], rows: tuple[Split, ...]) -> str:
    margin, tiers = evaluation["margin"], evaluation["comparison"]["two_tier"]
    found = None
    # From all sent downwards, up to the first that is not shown to be within the limit: an order
    # fixed beforehand needs no correction for the number of splits.
    for tier, row in zip(reversed(tiers[:-1]), reversed(rows[:-1]), strict=True):
        if tier["difference"]["low"] is None or tier["difference"]["low"] <= -margin:
            break
        found = row
    limit = counts.count(margin * 100)
    if found is None:
        return (
            f"No split is shown to stay within your limit of {limit} more wrong in 100, but sending "
            "everything to the bigger version."
        )
    if found.share == 0:
        return "This version alone stays within your limit, so nothing has to be sent on."
    saved = f" That would save {found.saving} a year." if found.saved.amount else ""
    return (
        f"If the {found.sent} of 100 cases that it is least sure of went to the bigger version, both "
        f"together would get {found.more_wrong} wrong in 100 than the bigger version alone. That is "
        f"within your limit.{saved}"
    )

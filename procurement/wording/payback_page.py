"""Everything the payback page says of a plan; the same where it stands alone and in an assessment. Pure."""

from dataclasses import dataclass

from procurement.payback.weighing import Plan, Weighed, weigh
from procurement.wording.payback import (
    about_amount,
    break_even_in_words,
    conversion,
    left_out,
    measured_on,
    result_sentence,
    volume_in_words,
)
from procurement.wording.payback_chart import paid_so_far, table_months


@dataclass(frozen=True, slots=True)
class PaybackPage:
    """The words and the picture; `figures` are a term and what is said of it.

    `steps` are the conversions, `rows` the picture's table: month, this version, the bigger one.
    """

    sentence: str
    rests_on: str
    figures: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    chart: str
    rows: tuple[tuple[int, str, str], ...]


def payback_page(plan: Plan, product: str, *, own: bool) -> PaybackPage:
    """Return the page of a plan. `own`: the test behind it ran on the reader's own examples."""
    found = weigh(plan)
    figures = []
    if found.saving.amount is not None:
        figures = [
            ("Saved in a year", about_amount(found.saving.amount)),
            ("Has paid back", break_even_in_words(found.break_even)),
        ]
    if found.after_mistakes.amount is not None:
        figures.append(("Left in a year after mistakes", about_amount(found.after_mistakes.amount)))
    steps = [
        (name, conversion(quote, plan.usage))
        for name, quote in (("This version", plan.cheap), ("The bigger version", plan.dear))
        if quote is not None
    ]
    if plan.usage.volume is not None:
        steps.append(("How much", (volume_in_words(plan.usage.volume),)))
    title = (
        f"What has been paid in all, by month: {product} and the bigger version. "
        "The table below has the figures."
    )
    return PaybackPage(
        sentence=result_sentence(product, found),
        rests_on=_rests_on(plan, found, own=own),
        figures=tuple(figures),
        left_out=left_out(plan, found),
        steps=tuple(steps),
        chart=paid_so_far(found.costs, title=title) if found.costs else "",
        rows=tuple(
            (each.month, about_amount(each.cheap), about_amount(each.dear))
            for each in (table_months(found.costs) if found.costs else ())
        ),
    )


def _rests_on(plan: Plan, found: Weighed, *, own: bool) -> str:
    """Return what the mistakes rest on, and why no price of one is named where none is."""
    if plan.gap is None:
        return ""
    known = found.saving.amount is not None and found.worst_mistake.amount is None
    said = (measured_on(plan.gap, own=own), found.worst_mistake.why if known else "")
    return " ".join(filter(None, said))

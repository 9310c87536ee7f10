"""Everything the payback page says of a plan; the same where it stands alone and in an assessment. Pure."""

from dataclasses import dataclass

from procurement.payback.quotes import Figure
from procurement.payback.weighing import Plan, weigh
from procurement.wording.payback import (
    about_amount,
    break_even_in_words,
    conversion,
    left_out,
    measured_on,
    pounds_to_the_penny,
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
    figures = [("Saved in a year", _figure(found.saving))]
    if found.saving.amount is not None:
        figures.append(("Has paid back", break_even_in_words(found.break_even)))
    if plan.gap is not None and found.saving.amount is not None:
        worst = found.worst_mistake
        figures.append(
            (
                "It stops paying at the worst end when a mistake costs more than",
                pounds_to_the_penny(worst.amount.low) if worst.amount else worst.why,
            )
        )
    if found.after_mistakes.amount is not None:
        figures.append(("Left in a year after mistakes", _figure(found.after_mistakes)))
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
        rests_on=measured_on(plan.gap, own=own) if plan.gap else "",
        figures=tuple(figures),
        left_out=left_out(plan, found),
        steps=tuple(steps),
        chart=paid_so_far(found.costs, title=title) if found.costs else "",
        rows=tuple(
            (each.month, about_amount(each.cheap), about_amount(each.dear))
            for each in (table_months(found.costs) if found.costs else ())
        ),
    )


def _figure(found: Figure) -> str:
    return about_amount(found.amount) if found.amount else f"Cannot tell. {found.why}"

"""The sentences of the payback calculator: pages and the report share them. Pure."""

from collections.abc import Iterable
from decimal import Decimal

from procurement.payback.amounts import ENDLESS, Amount, to_places
from procurement.payback.answers import PERIODS
from procurement.payback.money import POUNDS, Money, one_of
from procurement.payback.quotes import Figure, Quote, Unit, cost_of_1000
from procurement.payback.usage import IN_A_YEAR, Counted, Usage, Volume
from procurement.payback.weighing import Gap, Plan, Weighed

_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}


def pounds(value: Decimal) -> str:
    """Return an exact sum: £10, £1.98, 79p, 0.25p; below nothing with a minus."""
    return _money(abs(value), POUNDS, "−" if value < 0 else "")


def pounds_to_the_penny(value: Decimal) -> str:
    """Return a sum rounded to the penny: £2.25."""
    return pounds(to_places(value, 2))


def about_pounds(value: Decimal) -> str:
    """Return a sum as people say it, without its sign: three figures, whole pounds from ten on."""
    size = abs(value)
    if size < 10:
        return pounds_to_the_penny(size)
    return f"£{rounded(size, 3):,}"


def rounded(value: Decimal, figures: int) -> int:
    """Return a whole number with so many figures, the rest 0."""
    return int(round(value, min(0, figures - 1 - value.adjusted()))) if value else 0


def saving_in_words(product: str, saving: Amount) -> str:
    """Return what a year saves, without a full stop: "Turbo saves about £1,870 a year"."""
    low, high = saving.low, saving.high
    if high < 0:
        return f"{product} costs {_between(-high, -low)} a year more than the bigger version"
    if low < 0 < high:
        return (
            f"{product} may cost up to {about_pounds(low)} a year more than the bigger version, or "
            f"save up to {about_pounds(high)}"
        )
    if high == 0:
        return f"{product} saves nothing"
    return f"{product} saves {_between(low, high)} a year"


def trade_off(product: str, found: Weighed) -> str:
    """Return the saving against the mistakes, as one sentence; nothing while one is not known."""
    saving, mistakes = found.saving.amount, found.more_mistakes.amount
    if saving is None or mistakes is None:
        return ""
    said = f"{saving_in_words(product, saving)} and would make {_mistakes(mistakes)} a year"
    worst = found.worst_mistake.amount
    if worst is not None:
        return (
            f"{said}; at the worst end it stops paying when a mistake costs more than "
            f"{pounds_to_the_penny(worst.low)}."
        )
    return f"{said}."


def result_sentence(product: str, found: Weighed) -> str:
    """Return what the calculator came to, as one sentence."""
    if found.saving.amount is None:
        return f"We cannot tell yet what it saves. {found.saving.why}"
    return trade_off(product, found) or f"{saving_in_words(product, found.saving.amount)}."


def measured_on(gap: Gap, *, own: bool) -> str:
    """Return what the count of mistakes rests on, with the range."""
    low, high = gap.wrong_in_100.low, gap.wrong_in_100.high
    if low >= 0:
        wrong = f"{_count(low)} to {_count(high)} more" if low < high else f"{_count(low)} more"
    elif high <= 0:
        wrong = f"{_count(high)} to {_count(low)} fewer" if low < high else f"{_count(low)} fewer"
    else:
        wrong = f"{_count(low)} fewer to {_count(high)} more"
    if gap.examples is None:
        on = "you did not say on how many examples"
    else:
        on = f"tested on {gap.examples:,} {'of your own examples' if own else 'examples'}"
    return f"Of every 100 it gets {wrong} wrong than the bigger version; {on}."


def break_even_in_words(found: Figure) -> str:
    """Return when it has paid back: at once, after so many months, never; or why nobody can tell."""
    if found.amount is None:
        return f"Cannot tell. {found.why}"
    first, last = found.amount.low, found.amount.high
    if first == ENDLESS:
        return "Never"
    if last == ENDLESS:
        return f"{_after(first)} at best; perhaps never"
    if first == last:
        return _after(first)
    if first == 0:
        return f"At once, or {_after(last).lower()}"
    said, until = _months(first), _months(last)
    return f"After {said.removesuffix(' months').removesuffix(' month')} to {until}"


def left_out(plan: Plan, found: Weighed) -> tuple[str, ...]:
    """Return what the result does not count, one sentence each."""
    said = []
    if found.saving.amount is not None:
        if plan.upkeep is None:
            said.append("Yearly upkeep is not counted: nobody has said what it is.")
        if plan.set_up is None:
            said.append("What it costs once is not counted: nobody has said what it is.")
        if plan.gap is None:
            said.append("Mistakes are not counted: no test has shown how many more it makes.")
        elif plan.mistake is None:
            said.append("What mistakes cost is not counted: nobody has said what one costs.")
    return tuple(said)


def conversion(quote: Quote, usage: Usage) -> tuple[str, ...]:
    """Return how a quote becomes pounds for 1,000 requests, a step each."""
    found = cost_of_1000(quote, usage)
    if found.amount is None:
        return (found.why,)
    result = f"{amount_of(found.amount)} for 1,000"
    price = _price(quote.price)
    steps = list(_foreign(quote, usage))
    match quote.unit:
        case Unit.REQUEST:
            steps.append(f"{price} a request = {result}")
        case Unit.THOUSAND:
            known = quote.price.currency == POUNDS
            steps.append(f"{price} for 1,000 requests{'' if known else f' = {result}'}")
        case Unit.MILLION_TOKENS:
            assert usage.request is not None  # noqa: S101 -- the figure exists
            assert usage.answer is not None  # noqa: S101
            steps += _length("sent", usage.request, usage)
            steps += _length("back", usage.answer, usage)
            sent, back = (_plain(usage.tokens(each)) for each in (usage.request, usage.answer))
            steps.append(
                f"{sent} tokens at {price} a million and {back} at {_price(quote.out)} a million, "
                f"1,000 times = {result}"
            )
        case Unit.SEAT_MONTH:
            assert usage.seats is not None  # noqa: S101 -- the figure exists
            assert usage.volume is not None  # noqa: S101
            steps.append(
                f"{price} a seat × {_plain(usage.seats)} seats, shared among "
                f"{_plain(usage.volume.a_month)} requests a month = {result}"
            )
    return tuple(steps)


def volume_in_words(volume: Volume) -> str:
    """Return how a volume becomes that of a year: "400 a week × 52 = 20,800 a year"."""
    times = IN_A_YEAR[volume.period]
    said = f"{_plain(volume.requests)} requests {PERIODS[volume.period]}"
    return said if times == 1 else f"{said} × {times} = {_plain(volume.a_year)} a year"


def amount_of(amount: Amount) -> str:
    """Return a sum of pounds or its range: £10, £10 to £20."""
    return _spanned(pounds(_to_pence(amount.low)), pounds(_to_pence(amount.high)))


def about_amount(amount: Amount) -> str:
    """Return a sum of pounds or its range, as people say it; below nothing with a minus."""
    ends = [f"{'−' if each < 0 else ''}{about_pounds(each)}" for each in (amount.low, amount.high)]
    return _spanned(*ends)


def _to_pence(value: Decimal) -> Decimal:
    """Return a sum to the penny, or where it is less than ten pounds to a hundredth of one."""
    return to_places(value, 2 if abs(value) >= 10 else 4)


def _money(value: Decimal, currency: str, minus: str = "") -> str:
    if currency == POUNDS and 0 < value < 1:
        return f"{minus}{_digits(value * 100)}p"
    shown = _digits(value)
    if "." in shown and len(shown.partition(".")[2]) == 1:
        shown += "0"
    sign = _SIGNS.get(currency)
    return f"{minus}{sign}{shown}" if sign else f"{minus}{shown} {currency}"


def _digits(value: Decimal) -> str:
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _price(money: Money) -> str:
    return _spanned(
        *(_money(each, money.currency) for each in (money.amount.low, money.amount.high))
    )


def _spanned(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _between(low: Decimal, high: Decimal) -> str:
    if about_pounds(low) == about_pounds(high):
        return f"about {about_pounds(low)}"
    return f"between about {about_pounds(low)} and {about_pounds(high)}"


def _mistakes(found: Amount) -> str:
    low, high = (_about_count(each) for each in (found.low, found.high))
    if low == high:
        noun = "mistake" if abs(low) == 1 else "mistakes"
        return (
            f"about {abs(low):,} {'fewer' if low < 0 else 'more'} {noun}"
            if low
            else "as many mistakes"
        )
    if low >= 0:
        return f"between {low:,} and {high:,} more mistakes"
    if high <= 0:
        return f"between {-high:,} and {-low:,} fewer mistakes"
    return f"between {-low:,} fewer and {high:,} more mistakes"


def _about_count(value: Decimal) -> int:
    return rounded(value, 2) if abs(value) >= 10 else round(value)


def _count(value: Decimal) -> str:
    return _digits(to_places(abs(value), 1))


def _after(months: Decimal) -> str:
    return "At once" if months == 0 else f"After {_months(months)}"


def _months(months: Decimal) -> str:
    if months > 240:
        return "more than 20 years"
    shown = _digits(to_places(months, 1))
    if shown == "0":
        return "a few days"
    return f"{shown} {'month' if shown == '1' else 'months'}"


def _foreign(quote: Quote, usage: Usage) -> Iterable[str]:
    named = {money.currency for money in (quote.price, quote.out) if money.currency != POUNDS}
    for currency in sorted(named):
        assert usage.rate is not None  # noqa: S101 -- nothing is missing
        yield f"{one_of(currency)} = {amount_of(usage.rate)}, as you entered"


def _length(way: str, length: Amount, usage: Usage) -> list[str]:
    if usage.counted is Counted.TOKENS:
        return []
    tokens = _plain(usage.tokens(length))
    return [f"{_plain(length)} words {way} = about {tokens} tokens (3 words are about 4 tokens)"]


def _plain(amount: Amount) -> str:
    """Return a number or its range, to the next whole one where it is not small."""
    ends = [to_places(each, 0 if each >= 10 else 2) for each in (amount.low, amount.high)]
    return _spanned(*map(_digits, ends))

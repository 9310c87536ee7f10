"""The form of the payback calculator: every field may stay empty, and takes a number or a range."""

from collections.abc import Collection
from typing import Any

from django import forms

from content.refusal import Refused
from pages.plain_form import PlainForm
from procurement.forms.answer_field import in_a_summary
from procurement.payback.answers import PERIODS
from procurement.payback.quotes import Unit
from procurement.payback.typed import MINUTES_EACH, POUNDS_EACH, read_plan, still_needed
from procurement.payback.usage import Counted, Period
from procurement.payback.weighing import Plan

_UNITS = {
    Unit.REQUEST: "one request",
    Unit.THOUSAND: "1,000 requests",
    Unit.MILLION_TOKENS: "a million tokens",
    Unit.SEAT_MONTH: "a seat a month",
}
_RARE = ("price_out", "dear_price_out", "rate", "request", "answer", "seats")
_LONGEST = 60


def _typed(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )


def _chosen(label: str, choices: Any, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)


class PaybackForm(PlainForm):
    """Prices as they were quoted, how much is used, and what it costs beside the price.

    `plan` is what a valid form says. `without` names fields that are left out. `seen` carries which
    answers stood in the form.
    """

    price = _typed("What does this version cost?", "As quoted: 1p, £10, $2.50 or 1p to 2p")
    unit = _chosen("This version’s price is for", _UNITS.items(), Unit.REQUEST)
    dear_price = _typed("What does the bigger version cost?", "The dear one it stands in for")
    dear_unit = _chosen("The bigger version’s price is for", _UNITS.items(), Unit.REQUEST)
    volume = _typed(
        "How many requests do you make?", "A request is one message, question or document you send"
    )
    period = _chosen("How often", PERIODS.items(), Period.WEEK)
    rate = _typed(
        "What does one unit of the foreign currency cost you, in pounds?",
        "We never guess a rate. If 1 US dollar costs you 79p, enter 79p",
    )
    price_out = _typed(
        "This version: the price of a million tokens of answer", "Only if answers cost more"
    )
    dear_price_out = _typed(
        "The bigger version: the price of a million tokens of answer", "Only if answers cost more"
    )
    request = _typed("How long is a typical request?", "What you send, such as 150")
    answer = _typed("How long is a typical answer?", "What comes back, such as 50")
    counted = _chosen(
        "These lengths are in", [(each, str(each)) for each in Counted], Counted.WORDS
    )
    seats = _typed("How many seats would you pay for?")
    set_up = _typed(
        "What does it cost once, before you can use it?",
        "In pounds: training, set-up, testing. Enter 0 if nothing",
    )
    upkeep = _typed(
        "What does it cost each year to keep it going?",
        "In pounds, beside the price: checks, repairs, training it again. Enter 0 if nothing",
    )
    mistake = _typed(
        "What does one wrong answer cost you?", "In pounds, or in minutes of somebody’s time"
    )
    mistake_in = _chosen(
        "Counted in", [(POUNDS_EACH, "pounds"), (MINUTES_EACH, "minutes")], POUNDS_EACH
    )
    hourly_rate = _typed("If in minutes: what does an hour of that time cost you?", "In pounds")
    gap = _typed(
        "Of every 100, how many more does this version get wrong?",
        "Such as 3, or 2 fewer to 4 more. Leave it empty if nobody has tested both",
    )
    examples = _typed("On how many examples was that tested?")
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)

    def __init__(self, *args: Any, without: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]
        self.plan = Plan()

    @property
    def fold_is_open(self) -> bool:
        """Return whether the fields for tokens, seats and other currencies are in use."""
        return any(self[name].errors or self[name].value() for name in _RARE)

    @property
    def typed(self) -> dict[str, str]:
        """Return what stands in the fields. Only on a form that was checked."""
        return {name: said for name, said in self.cleaned_data.items() if name != "seen"}

    def clean(self) -> dict[str, Any]:
        """Read everything as a plan; say at each field what cannot be read or is missing."""
        said = super().clean() or self.cleaned_data
        texts = {name for name in self.fields if isinstance(self.fields[name], forms.CharField)}
        if not self.errors and not any(said.get(name) for name in texts - {"seen"}):
            self.add_error("price", "Enter what this version costs")
        reading = read_plan({name: str(each) for name, each in said.items()})
        self.plan = reading.plan
        for refusal in (*reading.refusals, *still_needed(reading.plan)):
            if refusal.column not in self.errors:
                self._refuse(refusal)
        return said

    def _refuse(self, refusal: Refused) -> None:
        self.add_refusal(refusal.column, in_a_summary(refusal))

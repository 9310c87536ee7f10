"""Makes a sentence of a phrase with choices and blanks: "(the|our) tap at <address>".

Names of streets are invented, numbers of telephones are from the ranges that Ofcom keeps for
drama (01632 960xxx and 07700 900xxx), and e-mail addresses end in names kept for examples
(RFC 2606): no person and no house can be meant.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from demo.enquiries.draws import Draws

STREETS: Final = (
    "Samphire Terrace", "Old Net Lane", "Cockleshell Row", "Bellhaven Road", "Ternside Crescent",
    "Marrowbone Steps", "Gullwing Street", "Limpet Road", "Sandgrouse Avenue", "Halyard Square",
    "Tidewrack Lane", "Whelkmonger Street", "Chalkdust Hill", "Breakwater Mews", "Seakale Gardens",
    "Mizzen Place", "Oystershell Road", "Windlass Terrace", "Herringbone Street", "Lanternfish Row",
)  # fmt: skip
FIRST_NAMES: Final = (
    "Aisha", "Ben", "Chloe", "Dev", "Ellie", "Femi", "Grace", "Hamza", "Imogen", "Jakub", "Kath",
    "Leon", "Meera", "Nia", "Olu", "Pauline", "Rhys", "Sal", "Tomasz", "Una", "Viv", "Wes", "Yasmin",
    "Zoe", "Barbara", "Colin", "Derek", "Maureen", "Kwame", "Priya",
)  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS: Final = ("September", "October", "November", "December")
TIMES: Final = (
    "9", "half nine", "10am", "half 10", "11.30", "noon", "1pm", "2.15", "3", "half three", "4pm",
    "quarter to five", "5", "5.30", "six",
)  # fmt: skip
HOMES: Final = ("1 bed", "one bed", "2 bed", "two bedroom flat", "studio", "basement flat", "house")
_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_BLANK = re.compile(r"<(\w+)>")


def say(phrase: str, draws: Draws) -> str:
    """Return `phrase` with each choice made and each blank filled."""
    chosen = phrase
    while found := _CHOICE.search(chosen):
        chosen = chosen[: found.start()] + draws.one(found[1].split("|")) + chosen[found.end() :]
    return _BLANK.sub(lambda blank: FILLINGS[blank[1]](draws), chosen)


def address(draws: Draws) -> str:
    """Return an invented address of a tenant."""
    house = f"{draws.below(88) + 1} {draws.one(STREETS)}"
    return f"flat {draws.below(9) + 1}, {house}" if draws.happens(0.35) else house


def phone(draws: Draws) -> str:
    """Return a telephone number that is nobody's."""
    start = "07700 900" if draws.happens(0.8) else "01632 960"
    return f"{start}{draws.below(1000):03}"


def mailbox(draws: Draws) -> str:
    """Return an e-mail address that is nobody's."""
    name = draws.one(FIRST_NAMES).lower()
    ending = draws.one(("@example.org", "@post.example", "@mail.example"))
    return f"{name}{draws.below(90) + 10}{ending}"


def property_to_let(draws: Draws) -> str:
    """Return how somebody names a home that is advertised."""
    street = draws.one(STREETS)
    return draws.one(
        (
            f"the {draws.one(HOMES)} on {street}",
            f"the {draws.one(HOMES)} in {street}",
            f"{draws.below(60) + 1} {street}",
            f"your {street} {draws.one(('flat', 'place', 'one'))}",
        )
    )


FILLINGS: Final[Mapping[str, Callable[[Draws], str]]] = {
    "address": address,
    "phone": phone,
    "email": mailbox,
    "property": property_to_let,
    "street": lambda draws: draws.one(STREETS),
    "day": lambda draws: draws.one(DAYS),
    "time": lambda draws: draws.one(TIMES),
    "date": lambda draws: _ordinal(draws.below(28) + 1),
    "amount": lambda draws: str(60 + 5 * draws.below(230)),
}


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return f"{day}{ending}"

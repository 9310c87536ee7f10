"""The shape of the transfer sheet: each place data goes to, judged on a day. Frozen as it stands."""

from datetime import date
from typing import Literal

from content.shape import Content

Answer = Literal["yes", "no", "cannot_tell"]
Cover = Literal["home", "covered", "confirmed", "not_confirmed", "not_covered", "unknown"]
RouteKind = Literal[
    "no_transfer",
    "regulations",
    "confirm_first",
    "tool",
    "exception",
    "eu_clauses",
    "old_clauses",
    "nothing",
    "cannot_tell",
]

# What is named, if anything is, carries no restricted transfer on the day.
NO_ROUTE: frozenset[RouteKind] = frozenset(("exception", "eu_clauses", "old_clauses", "nothing"))


class Step(Content):
    """One step of the ICO's three-step test, its answer, and why."""

    id: Literal["applies", "abroad", "separate"]
    asks: str
    answer: Answer
    because: str
    citations: tuple[str, ...]


class Route(Content):
    """By which lawful route a journey may be made, or why there is none that we can see."""

    kind: RouteKind
    short: str
    says: str
    citations: tuple[str, ...]


class Stop(Content):
    """One place data goes to.

    Attributes
    ----------
    number : its arrow in the picture and its line in the table, from 1.
    step : what happens there, by its id in the bank; `seller`; None where nobody has said. `what`
        says it in words, `what_short` in so few that they fit into a box.
    code : ISO code of the country; None where it is not known, and `country` says how.
    company, data, group, tool : as told; None where nobody has said.
    source : who says so, and when. `mark` is the grade or certainty; None where nobody spoke.
    question : the question under which the country is told.
    worksheet : whether the risk of the journey is to be assessed.
    own_machines : whether this arrow goes away if the model runs on the buyer's own machines; None
        where it runs there already.
    """

    number: int
    step: str | None
    what: str
    what_short: str
    code: str | None
    country: str
    company: str | None
    data: str | None
    group: str | None
    tool: str | None
    source: str
    mark: str | None
    question: str
    cover: Cover
    cover_says: str
    cover_citations: tuple[str, ...]
    steps: tuple[Step, ...]
    restricted: Answer
    route: Route
    worksheet: Answer
    own_machines: Literal["goes", "stays", "cannot_tell"] | None
    own_machines_says: str


class Ask(Content):
    """A question to ask before the picture can be drawn, or is whole."""

    question: str
    text: str


class TransferSheet(Content):
    """Everything the page says of where data goes.

    `left_out` was not asked at this depth. `nowhere` says in words what happens in no place at all,
    and who says so: nobody can look at the data.
    """

    buyer: str
    seller: str
    product: str
    on: date
    personal: Answer
    stops: tuple[Stop, ...]
    left_out: tuple[str, ...]
    asks: tuple[Ask, ...]
    nowhere: tuple[str, ...] = ()

    @property
    def drawable(self) -> bool:
        """Return whether the country of at least one place is known."""
        return any(stop.code for stop in self.stops)

    @property
    def all_home(self) -> bool:
        """Return whether every place is known, and in the United Kingdom."""
        return bool(self.stops) and all(stop.cover == "home" for stop in self.stops)

    @property
    def abroad(self) -> tuple[Stop, ...]:
        """Return the places that are not known to be in the United Kingdom."""
        return tuple(stop for stop in self.stops if stop.cover != "home")

    @property
    def on_own_machines(self) -> bool:
        """Return whether the model runs on the buyer's own machines already."""
        return bool(self.stops) and all(stop.own_machines is None for stop in self.stops)

    def to(self, code: str) -> tuple[Stop, ...]:
        """Return the places in one country whose risk is to be assessed."""
        return tuple(s for s in self.stops if s.code == code and s.worksheet == "yes")

    @property
    def worksheets(self) -> tuple[tuple[str, str], ...]:
        """Return code and name of each country that needs a worksheet, in the order of stops."""
        return tuple(
            dict.fromkeys(
                (stop.code, stop.country)
                for stop in self.stops
                if stop.code and stop.worksheet == "yes"
            )
        )

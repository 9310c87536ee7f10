"""The shape of the first eight questions. What triage.yaml may say stands here."""

from collections.abc import Mapping
from functools import cached_property

from pydantic import Field, StrictInt, StrictStr

from content.shape import Content

ROUTE, IN_USE, USES, PEOPLE = "route", "in_use", "use_cases", "personal_data_types"
CONFIDENTIAL, EFFECT, ACCOUNT = "confidential_in", "output_effect", "held_to_account"
VOLUME, VARIETY, PLACE = "monthly_volume", "work_variety", "deployment"
PRICE, BIGGER_PRICE, MISTAKE = "price_per_1000", "teacher_price_per_1000", "mistake_cost"


class Page(Content):
    """One page: a question, or a tight group of them."""

    id: StrictStr
    title: StrictStr
    keys: tuple[StrictStr, ...] = Field(min_length=1)


class Wording(Content):
    """A question of the bank in other words."""

    text: StrictStr
    hint: StrictStr


class Limit(Content):
    """A number that something is held against, and why it is that number."""

    number: StrictInt
    because: StrictStr


class Limits(Content):
    """All limits. The first two count uses in a week, the third times, the fourth mistakes."""

    little_a_week: Limit
    much_a_week: Limit
    cheap_times: Limit
    mistakes_in_1000: Limit


class FullReasons(Content):
    """The sentences that ask for a full assessment."""

    people_much: StrictStr
    people_unsure_much: StrictStr
    people_care: StrictStr
    confidential_much: StrictStr
    people_affected: StrictStr
    graver_use: StrictStr
    held_to_account: StrictStr
    runs_with_you: StrictStr
    too_cheap: StrictStr


class LightReasons(Content):
    """The sentences that ask for a light check."""

    people: StrictStr
    confidential: StrictStr
    seen_by_others: StrictStr
    unsure: StrictStr
    more_than_little: StrictStr
    alike: StrictStr


class Grounds(Content):
    """The sentences that let it go; the first by the answer under `route`."""

    little_and_varied: dict[StrictStr, StrictStr]
    dear_mistakes: StrictStr
    nothing_goes_in: StrictStr
    nothing_confidential: StrictStr
    nobody_affected: StrictStr
    nobody_asks: StrictStr


class Change(Content):
    """What would change an outcome: always, and where it rests on one of the two grounds."""

    always: tuple[StrictStr, ...]
    little_and_varied: StrictStr = ""
    dear_mistakes: StrictStr = ""


class Changes(Content):
    """What would change each outcome."""

    not_needed: Change
    light: Change
    full: Change


class Triage(Content):
    """All of it, in the order of asking."""

    version: StrictStr
    pages: tuple[Page, ...]
    asked_as: dict[StrictStr, Wording]
    harmless: dict[StrictStr, tuple[StrictStr, ...]]
    seen_by_others: tuple[StrictStr, ...]
    needs_care: tuple[StrictStr, ...]
    limits: Limits
    full: FullReasons
    light: LightReasons
    not_needed: Grounds
    changes: Changes

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return every question, in the order of asking."""
        return tuple(key for page in self.pages for key in page.keys)

    @cached_property
    def page_of(self) -> Mapping[str, int]:
        """Return the number of the page of each question, from 1."""
        return {key: number for number, page in enumerate(self.pages, start=1) for key in page.keys}

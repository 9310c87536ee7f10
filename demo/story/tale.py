"""The shape of a tool's story, and how its file is read."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from content.shape import Content

_FOLDER = Path(__file__).parent
DATA = _FOLDER.parent / "data"


class ProductNamed(Content):
    """Which product, of whom."""

    vendor: str
    vendor_country: str
    name: str
    version: str


class AskedByLink(Content):
    """Whom at the vendor the owner asks by a link, what, and within how many days.

    Named questions stay open; with none named it is asked what it answers in this story, and does.
    """

    name: str
    email: str
    message: str
    days: int
    keys: tuple[str, ...] = ()


class VendorWrote(Content):
    """The vendor's answers, and who gave them; and the link by which it is asked."""

    by: str
    answers: dict[str, Any]
    link: AskedByLink


class TestAsked(Content):
    """What is tested: files under demo/data, and the buyer's limit as a share."""

    __test__ = False  # pytest: this is no test case

    kind: Literal["sheets", "models"]
    student: str
    teacher: str
    margin: float


class FlagSettled(Content):
    """One decision on a flag.

    `days` from today is the last day of a change asked for, or the day on which an acceptance ends.
    """

    rule: str
    what: Literal["accept", "ask_mitigation", "not_applicable"]
    reason: str
    who: str = ""
    days: int | None = None


class ConditionSet(Content):
    """One condition of the decision."""

    what: str
    who: str
    days: int
    how: str


class Decided(Content):
    """The decision on the whole, and who gives it the second signature."""

    by: Literal["jo", "priya"]
    value: Literal["proceed", "proceed_with_conditions", "do_not_proceed_yet", "do_not_proceed"]
    reason: str
    conditions: tuple[ConditionSet, ...] = ()
    confirmed_by: Literal["jo", "priya"]


class KeptText(Content):
    """A text that the adviser's firm keeps for its reports."""

    title: str
    text: str


class AdviceGiven(Content):
    """What the adviser's firm puts into the report: how it looks, whose money, and what it makes of it."""

    firm: str
    accent: str
    logo: str
    interests: str
    scope: str
    opinion: str
    letter: str
    concluded: Literal["proceed", "proceed_with_conditions", "do_not_proceed_yet", "do_not_proceed"]
    reason: str
    kept: KeptText


class AskedToSign(Content):
    """Whom Tom asks to sign the report, within how many days; `signs`: in this story they have."""

    name: str
    email: str
    message: str
    days: int
    signs: bool = False


class Tale(Content):
    """One tool's story. Without a decision it is left to whoever tries the demo.

    Without advice the firm has its report made by itself. Without `signers` nobody is asked to sign it.

    `first` holds the answers to the first questions, where the story goes through them.
    """

    product: ProductNamed
    use_case: str
    question: str
    first: dict[str, Any] = {}
    owner: dict[str, Any]
    vendor: VendorWrote
    papers: dict[str, Any]
    test: TestAsked
    flags: tuple[FlagSettled, ...] = ()
    decision: Decided | None = None
    advice: AdviceGiven | None = None
    signers: tuple[AskedToSign, ...] = ()


@cache
def tales() -> tuple[Tale, ...]:
    """Return the stories in the order they are told."""
    return tuple(
        Tale.model_validate(
            yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        )
        for name in ("triage_turbo.yaml", "enquirysense.yaml")
    )


def day_after(days: int, today: date) -> date:
    """Return the day that many days from today."""
    return today + timedelta(days=days)

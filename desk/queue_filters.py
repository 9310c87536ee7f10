"""What the queue can be narrowed to: by where a flag stands, how grave, which tool, whose, how old."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from content.words import word
from procurement.rulebook.schema import SEVERITIES
from procurement.shown_flags import ShownFlag

ALL = "all"
STATES: Mapping[str, tuple[str, Callable[[ShownFlag], bool]]] = {
    "undecided": ("Not decided", lambda one: one.is_raised and one.counting is None),
    "check": ("Check this change", lambda one: bool(one.lowered)),
    "changed": ("Changed since decided", lambda one: one.is_raised and one.changed),
    "second": ("Waiting for a second signature", lambda one: one.waits_for_second),
    "waiting": ("Waiting for a change", lambda one: one.is_raised and one.waits_for_a_change),
    "overdue": ("Change overdue", lambda one: one.is_raised and one.overdue),
    "escalated": ("Handed up", lambda one: one.is_raised and one.handed_up),
    "decided": ("Decided", lambda one: one.is_raised and one.counting is not None),
    ALL: ("All open flags", lambda _: True),
}
AGES = {"7": "A week or more", "30": "A month or more", "90": "Three months or more"}
_PARTS = ("severity", "tool", "vendor", "who", "age")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose from: its value, its words, and whether it is chosen."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One part of the filter: its name in the address, its label, and what there is to choose."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What was chosen. Whatever the address says that is no choice is left out."""

    show: str
    parts: Mapping[str, str]

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "QueueFilters":
        """Read it from an address, or from what somebody kept."""
        show = typed.get("show", ALL)
        parts = {name: typed[name][:200] for name in _PARTS if typed.get(name)}
        if parts.get("severity") not in SEVERITIES:
            parts.pop("severity", None)
        if parts.get("age") not in AGES:
            parts.pop("age", None)
        return cls(show if show in STATES else ALL, parts)

    @property
    def said(self) -> dict[str, str]:
        """Return it as an address or a row holds it; empty for the whole list."""
        show = {} if self.show == ALL else {"show": self.show}
        return show | dict(self.parts)

    def address(self, show: str | None = None) -> str:
        """Return the part of an address that says this, with another state if one is named."""
        return "?" + urlencode({"show": show or self.show} | dict(self.parts))

    def belongs(self, one: ShownFlag) -> bool:
        """Return whether a flag is of the chosen state and in every part."""
        return STATES[self.show][1](one) and self.narrows_to(one)

    def narrows_to(self, one: ShownFlag) -> bool:
        """Return whether a flag is in every part that was chosen."""
        parts = self.parts
        product = one.flag.assessment.product
        return (
            parts.get("severity", one.severity) == one.severity
            and parts.get("tool", _id(one.flag.assessment_id)) == _id(one.flag.assessment_id)
            and parts.get("vendor", _id(product.vendor_id)) == _id(product.vendor_id)
            and parts.get("who", one.assignee) == one.assignee
            and one.age >= int(parts.get("age", "0"))
        )

    def narrowings(self, flags: Iterable[ShownFlag]) -> tuple[Narrowing, ...]:
        """Return what there is to choose among these flags."""
        known = tuple(flags)
        tools = {_id(one.flag.assessment_id): str(one.flag.assessment.product) for one in known}
        vendors = {
            _id(one.flag.assessment.product.vendor_id): one.flag.assessment.product.vendor.name
            for one in known
        }
        people = {one.assignee: one.assignee for one in known if one.assignee}
        graver: dict[str, str] = {each: word("severity", each) for each in SEVERITIES}
        return (
            self._narrowing("severity", "How grave", graver),
            self._narrowing("tool", "Tool", _by_words(tools)),
            self._narrowing("vendor", "Vendor", _by_words(vendors)),
            self._narrowing("who", "With whom", _by_words(people)),
            self._narrowing("age", "How old", AGES),
        )

    def _narrowing(self, name: str, label: str, offered: Mapping[str, str]) -> Narrowing:
        chosen = self.parts.get(name)
        choices = [Choice(value, words, value == chosen) for value, words in offered.items()]
        return Narrowing(name, label, tuple(choices))


def _by_words(offered: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(offered.items(), key=lambda item: item[1].lower()))


def _id(of: object) -> str:
    return str(of)

"""What one place of a form asks: a question, a setting, or one cell of a row. Pure.

A control says what may be chosen or typed, and the words for leaving it empty. What was put into it
becomes the bank's own form of an answer in `posted`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from content.countries import HOME, countries
from content.words import word
from procurement.facts.values import NonAnswer
from procurement.questionnaire.schema import Column, Option, Question, Setting

Kind = Literal["one", "several", "places", "place", "number", "day", "text", "document", "rows"]
_KINDS: dict[str, Kind] = {
    "single": "one",
    "multi": "several",
    "country_list": "places",
    "country": "place",
    "number": "number",
    "date": "day",
    "text": "text",
    "file": "document",
    "rows": "rows",
}
# What may be said instead of a cell's answer.
_OF_A_CELL = (NonAnswer.VENDOR_UNKNOWN, NonAnswer.VENDOR_REFUSED, NonAnswer.NOT_SURE)
# Offered to tick: where the services that UK firms are sold usually run. Any other is typed.
_USUAL_PLACES = (HOME, "IE", "DE", "FR", "NL", "US", "IN")

_HINTS: dict[Kind, str] = {
    "several": "Choose all that apply",
    "places": "Choose all that apply, and type any other",
    "place": "For example, Ireland or IE",
    "day": "For example, 4 December 2026",
    "document": "Its name and date, or its web address",
}
_ENTER: dict[Kind, str] = {
    "one": "Select an answer",
    "several": "Select at least one answer",
    "places": "Select or type at least one country",
    "place": "Enter a country",
    "number": "Enter a number",
    "day": "Enter a day",
    "text": "Enter an answer",
    "document": "Enter the name or the web address of the document",
    "rows": "Add a row",
}
_UNITS = {"GBP": "Enter an amount in pounds", "percent": "Enter a number from 0 to 100"}
_UNIT_HINTS = {"GBP": "In pounds, such as 0.50 or 1,200", "percent": "A number from 0 to 100"}


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to choose or to type.

    Attributes
    ----------
    named : the id of the question, setting or column.
    options : what can be chosen as an answer. For places, the usual countries.
    non_answers : the ways not to answer that are offered beside them.
    companions : what may be said in words instead of a number or a day.
    optional : whether leaving it empty is no mistake.
    untold : how a non-answer reads here, where it does not read as usual.
    """

    named: str
    kind: Kind
    label: str
    options: tuple[Option, ...]
    non_answers: tuple[NonAnswer, ...]
    unit: str | None = None
    least: int | float | None = None
    most: int | float | None = None
    companions: tuple[Option, ...] = ()
    optional: bool = False
    untold: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_question(cls, question: Question) -> "Control":
        """Return the control of a question."""
        return cls(
            question.id,
            _KINDS[question.type],
            question.text,
            _options(question),
            question.non_answers,
            question.unit,
            question.min,
            question.max,
            question.companions,
            # A table is offered, not asked: its rows may stay unwritten.
            optional=question.type == "rows",
        )

    @classmethod
    def of_setting(cls, setting: Setting) -> "Control":
        """Return the control of a setting. One with a usual value cannot be left open."""
        unsure = () if setting.default else (NonAnswer.NOT_SURE,)
        return cls(setting.id, "one", setting.text, setting.options, unsure)

    @classmethod
    def of_column(cls, column: Column) -> "Control":
        """Return the control of a cell. One that is not required may stay empty."""
        return cls(
            column.id,
            _KINDS[column.type],
            column.label,
            column.options,
            () if column.required else _OF_A_CELL,
            optional=not column.required,
        )

    @property
    def typed(self) -> bool:
        """Return whether its answer is typed; else it is chosen."""
        return self.kind in ("place", "number", "day", "text", "document")

    @property
    def hint(self) -> str:
        """Return the one short line under the label, or nothing."""
        if self.kind == "number":
            return _UNIT_HINTS.get(self.unit or "", f"A number of {self.unit}" if self.unit else "")
        return _HINTS.get(self.kind, "")

    @property
    def enter(self) -> str:
        """Return what to do, as an error says it: `Enter a number of days`."""
        if self.kind == "number" and self.unit:
            return _UNITS.get(self.unit, f"Enter a number of {self.unit}")
        return _ENTER[self.kind]

    @property
    def enter_or_not(self) -> str:
        """Return what to do, and the way out where there is one."""
        if not self.non_answers:
            return self.enter
        return f"{self.enter}, or choose “{self.untold_word(self.non_answers[0].value)}”"

    def untold_word(self, non_answer: str) -> str:
        """Return how a non-answer reads here."""
        return self.untold.get(non_answer) or word("non_answer", non_answer)

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, if it is offered."""
        offered = (*self.options, *self.companions)
        return next((option for option in offered if option.id == option_id), None)


def _options(question: Question) -> tuple[Option, ...]:
    if question.type == "country_list":
        return tuple(Option(id=code, label=countries()[code]) for code in _USUAL_PLACES)
    return tuple(option for option in question.options if option.kind == "answer")

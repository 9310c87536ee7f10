"""The words of the transfer sheet and the law they rest on, read from files and held to the rulebook."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field, StrictStr

from content.shape import Content
from content.yaml_file import YamlFile, read_yaml, validated
from procurement.library import load_library
from procurement.rulebook.schema import CitedPart, Rulebook
from procurement.screening_result import Citation
from procurement.wording.flags import citation_in_words

LAW = Path(__file__).with_name("law.yaml")
WORKSHEET = Path(__file__).with_name("tra.yaml")
# What a worksheet fills in that is no one question's answer.
GATHERED = frozenset({"stops", "tool", "country", "recipients"})


class StepWords(Content):
    """One step of the test: what it asks, what each answer says, and what it rests on."""

    asks: StrictStr
    says: dict[StrictStr, StrictStr]
    citations: tuple[CitedPart, ...] = Field(min_length=1)


class RouteWords(Content):
    """What one route says, in few words and in full, and what it rests on."""

    short: StrictStr
    says: StrictStr
    citations: tuple[CitedPart, ...]


class Law(Content):
    """Every sentence of the sheet, by what it says."""

    steps: dict[StrictStr, StepWords]
    happens: dict[StrictStr, StrictStr]
    covers: dict[StrictStr, StrictStr]
    routes: dict[StrictStr, RouteWords]
    own_machines: dict[StrictStr, StrictStr]


class DatedTest(Content):
    """The standard that protection abroad is held to, on the days it holds."""

    says: StrictStr
    effective_from: date | None = None
    effective_to: date | None = None
    citations: tuple[CitedPart, ...] = Field(min_length=1)


class WorksheetQuestion(Content):
    """One of the six questions; `facts` are filled in from what is on file."""

    id: StrictStr
    title: StrictStr
    help: StrictStr
    facts: tuple[StrictStr, ...]


class WorksheetWords(Content):
    """The worksheet as it is asked, with the doubts we keep."""

    version: StrictStr
    lead: StrictStr
    test: tuple[DatedTest, ...]
    doubts: tuple[StrictStr, ...]
    questions: tuple[WorksheetQuestion, ...] = Field(min_length=6, max_length=6)
    conclusions: dict[StrictStr, StrictStr]

    def test_on(self, day: date) -> DatedTest:
        """Return the standard of a day. Raises LookupError where none is written for it."""
        for each in self.test:
            begun = each.effective_from is None or each.effective_from <= day
            if begun and (each.effective_to is None or day <= each.effective_to):
                return each
        raise LookupError(f"No test is written for {day}")


@cache
def load_law(file: Path = LAW) -> Law:
    """Return the sheet's sentences. Raises `Refused` where the file does not fit the rulebook."""
    source = read_yaml(file)
    law = validated(Law, source)
    for part in (law.steps, law.routes):
        for name, words in part.items():
            _hold(source, words.citations, name)
    return law


@cache
def load_worksheet(file: Path = WORKSHEET) -> WorksheetWords:
    """Return the worksheet. Raises `Refused` where it names what bank or rulebook do not have."""
    source = read_yaml(file)
    words = validated(WorksheetWords, source)
    for test in words.test:
        _hold(source, test.citations, "test")
    bank = load_library().bank
    for number, question in enumerate(words.questions):
        for fact in question.facts:
            if fact not in GATHERED and fact not in bank.by_id:
                raise source.refusal(
                    f"`{fact}` is no question of the bank.", ["questions", number, "facts"]
                )
    return words


def citations_in_words(parts: Iterable[CitedPart], rulebook: Rulebook, on: date) -> tuple[str, ...]:
    """Return what holds on a day, each with the day it was checked.

    What a rulebook of an earlier day does not name is left out.
    """
    known: Mapping[str, object] = rulebook.citation
    return tuple(
        citation_in_words(
            Citation(provision=part.provision, **rulebook.citation[part.ref].model_dump()), on
        )
        for part in parts
        if part.holds_on(on) and part.ref in known
    )


def _hold(source: YamlFile, parts: Iterable[CitedPart], name: str) -> None:
    known = load_library().rulebook.citation
    for part in parts:
        if part.ref not in known:
            raise source.refusal(f"`{part.ref}` is no source of the rulebook.", [name])

"""The same questions in the owner's order of worry, and who is to answer each. Pure.

Nothing is asked more or less because of it: a question stands in its section and in one worry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Bank, Question, Setting
from procurement.questionnaire.walk import ABOUT, Chapter


class Turn(StrEnum):
    """Who is to answer; content/words.yaml has the words."""

    OWNER = "owner"
    VENDOR = "vendor"
    SPECIALIST = "specialist"


@dataclass(frozen=True, slots=True)
class Share:
    """How many questions are somebody's, and the whole minutes they take together."""

    turn: Turn
    questions: int
    minutes: int


def turn_of(asked: Question | Setting) -> Turn:
    """Return who is to answer a question. A specialist's stays one, whoever else might know."""
    if isinstance(asked, Setting):
        return Turn.OWNER
    if asked.specialist:
        return Turn.SPECIALIST
    return Turn.VENDOR if asked.answered_by == "vendor" else Turn.OWNER


def shares(asked: Iterable[Question | Setting]) -> tuple[Share, ...]:
    """Return what each has to answer, for those who have anything: owner, vendor, specialist."""
    listed = list(asked)
    whose = {turn: [each for each in listed if turn_of(each) is turn] for turn in Turn}
    return tuple(Share(turn, len(each), minutes(each)) for turn, each in whose.items() if each)


def by_worry(bank: Bank, chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return chapters regrouped: the one about the check itself, then one for each worry.

    Within a worry the order of the bank stays. A bank without worries keeps its sections.
    """
    sections = tuple(chapters)
    if not bank.owner_groups:
        return sections
    about = tuple(chapter for chapter in sections if chapter.id == ABOUT)
    asked = tuple(chapter for chapter in sections if chapter.id != ABOUT)
    return (
        *about,
        *(
            Chapter(
                id=group.id,
                title=group.title,
                intro=group.intro,
                steps=tuple(
                    step
                    for chapter in asked
                    for step in chapter.steps
                    if _worry(step.asked) == group.id
                ),
                tables=_of(group.id, (each for chapter in asked for each in chapter.tables)),
                left_out=tuple(
                    left
                    for chapter in asked
                    for left in chapter.left_out
                    if _worry(left.question) == group.id
                ),
                waiting=_of(group.id, (each for chapter in asked for each in chapter.waiting)),
                worked_out=_of(
                    group.id, (each for chapter in asked for each in chapter.worked_out)
                ),
                of_the_firm=tuple(
                    step
                    for chapter in asked
                    for step in chapter.of_the_firm
                    if _worry(step.asked) == group.id
                ),
            )
            for group in bank.owner_groups
        ),
    )


def _of(group: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(each for each in questions if each.owner_group == group)


def _worry(asked: Question | Setting) -> str:
    return "" if isinstance(asked, Setting) else asked.owner_group

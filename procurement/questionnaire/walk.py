"""Where somebody stands in the questions: what is asked, what is done, what comes next. Pure.

A question is done when the facts say something under it, wherever that came from: a page, an answer
sheet, or a row of a table. The tables themselves are offered, not asked: their plain looks are.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from procurement.conditions.references import questions_read
from procurement.conditions.vocabulary import Condition
from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.questionnaire.schema import Bank, Question, Setting

ABOUT = "about_this_check"


class Progress(StrEnum):
    """How far a chapter is; content/words.yaml has the words."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANNOT_START = "cannot_start"
    WITH_OTHERS = "with_others"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is asked, and whether something is said under it."""

    asked: Question | Setting
    done: bool

    @property
    def key(self) -> str:
        """Return the id of what is asked."""
        return self.asked.id


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that is not asked. `because` are the questions whose answers decided that.

    None are named where the depth of the check leaves it out. `answered_alike`: the one it follows
    was not answered, and that counts here too. `applies`: it could be asked, and this check leaves
    it out.
    """

    question: Question
    because: tuple[Question | Setting, ...]
    answered_alike: bool = False
    applies: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the bank as it stands for one assessment.

    `waiting` are the questions of which an unanswered one still decides whether they apply,
    `worked_out` those that follow from other answers or from what was found. `of_the_firm` apply,
    and are asked elsewhere: once, in the firm's profile.
    """

    id: str
    title: str
    intro: str
    steps: tuple[Step, ...]
    tables: tuple[Question, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    waiting: tuple[Question, ...] = ()
    worked_out: tuple[Question, ...] = ()
    of_the_firm: tuple[Step, ...] = ()

    @property
    def done(self) -> int:
        """Return how many of its questions something is said under."""
        return sum(step.done for step in self.steps)

    @property
    def open(self) -> tuple[Question | Setting, ...]:
        """Return what is still to answer, in order."""
        return tuple(step.asked for step in self.steps if not step.done)

    @property
    def progress(self) -> Progress:
        """Return how far it is. It is not completed while questions of it may still come."""
        if not self.open and not self.waiting:
            return Progress.COMPLETED
        if not self.steps:
            return Progress.CANNOT_START
        return Progress.IN_PROGRESS if self.done else Progress.NOT_STARTED

    def place_of(self, key: str) -> int | None:
        """Return the number of a question among those asked, from 1."""
        keys = [step.key for step in self.steps]
        return keys.index(key) + 1 if key in keys else None


def chapters(bank: Bank, facts: FactBase) -> tuple[Chapter, ...]:
    """Return all chapters in the order of asking, the one about the check itself first."""
    about = Chapter(
        ABOUT,
        "About this check",
        "How deep you want to look, and why.",
        # A usual value is nobody's answer.
        tuple(Step(each, bool(facts.find(each.id).standing)) for each in bank.settings),
    )
    return (about, *(_chapter(bank, facts, number) for number in range(len(bank.sections))))


def next_open(
    bank: Bank,
    chapter: Chapter,
    after: str,
    *,
    among: Callable[[Question | Setting], bool] = lambda asked: True,
) -> str | None:
    """Return the next question of the chapter to answer after one of the bank, if there is one.

    `after` need not be asked itself: an answer may have hidden it, or it may be a table. `among`
    says which of the open questions come into question.
    """
    order = {setting.id: -len(bank.settings) + place for place, setting in enumerate(bank.settings)}
    order |= bank.position
    return next(
        (each.id for each in chapter.open if order[each.id] > order[after] and among(each)), None
    )


def chapter_of(bank: Bank, key: str) -> str:
    """Return the id of the chapter a question or setting stands in. Raises KeyError if none."""
    if any(setting.id == key for setting in bank.settings):
        return ABOUT
    return bank.by_id[key].section


def newly_set_aside(before: FactBase, after: FactBase) -> Collection[str]:
    """Return the answered questions that an answer has hidden: kept, and counting for nothing."""
    return [key for key in after.withdrawn if key not in before.withdrawn]


def _chapter(bank: Bank, facts: FactBase, number: int) -> Chapter:
    section = bank.sections[number]
    steps, left_out, tables, waiting, worked_out, of_the_firm = [], [], [], [], [], []
    for question in bank.questions:
        if question.section != section.id:
            continue
        fact = facts.find(question.id)
        state = fact.state
        if question.derived is not None:
            if state in (State.KNOWN, State.NON_ANSWER):
                worked_out.append(question)
            continue
        if question.type == "rows":
            looks = [look.question.id for look in bank.plain_looks[question.id]]
            if any(facts.find(key).state is not State.CANNOT_APPLY for key in looks):
                tables.append(question)
        elif state is State.CANNOT_APPLY and question.show_if is not None:
            left_out.append(LeftOut(question, _read_by(bank, question.show_if)))
        elif state is State.NOT_ASKED:
            left_out.append(LeftOut(question, _not_worth(bank, facts, question), applies=True))
        elif fact.inherited is not None:
            left_out.append(LeftOut(question, (bank.by_id[fact.inherited],), answered_alike=True))
        elif state is State.UNANSWERED and fact.waiting:
            waiting.append(question)
        elif question.id in bank.of_the_firm:
            of_the_firm.append(Step(question, state is not State.UNANSWERED))
        else:
            steps.append(Step(question, state is not State.UNANSWERED))
    return Chapter(
        section.id,
        section.title,
        section.intro,
        tuple(steps),
        tuple(tables),
        tuple(left_out),
        tuple(waiting),
        tuple(worked_out),
        tuple(of_the_firm),
    )


def _not_worth(bank: Bank, facts: FactBase, question: Question) -> tuple[Question | Setting, ...]:
    """Return the questions that left one out; none where the depth of the check did."""
    light = facts.find("depth").values == ("light",)
    if question.worth_if is None or (light and question.depth == "full"):
        return ()
    return _read_by(bank, question.worth_if)


def _read_by(bank: Bank, condition: Condition) -> tuple[Question | Setting, ...]:
    read = questions_read(condition)
    every: tuple[Question | Setting, ...] = (*bank.settings, *bank.questions)
    return tuple(each for each in every if each.id in read)

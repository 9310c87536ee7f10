"""What follows from the first eight questions: full assessment, light check, or neither. Pure.

Ask hard where one hard thing holds. Let go only where everything is settled, nothing weighs, and
there is a ground for it. All else is a light check. What nobody is sure of never lets go.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum

from procurement.triage.saying import SILENCE, Saying
from procurement.triage.schema import (
    ACCOUNT,
    BIGGER_PRICE,
    CONFIDENTIAL,
    EFFECT,
    MISTAKE,
    PEOPLE,
    PLACE,
    PRICE,
    ROUTE,
    USES,
    VARIETY,
    VOLUME,
    Triage,
)

WEEKS, MONTHS = 52, 12
# The words of the options named under a key; where none are named, of all that is said there.
AnswerInWords = Callable[[str, Collection[str]], str]
QuestionInWords = Callable[[str], str]


class Outcome(IntEnum):
    """How deep to look; the higher, the deeper."""

    NOT_NEEDED = 0
    LIGHT = 1
    FULL = 2

    @property
    def id(self) -> str:
        """Return its name as it is stored."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its name, the question whose answer it rests on, and its words.

    The words can follow "because": they begin small and have no full stop.
    """

    name: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Triaged:
    """The outcome, why, and what would change it (whole sentences)."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    changes: tuple[str, ...]


def triaged(
    triage: Triage,
    said: Mapping[str, Saying],
    *,
    answer: AnswerInWords,
    question: QuestionInWords,
) -> Triaged:
    """Return what follows from what is said.

    Parameters
    ----------
    said : what is said under each key; a key that is absent is not settled.
    answer, question : the answer under a key, and the question, as a person reads them. Named
        options are those that weigh.
    """
    weighed = _Weighing(triage, said, answer, question)
    limits = triage.limits
    numbers = {
        "limit": limits.little_a_week.number,
        "much": limits.much_a_week.number,
        "cheap": limits.cheap_times.number,
    }
    for outcome, reasons, change in (
        (Outcome.FULL, weighed.full(), triage.changes.full),
        (Outcome.LIGHT, weighed.light(), triage.changes.light),
    ):
        if reasons:
            changes = tuple(each.format(**numbers) for each in change.always)
            return Triaged(outcome, tuple(reasons), changes)
    grounds = weighed.grounds()
    names = {each.name for each in grounds}
    change = triage.changes.not_needed
    own = [
        sentence
        for name, sentence in (
            ("little_and_varied", change.little_and_varied),
            ("dear_mistakes", change.dear_mistakes),
        )
        if name in names
    ]
    changes = tuple(each.format(**numbers) for each in (*own, *change.always))
    return Triaged(Outcome.NOT_NEEDED, tuple(grounds), changes)


def weekly(a_month: float) -> float:
    """Return how many a week so many a month are, to the hundredth: 1,733.33 are 400."""
    return round(a_month * MONTHS / WEEKS, 2)


class _Weighing:
    def __init__(
        self,
        triage: Triage,
        said: Mapping[str, Saying],
        answer: AnswerInWords,
        question: QuestionInWords,
    ) -> None:
        self.triage, self.said, self.answer, self.question = triage, said, answer, question
        # Of several numbers the one that asks harder counts.
        volumes = self._of(VOLUME).numbers
        self.a_week = weekly(max(volumes)) if volumes else None

    def full(self) -> list[Reason]:
        words, found = self.triage.full, []
        people, care = self._weighs(PEOPLE), set(self.triage.needs_care)
        much = self._more_than(self.triage.limits.much_a_week.number, at_it=True)
        if people & care:
            care_words = self.answer(PEOPLE, people & care)
            found.append(self._reason("people_care", PEOPLE, words.people_care, answer=care_words))
        elif people and much:
            found.append(self._reason("people_much", PEOPLE, words.people_much))
        elif self._of(PEOPLE).unsure and much:
            found.append(self._reason("people_unsure_much", PEOPLE, words.people_unsure_much))
        if self._weighs(CONFIDENTIAL) and much:
            found.append(self._reason("confidential_much", CONFIDENTIAL, words.confidential_much))
        if self._weighs(EFFECT):
            found.append(self._reason("people_affected", EFFECT, words.people_affected))
        if graver := self._weighs(USES) - set(self.triage.seen_by_others):
            uses = self.answer(USES, graver)
            found.append(self._reason("graver_use", USES, words.graver_use, answer=uses))
        if self._weighs(ACCOUNT):
            found.append(self._reason("held_to_account", ACCOUNT, words.held_to_account))
        if self._weighs(PLACE):
            found.append(self._reason("runs_with_you", PLACE, words.runs_with_you))
        if (times := self._times_as_dear()) >= self.triage.limits.cheap_times.number:
            said = "many" if times == float("inf") else f"{times:.1f}".removesuffix(".0")
            found.append(self._reason("too_cheap", PRICE, words.too_cheap, times=said))
        return found

    def light(self) -> list[Reason]:
        words, found = self.triage.light, []
        if self._weighs(PEOPLE):
            found.append(self._reason("people", PEOPLE, words.people))
        if self._weighs(CONFIDENTIAL):
            found.append(self._reason("confidential", CONFIDENTIAL, words.confidential))
        if self._weighs(USES):
            found.append(self._reason("seen_by_others", USES, words.seen_by_others))
        found += [
            self._reason("unsure", key, words.unsure)
            for key in self.triage.keys
            if self._of(key).unsure
        ]
        if not self._little_and_varied() and not self._dear_mistakes():
            if self._more_than(self.triage.limits.little_a_week.number):
                found.append(self._reason("more_than_little", VOLUME, words.more_than_little))
            elif not self._of(VARIETY).unsure and not self._of(VOLUME).unsure:
                found.append(self._reason("alike", VARIETY, words.alike))
        return found

    def grounds(self) -> list[Reason]:
        """Return why it may be let go. Only where nothing asks for more."""
        words, found = self.triage.not_needed, []
        if self._little_and_varied():
            (route, *_) = sorted(self._of(ROUTE).chosen)
            found.append(self._reason("little_and_varied", VOLUME, words.little_and_varied[route]))
        if self._dear_mistakes():
            found.append(self._reason("dear_mistakes", MISTAKE, words.dear_mistakes))
        return [
            *found,
            self._reason("nothing_goes_in", PEOPLE, words.nothing_goes_in),
            self._reason("nothing_confidential", CONFIDENTIAL, words.nothing_confidential),
            self._reason("nobody_affected", EFFECT, words.nobody_affected),
            self._reason("nobody_asks", ACCOUNT, words.nobody_asks),
        ]

    def _of(self, key: str) -> Saying:
        return self.said.get(key, SILENCE)

    def _weighs(self, key: str) -> set[str]:
        """Return what was chosen and may not be let go."""
        return set(self._of(key).chosen) - set(self.triage.harmless[key])

    def _more_than(self, limit: int, *, at_it: bool = False) -> bool:
        if self.a_week is None:
            return False
        return self.a_week > limit or (at_it and self.a_week == limit)

    def _little_and_varied(self) -> bool:
        limit = self.triage.limits.little_a_week.number
        little = self.a_week is not None and self.a_week <= limit
        varied = bool(self._of(VARIETY).chosen) and not self._weighs(VARIETY)
        return little and varied

    def _dear_mistakes(self) -> bool:
        """Return whether a few more mistakes cost at least what the cheaper version saves.

        The smallest cost of a mistake and the largest saving count.
        """
        mistakes, bigger = self._of(MISTAKE).numbers, self._of(BIGGER_PRICE).numbers
        prices = self._of(PRICE).numbers
        if not (mistakes and bigger and prices):
            return False
        saved_in_1000 = max(bigger) - min(prices)
        lost_in_1000 = min(mistakes) * self.triage.limits.mistakes_in_1000.number
        return max(bigger) > 0 and lost_in_1000 > 0 and lost_in_1000 >= saved_in_1000

    def _times_as_dear(self) -> float:
        """Return how many times the bigger version costs what this one does; 0 if nobody says."""
        bigger, prices = self._of(BIGGER_PRICE).numbers, self._of(PRICE).numbers
        if not bigger or not prices or max(bigger) <= 0:
            return 0.0
        return max(bigger) / min(prices) if min(prices) > 0 else float("inf")

    def _reason(self, name: str, key: str, sentence: str, **more: object) -> Reason:
        a_week = 0 if self.a_week is None else self.a_week
        said = {
            "answer": self.answer(key, self._weighs(key) if key in self.triage.harmless else ()),
            "question": self.question(key),
            "weekly": f"{a_week:,.0f}" if a_week >= 1 or not a_week else f"{a_week:g}",
            "limit": self.triage.limits.little_a_week.number,
        }
        return Reason(name, key, sentence.format(**said | more))

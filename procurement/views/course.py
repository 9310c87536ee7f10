"""In which order somebody goes through the questions, and which of them are their own.

An owner is led by worry and through their own questions only; what the vendor or a specialist
answers stands beneath and holds nobody up. A specialist is led by section, through everything.
Whoever switches keeps their order until they sign out.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest

from content.words import word
from organisations.access import role_of
from organisations.roles import Role
from procurement.answered import Answered
from procurement.own_questions import OWN_TURN
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import Chapter, Progress, next_open
from procurement.questionnaire.worries import Share, Turn, shares, turn_of
from procurement.views.place import Place, may_answer

_KEPT_AS = "questions_by"


class Order(StrEnum):
    """The two orders of the same questions."""

    WORRY = "worry"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Course:
    """One person's way through the questions of an assessment.

    Attributes
    ----------
    looking : whose questions are the person's own; None for somebody who only reads.
    may_edit : whether they may answer, and the assessment takes answers.
    """

    answered: Answered
    order: Order
    parts: tuple[Chapter, ...]
    looking: Turn | None
    may_edit: bool

    def part(self, name: str) -> Chapter | None:
        """Return the part with this id, in whichever order it belongs to."""
        every = (*self.parts, *self.answered.chapters, *self.answered.worries)
        return next((part for part in every if part.id == name), None)

    def part_with(self, key: str) -> Chapter:
        """Return the part of this order in which a question stands."""
        asked = self.answered.asked(key)
        if self.order is Order.SECTION or not isinstance(asked, Question):
            return self.answered.chapter_with(key)
        found = next((part for part in self.parts if part.id == asked.owner_group), None)
        return found or self.answered.chapter_with(key)

    def own(self, part: Chapter) -> tuple[Question | Setting, ...]:
        """Return the open questions through which Continue leads this person."""
        if self.order is Order.SECTION:
            return part.open
        return tuple(each for each in part.open if turn_of(each) is self.looking)

    def enter(self, part: Chapter) -> str:
        """Return where a part begins for this person: at a question of theirs, or its answers."""
        place, own = Place(self.answered.assessment), self.own(part)
        return place.question(own[0].id) if own and self.may_edit else place.section(part.id)

    def after(self, key: str) -> str:
        """Return where Continue leads: the next open question of the same people, or the answers."""
        place, asked = Place(self.answered.assessment), self.answered.asked(key)
        part, bank = self.part_with(key), self.answered.library.bank

        def same(each: Question | Setting) -> bool:
            if self.order is Order.SECTION or asked is None:
                return True
            return turn_of(each) is turn_of(asked)

        following = next_open(bank, part, key, among=same)
        return place.section(part.id) if following is None else place.question(following)

    def progress(self, part: Chapter) -> Progress:
        """Return how far a part is for this person: what others still owe is no work of theirs."""
        if self.looking is not None and part.open and not self.own(part):
            return Progress.WITH_OTHERS
        return part.progress

    def shares(self, *parts: Chapter) -> tuple[tuple[str, Share], ...]:
        """Return who has what still to answer, the person looking first."""
        found = shares(each for part in parts for each in part.open)
        mine_first = sorted(found, key=lambda share: share.turn is not self.looking)
        return tuple((self.who(share.turn), share) for share in mine_first)

    def who(self, turn: Turn) -> str:
        """Return who that is, as the person looking reads it."""
        return "You" if turn is self.looking else word("turn", turn.value)


def course_of(request: HttpRequest, answered: Answered) -> Course:
    """Return the way of whoever looks; `?by=` switches the order, and the session keeps it."""
    role = role_of(request)
    wanted = request.GET.get("by")
    if wanted in set(Order) and request.session.get(_KEPT_AS) != wanted:
        request.session[_KEPT_AS] = wanted
    usual = Order.SECTION if role in (Role.ADVISER, Role.COMPLIANCE_LEAD) else Order.WORRY
    order = Order(request.session.get(_KEPT_AS, usual))
    parts = answered.chapters if order is Order.SECTION else answered.worries
    may_edit = may_answer(request, answered.assessment)
    return Course(answered, order, parts, OWN_TURN.get(role), may_edit)

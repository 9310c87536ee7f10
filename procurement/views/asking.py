"""What a page shows of one question: its form, its answers so far, what was found, its notes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from procurement.answered import Answered
from procurement.facts.fact import State
from procurement.facts.sources import Certainty, Observation
from procurement.forms.answers import QuestionForm, SettingForm
from procurement.meeting.letter import Letter
from procurement.models import AnswerNote, WrittenAnswer
from procurement.payback.answers import KEYS as PAYBACK_KEYS
from procurement.questionnaire.derivation import READS
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import LeftOut
from procurement.rulebook.schema import Rule
from procurement.views.place import Place
from procurement.views.proof import Proof, proof_of
from procurement.wording.answers import said_in_words, value_in_words
from procurement.wording.notes import confirmation


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer with its value in words."""

    answer: WrittenAnswer
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found under a question, in words; `confirmed` by whom and when, if it was."""

    observation: Observation
    words: str
    confirmed: AnswerNote | None = None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """An answer that somebody else gave while a person filled in the form, and that person's own."""

    theirs: Spoken
    mine: str
    my_words: str


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as a page shows it.

    Attributes
    ----------
    form : None for who may not answer, and for a question that is hidden.
    hidden : whether the answers so far rule the question out.
    waiting : whether an answer still to come decides if it applies.
    earlier : the answers so far, the newest first.
    measured, found : what was measured, and what was found in another way.
    elsewhere : what is known without an answer to this question, in words.
    worked_out_from : the questions whose answers it is worked out from.
    proof : the documents an answer rests on; a setting has none.
    letter : the question as a mail to the vendor, where a vendor can answer it.
    """

    asked: Question | Setting
    form: QuestionForm | SettingForm | None
    hidden: bool
    waiting: bool
    left_out: LeftOut | None
    earlier: tuple[Spoken, ...]
    measured: tuple[Found, ...]
    found: tuple[Found, ...]
    elsewhere: str
    worked_out_from: tuple[tuple[str, str], ...]
    letter: Letter | None
    rules: tuple[Rule, ...]
    notes: tuple[AnswerNote, ...]
    notes_url: str
    confirm_url: str
    proof: Proof | None = None
    meanwhile: Meanwhile | None = None

    @property
    def now(self) -> Spoken | None:
        """Return the answer that counts, if somebody gave one."""
        return self.earlier[0] if self.earlier else None

    @property
    def is_table(self) -> bool:
        """Return whether it is answered in rows."""
        return isinstance(self.asked, Question) and self.asked.type == "rows"

    @property
    def in_payback(self) -> bool:
        """Return whether the payback page fills it in."""
        return self.asked.id in PAYBACK_KEYS

    @property
    def minutes(self) -> int:
        """Return the minutes it takes to read and to answer."""
        return minutes([self.asked])

    @property
    def to_confirm(self) -> bool:
        """Return whether it was measured, and nobody answered it or held the finding for right."""
        return (
            self.form is not None
            and bool(self.measured)
            and not self.earlier
            and not all(each.confirmed for each in self.measured)
        )

    @property
    def open_fold(self) -> bool:
        """Return whether something is wrong in the part of the form that is folded away."""
        return bool(self.form and self.form.errors.keys() & {"given_by", "as_of"})


def asking(
    answered: Answered,
    asked: Question | Setting,
    form: QuestionForm | SettingForm | None,
    notes: Iterable[AnswerNote],
    *,
    may_edit: bool,
    meanwhile: Meanwhile | None = None,
) -> Asking:
    """Return what a page shows of one question."""
    key, bank = asked.id, answered.library.bank
    chapter, place = answered.chapter_with(key), Place(answered.assessment)
    fact = answered.facts.find(key)
    hidden = fact.state is State.CANNOT_APPLY and _is_gated(asked)
    written = tuple(note for note in notes if note.key == key)
    told = [
        Spoken(each, said_in_words(each.value, key, bank))
        for each in answered.versions.get(key, ())
    ]
    known = "; ".join(value_in_words(value, asked) for value in fact.values)
    worked_out = isinstance(asked, Question) and asked.derived is not None and not told
    found = [_found(each, asked, written) for each in answered.found(key)]
    return Asking(
        asked=asked,
        form=None if hidden else form,
        hidden=hidden,
        waiting=any(each.id == key for each in chapter.waiting),
        left_out=next((left for left in chapter.left_out if left.question.id == key), None),
        earlier=tuple(reversed(told)),
        measured=tuple(each for each in found if _is_measured(each.observation)),
        found=tuple(each for each in found if not _is_measured(each.observation)),
        elsewhere=known if not told and (fact.standing or worked_out) else "",
        worked_out_from=_read_from(answered, asked) if worked_out and not found else (),
        letter=_letter(answered, asked),
        rules=answered.rules_behind(key),
        notes=tuple(note for note in written if not note.confirms),
        notes_url=place.notes(key),
        confirm_url=place.confirm(key),
        proof=proof_of(answered, asked, may_edit=may_edit)
        if isinstance(asked, Question)
        and not hidden
        and key not in answered.library.bank.of_the_firm
        else None,
        meanwhile=meanwhile,
    )


def measured_in_words(answered: Answered, asked: Question | Setting) -> list[str]:
    """Return what was measured under a question, in words."""
    found = answered.found(asked.id)
    return [value_in_words(each.value, asked) for each in found if _is_measured(each)]


def _is_gated(asked: Question | Setting) -> bool:
    """Return whether other answers may rule it out: what is worked out may always be answered."""
    return isinstance(asked, Question) and asked.show_if is not None


def _is_measured(found: Observation) -> bool:
    return found.certainty is Certainty.MEASURED


def _found(
    observation: Observation, asked: Question | Setting, notes: Collection[AnswerNote]
) -> Found:
    words = value_in_words(observation.value, asked)
    said = [note for note in notes if note.confirms and note.text == confirmation(words)]
    return Found(observation, words, said[-1] if said else None)


def _read_from(answered: Answered, asked: Question | Setting) -> tuple[tuple[str, str], ...]:
    assert isinstance(asked, Question)  # noqa: S101 -- only a question is worked out
    assert asked.derived is not None  # noqa: S101
    place = Place(answered.assessment)
    return tuple(
        (source.text, place.question(key))
        for key in READS[asked.derived]
        if (source := answered.asked(key)) is not None
    )


def _letter(answered: Answered, asked: Question | Setting) -> Letter | None:
    if not isinstance(asked, Question) or not asked.ask_vendor:
        return None
    return Letter(f"A question about {answered.assessment.product}", asked.ask_vendor)


def rows_of(answered: Answered, key: str) -> list[Any]:
    """Return the rows that a table holds by its newest answer."""
    latest = answered.latest(key)
    return list(latest.value) if latest and isinstance(latest.value, list) else []

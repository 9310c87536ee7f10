"""The form of the single page: many questions, each of which may stay open."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict

from procurement.actions.answers import Told
from procurement.answered import Answered
from procurement.forms.answer_field import AnswerField
from procurement.forms.answers import QuestionForm, SettingForm
from procurement.models import WrittenAnswer
from procurement.questionnaire.schema import Question, Setting
from procurement.wording.answers import said_in_words


class Asked:
    """One question of the page with its fields, and what is wrong with what stands in them.

    Attributes
    ----------
    newer, mine : two answers in words, where somebody else answered meanwhile.
    """

    def __init__(
        self,
        asked: Question | Setting,
        answered: Answered,
        *,
        person: str,
        data: QueryDict | None = None,
    ) -> None:
        latest = answered.latest(asked.id)
        self.asked = asked
        self.newer: WrittenAnswer | None = None
        self.newer_words = self.mine_words = ""
        self.form: QuestionForm | SettingForm
        if isinstance(asked, Setting):
            self.form = SettingForm(asked, person=person, latest=latest, data=data, prefix=asked.id)
            # A usual value is nobody's answer: nothing is chosen before somebody chooses.
            self.form.initial["answer"] = latest.value if latest else None
        else:
            self.form = QuestionForm(
                asked,
                answered.library.bank,
                person=person,
                latest=latest,
                data=data,
                prefix=asked.id,
            )
            # How it is known is taken as usual for who answers; its own page asks for more.
            self.form.fields["grade"].widget = self.form.fields["grade"].hidden_widget()
        control = replace(self._field.control, optional=True)
        self.form.fields["answer"] = field = AnswerField(control, folded=True)
        field.label = control.label  # that all may stay open stands on top of the page

    @property
    def _field(self) -> AnswerField:
        field = self.form.fields["answer"]
        assert isinstance(field, AnswerField)  # noqa: S101 -- both forms are made with one
        return field

    @property
    def filled(self) -> bool:
        """Return whether something stands in it that was sent."""
        return self.form.is_bound and not self.form.is_blank

    @property
    def told(self) -> Told | None:
        """Return what was answered; None where it is wrong."""
        return self.form.told if self.form.is_valid() else None

    @property
    def based_on(self) -> int:
        """Return the version that stood on the page."""
        return self.form.based_on_version

    def meet(self, newer: WrittenAnswer, answered: Answered) -> None:
        """Say that somebody else answered, and let the form stand on that, so that sending is a choice."""
        bank, key = answered.library.bank, self.asked.id
        self.newer = newer
        self.newer_words = said_in_words(newer.value, key, bank)
        self.mine_words = said_in_words(self.told.value, key, bank) if self.told else ""
        self.form.add_error(
            "answer", f"{newer.given_by} answered this while you did. Choose which answer holds"
        )
        assert isinstance(self.form.data, QueryDict)  # noqa: S101 -- it was just sent
        data = self.form.data.copy()
        data[self.form.add_prefix("based_on")] = str(newer.version)
        self.form.data = data


def asked_together(
    questions: Iterable[Question | Setting],
    answered: Answered,
    *,
    person: str,
    data: QueryDict | None = None,
) -> list[Asked]:
    """Return the forms of several questions, bound to what was sent if anything was."""
    return [Asked(each, answered, person=person, data=data) for each in questions]
